"""Summaries, reminders and integrations in the admin, and conversations without a word of what was said."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from coaching.actions import choose_reminders, delete_integration
from coaching.models import (
    Capture,
    Conversation,
    Delivery,
    Integration,
    Message,
    Proposal,
    Reminder,
    ReminderSettings,
    UserSummary,
)
from goals.admin.frame import ActionAdmin, ReadOnlyAdmin
from goals.journal import Actor


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


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    """Made by the schedule; answered by their owner."""

    list_display = ("due_at", "day", "owner", "answer", "answered_at")
    list_filter = ("answer",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    date_hierarchy = "due_at"
    ordering = ("-id",)
    fields = ("owner", "intention", "day", "due_at", "on_today", "answer", "answered_at")


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    """What went out, what did not and why."""

    list_display = ("reminder", "channel", "owner", "state", "reason", "attempts", "next_try_at", "sent_at")
    list_filter = ("channel", "state", "reason")
    list_select_related = ("owner", "reminder")
    search_fields = ("owner__email",)
    date_hierarchy = "next_try_at"
    ordering = ("-id",)
    fields = (
        "owner", "reminder", "channel", "integration", "state", "attempts", "next_try_at", "sent_at", "reason",
    )  # fmt: skip


@admin.register(ReminderSettings)
class ReminderSettingsAdmin(ActionAdmin):
    list_display = ("owner", "on_today", "by_mail", "updated_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    ordering = ("-id",)
    fields = ("owner", "on_today", "by_mail", "updated_at", "revision")
    readonly_fields = ("owner", "updated_at", "revision")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def update(self, by: Actor, row: ReminderSettings, changes: dict[str, Any]) -> ReminderSettings:
        return choose_reminders(by=by, owner=row.owner, **changes)


@admin.register(Integration)
class IntegrationAdmin(ReadOnlyAdmin):
    """Staff see that it is there, where it leads and how it goes, never the whole address: it may hold a key.

    They delete it when it makes trouble.
    """

    list_display = ("name", "kind", "host", "owner", "sends_reminders", "outcome", "status", "tried_at")
    list_filter = ("kind", "outcome")
    list_select_related = ("owner",)
    search_fields = ("name", "owner__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        "owner", "kind", "name", "host", "shows", "sends_reminders", "outcome", "status", "tried_at",
        "secret_made_at", "created_at", "updated_at", "revision",
    )  # fmt: skip

    @admin.display(description=_("host"))
    def host(self, integration: Integration) -> str:
        return urlsplit(integration.address).hostname or "–"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(admin.ModelAdmin.has_delete_permission(self, request, obj))

    def delete(self, by: Actor, row: Integration) -> None:
        delete_integration(by=by, integration=row)
