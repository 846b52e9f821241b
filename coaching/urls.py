"""Addresses of the coach's pages."""

from django.urls import path

from coaching.views import coach, summaries

urlpatterns = [
    path("coach/", coach.latest, name="coach"),
    path("coach/new/", coach.begin, name="coach-new"),
    path("coach/conversations/", coach.conversation_list, name="coach-conversations"),
    path("coach/<uuid:pk>/", coach.conversation, name="coach-conversation"),
    path("coach/<uuid:pk>/delete/", coach.delete, name="coach-delete"),
    path("coach/proposals/<uuid:pk>/", coach.decide, name="coach-proposal"),
    path("coach/captures/<uuid:pk>/undo/", coach.undo, name="coach-undo"),
    path("summaries/", summaries.summary_list, name="summary-list"),
    path("summaries/<uuid:pk>/", summaries.summary_detail, name="summary"),
]
