"""Addresses under /api/v1/."""

from typing import Any

from django.urls import path

from checkins.api.views.batches import BatchViews
from checkins.api.views.check_ins import CheckInViews, GoalCheckInViews
from checkins.api.views.days import DayViews
from checkins.api.views.exports import ExportViews
from checkins.api.views.imports import ImportViews
from checkins.api.views.insights import InsightViews
from checkins.api.views.progress import DashboardViews, ProgressViews
from checkins.api.views.shared import WithMeViews

ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
MANY: dict[str, Any] = {"get": "list", "post": "create"}
DAY: dict[str, Any] = {"get": "retrieve", "put": "update", "delete": "destroy"}

urlpatterns = [
    path("check-ins/", CheckInViews.as_view(MANY), name="api-check-ins"),
    path("check-ins/<row_id:pk>/", CheckInViews.as_view(ONE), name="api-check-in"),
    path("batch/", BatchViews.as_view({"post": "create"}), name="api-batch"),
    path("goals/<row_id:pk>/check-ins/", GoalCheckInViews.as_view(MANY), name="api-goal-check-ins"),
    path("goals/<row_id:pk>/activities/", GoalCheckInViews.as_view(MANY), name="api-goal-activities"),
    path("goals/<row_id:pk>/check-in/", GoalCheckInViews.as_view({"post": "short"}), name="api-goal-check-in"),
    path("goals/<row_id:pk>/days/<iso_day:day>/", DayViews.as_view(DAY), name="api-goal-day"),
    path("goals/<row_id:pk>/progress/", ProgressViews.as_view({"get": "retrieve"}), name="api-goal-progress"),
    path("insights/", InsightViews.as_view({"get": "list"}), name="api-insights"),
    path("insights/refresh/", InsightViews.as_view({"post": "refresh"}), name="api-insights-refresh"),
    path("insights/<row_id:pk>/", InsightViews.as_view({"get": "retrieve"}), name="api-insight"),
    path("insights/<row_id:pk>/dismiss/", InsightViews.as_view({"post": "dismiss"}), name="api-insight-dismiss"),
    path("me/export/", ExportViews.as_view({"get": "retrieve"}), name="api-export"),
    path("import/", ImportViews.as_view({"post": "create"}), name="api-import"),
    path("dashboard/", DashboardViews.as_view({"get": "retrieve"}), name="api-dashboard"),
    path("shared-with-me/", WithMeViews.as_view(MANY), name="api-with-me"),
    path(
        "shared-with-me/<row_id:pk>/",
        WithMeViews.as_view({"get": "retrieve", "delete": "destroy"}),
        name="api-with-me-one",
    ),
    path("shared-with-me/<row_id:pk>/cheer/", WithMeViews.as_view({"post": "cheer"}), name="api-with-me-cheer"),
]
