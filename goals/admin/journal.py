"""The journal in the admin: to be read."""

import uuid
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals.admin.frame import ReadOnlyAdmin
from goals.models import Change, User


@admin.register(Change)
class ChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "owner", "seq", "entity", "action", "source", "made_by")
    list_filter = ("source", "at")
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    search_help_text = _("The owner's address, or the id of what was changed")
    date_hierarchy = "at"
    # The order of the table itself; times would have to be sorted.
    ordering = ("-id",)
    fields = (
        "at", "owner", "seq", "entity", "entity_id", "version", "action", "fields", "made_by", "source", "device",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> Any:
        actor = User.objects.filter(pk=OuterRef("actor_id")).values("email")
        return super().get_queryset(request).annotate(actor_email=Subquery(actor))

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> "tuple[QuerySet[Any], bool]":
        try:
            return queryset.filter(entity_id=uuid.UUID(search_term.strip())), False
        except ValueError:
            return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("made by"))
    def made_by(self, change: Change) -> str | None:
        """The address of the account, its id when it is gone, nothing for the system."""
        actor: str | None = getattr(change, "actor_email", None)
        return actor or (str(change.actor_id) if change.actor_id else None)
