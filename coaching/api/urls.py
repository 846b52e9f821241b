"""Addresses under /api/v1/."""

from django.urls import path

from coaching.api.views.conversations import CaptureViews, ConversationViews, MessageViews, ProposalViews, ToolViews
from coaching.api.views.integrations import IntegrationViews
from coaching.api.views.reminders import ReminderSettingsViews, ReminderViews
from coaching.api.views.summaries import SummaryViews

_CONVERSATION = "coach/conversations/<row_id:pk>/"

urlpatterns = [
    path(
        "coach/conversations/",
        ConversationViews.as_view({"get": "list", "post": "create"}),
        name="api-conversations",
    ),
    path(
        _CONVERSATION,
        ConversationViews.as_view({"get": "retrieve", "delete": "destroy"}),
        name="api-conversation",
    ),
    path(f"{_CONVERSATION}messages/", MessageViews.as_view({"get": "list", "post": "create"}), name="api-messages"),
    path("coach/captures/<row_id:pk>/undo/", CaptureViews.as_view({"post": "undo"}), name="api-capture-undo"),
    path("coach/tools/", ToolViews.as_view({"get": "list"}), name="api-coach-tools"),
    path("proposals/", ProposalViews.as_view({"get": "list"}), name="api-proposals"),
    path("proposals/<row_id:pk>/", ProposalViews.as_view({"get": "retrieve"}), name="api-proposal"),
    path("proposals/<row_id:pk>/confirm/", ProposalViews.as_view({"post": "confirm"}), name="api-proposal-confirm"),
    path("proposals/<row_id:pk>/discard/", ProposalViews.as_view({"post": "discard"}), name="api-proposal-discard"),
    path("summaries/", SummaryViews.as_view({"get": "list", "post": "create"}), name="api-summaries"),
    path("summaries/<row_id:pk>/", SummaryViews.as_view({"get": "retrieve"}), name="api-summary"),
    path("reminders/", ReminderViews.as_view({"get": "list"}), name="api-reminders"),
    path(
        "reminders/settings/",
        ReminderSettingsViews.as_view({"get": "retrieve", "patch": "partial_update"}),
        name="api-reminder-settings",
    ),
    path("reminders/<row_id:pk>/", ReminderViews.as_view({"get": "retrieve"}), name="api-reminder"),
    path("reminders/<row_id:pk>/dismiss/", ReminderViews.as_view({"post": "dismiss"}), name="api-reminder-dismiss"),
    path("reminders/<row_id:pk>/rehearse/", ReminderViews.as_view({"post": "rehearse"}), name="api-reminder-rehearse"),
    path("integrations/", IntegrationViews.as_view({"get": "list", "post": "create"}), name="api-integrations"),
    path(
        "integrations/<row_id:pk>/",
        IntegrationViews.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api-integration",
    ),
    path("integrations/<row_id:pk>/renew/", IntegrationViews.as_view({"post": "renew"}), name="api-integration-renew"),
    path("integrations/<row_id:pk>/test/", IntegrationViews.as_view({"post": "test"}), name="api-integration-test"),
]
