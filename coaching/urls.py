"""Addresses of the coach's pages."""

from django.urls import path

from coaching.views import coach, integrations, reminders, summaries

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
    path("settings/reminders/", reminders.reminder_settings, name="settings-reminders"),
    path("reminders/<uuid:pk>/", reminders.reminder_answer, name="reminder-answer"),
    path("reminders/stop/<str:token>/", reminders.reminders_stop, name="reminders-stop"),
    path("settings/integrations/", integrations.integration_list, name="settings-integrations"),
    path("settings/integrations/<uuid:pk>/", integrations.integration_step, name="integration-step"),
    path("settings/integrations/<uuid:pk>/edit/", integrations.integration_edit, name="integration-edit"),
    path("calendars/<str:secret>.ics", integrations.integration_calendar, name="integration-calendar"),
]
