"""Check-ins in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.fields import Field

from checkins.actions import correct_check_in, record_check_in, withdraw_check_in
from checkins.models import CheckIn, Insight
from goals.admin.exports import Export, SafeResource
from goals.admin.frame import ActionAdmin, ReadOnlyAdmin
from goals.journal import Actor


class CheckInResource(SafeResource):
    owner = Field(attribute="owner__email", column_name="owner")
    goal = Field(attribute="goal__title", column_name="goal")
    milestone = Field(attribute="milestone__title", column_name="milestone")

    class Meta:
        model = CheckIn
        fields: ClassVar[list[str]] = [
            "id", "owner", "goal", "check_in_date", "kind", "habit_completion_status", "value_recorded", "milestone",
            "content", "link", "mood", "source", "logged_at", "created_at", "updated_at",
        ]  # fmt: skip
        export_order = fields


@admin.register(CheckIn)
class CheckInAdmin(Export, ActionAdmin):
    """Deleting withdraws. What belongs to a closed goal is read only."""

    resource_classes = (CheckInResource,)
    list_display = (
        "check_in_date", "goal", "owner", "kind", "habit_completion_status", "value_recorded", "mood", "source",
        "logged_at",
    )  # fmt: skip
    list_filter = ("kind", "habit_completion_status", "source", "mood")
    list_select_related = ("goal", "owner", "milestone")
    search_fields = ("goal__title", "owner__email", "content")
    search_help_text = _("Goal, the owner's address, or words of the note")
    date_hierarchy = "check_in_date"
    ordering = ("-id",)
    autocomplete_fields = ("goal", "milestone")
    _WRITABLE = (
        "check_in_date", "habit_completion_status", "value_recorded", "milestone", "content", "link", "mood", "context",
        "metadata",
    )  # fmt: skip
    _DERIVED = ("kind", "source", "logged_at", "created_at", "updated_at", "revision")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("goal", *self._WRITABLE) if obj is None else ("goal", "owner", *self._WRITABLE, *self._DERIVED)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        return ("goal", "owner", *self._DERIVED) if obj.goal.is_editable else self.get_fields(request, obj)

    def create(self, by: Actor, values: dict[str, Any]) -> CheckIn:
        return record_check_in(by=by, goal=values.pop("goal"), **values)

    def update(self, by: Actor, row: CheckIn, changes: dict[str, Any]) -> CheckIn:
        return correct_check_in(by=by, check_in=row, **changes)

    def delete(self, by: Actor, row: CheckIn) -> None:
        withdraw_check_in(by=by, check_in=row)


@admin.register(Insight)
class InsightAdmin(ReadOnlyAdmin):
    """Figures write them, and only their owner puts them aside."""

    list_display = ("message", "kind", "goal", "owner", "created_at", "dismissed_at")
    list_filter = ("kind", ("dismissed_at", admin.EmptyFieldListFilter))
    list_select_related = ("goal", "owner")
    search_fields = ("message", "goal__title", "owner__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    fields = (
        "message", "kind", "code", "key", "goal", "other_goal", "owner", "confidence", "sample_size", "numbers",
        "dismissed_at", "created_at", "updated_at", "revision",
    )  # fmt: skip
