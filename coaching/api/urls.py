"""Addresses under /api/v1/."""

from django.urls import path

from coaching.api.talk import CaptureViews, ConversationViews, MessageViews, ProposalViews, ToolViews
from coaching.api.views import SummaryViews

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
]
