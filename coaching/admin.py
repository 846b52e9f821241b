"""Summaries in the admin, and conversations without a word of what was said."""

from django.contrib import admin

from coaching.models import Capture, Conversation, Message, Proposal, UserSummary
from goals.admin.frame import ReadOnlyAdmin


@admin.register(UserSummary)
class UserSummaryAdmin(ReadOnlyAdmin):
    """Made by the schedule, or when their owner asks."""

    list_display = ("starts_on", "ends_on", "period", "owner", "text", "as_of")
    list_filter = ("period",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    date_hierarchy = "starts_on"
    ordering = ("-id",)
    fields = (
        "owner", "period", "starts_on", "ends_on", "as_of", "text", "figures", "created_at", "updated_at", "revision",
    )  # fmt: skip


@admin.register(Conversation)
class ConversationAdmin(ReadOnlyAdmin):
    """When somebody talked with the coach; what they said is theirs."""

    list_display = ("created_at", "owner")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = ("owner", "created_at", "updated_at", "revision")


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "owner", "role", "number")
    list_filter = ("role",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "conversation", "number", "role", "saw", "created_at")


@admin.register(Proposal)
class ProposalAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "owner", "status", "expires_at", "decided_at")
    list_filter = ("status",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "goal", "status", "expires_at", "decided_at", "created_at")


@admin.register(Capture)
class CaptureAdmin(ReadOnlyAdmin):
    """Which tool did what, and whether it was taken back."""

    list_display = ("created_at", "owner", "tool", "entity", "undone_at")
    list_filter = ("tool",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "goal", "tool", "entity", "entity_id", "undone_at", "created_at")
