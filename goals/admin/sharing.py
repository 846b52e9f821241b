"""Shares, cheers and calendar feeds in the admin: to be read, and to be closed. Digests are not shown."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals.actions import revoke_calendar_feed, revoke_share
from goals.admin.frame import ReadOnlyAdmin, apply_to_each
from goals.journal import Actor
from goals.models import CalendarFeed, Cheer, GoalShare


@admin.register(GoalShare)
class GoalShareAdmin(ReadOnlyAdmin):
    """Who may delete may revoke; the row stays."""

    list_display = ("goal", "owner", "kind", "name", "email", "accepted_at", "expires_at", "revoked_at")
    list_filter = ("kind", ("revoked_at", admin.EmptyFieldListFilter), ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("goal", "owner")
    search_fields = ("goal__title", "name", "email", "owner__email", "partner__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    actions = ("revoke",)
    fields = (
        "goal", "owner", "kind", "name", "parts", "email", "partner", "accepted_at", "expires_at", "revoked_at",
        "created_at", "updated_at", "revision",
    )  # fmt: skip

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request)

    @admin.action(permissions=["revoke"], description=_("Revoke"))
    def revoke(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, revoke_share, "share", str(_("Revoked")))


@admin.register(Cheer)
class CheerAdmin(ReadOnlyAdmin):
    list_display = ("words", "author", "owner", "share", "created_at")
    list_select_related = ("author", "owner", "share")
    search_fields = ("words", "author__email", "owner__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = ("words", "author", "owner", "share", "created_at")


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ReadOnlyAdmin):
    """Deleting revokes."""

    list_display = ("owner", "created_at")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = ("owner", "created_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete(self, by: Actor, row: CalendarFeed) -> None:
        revoke_calendar_feed(by=by, user=row.owner)
