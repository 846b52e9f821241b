"""Addresses under /api/v1/."""

from django.urls import path

from coaching.api.views import SummaryViews

urlpatterns = [
    path("summaries/", SummaryViews.as_view({"get": "list", "post": "create"}), name="api-summaries"),
    path("summaries/<row_id:pk>/", SummaryViews.as_view({"get": "retrieve"}), name="api-summary"),
]
