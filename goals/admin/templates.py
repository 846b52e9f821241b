"""Templates in the admin: staff add their own, and change or withdraw those of the library."""

import json
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals.actions import create_template, delete_template, restore_template, update_template
from goals.admin.frame import ActionAdmin, apply_to_each
from goals.journal import Actor
from goals.models import GoalTemplate


class Indented(json.JSONEncoder):
    """JSON over several lines, for people to edit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "indent": 2, "ensure_ascii": False})


@admin.register(GoalTemplate)
class GoalTemplateAdmin(ActionAdmin):
    """What a goal could not be started from is refused, with a sentence beside the column that is wrong."""

    list_display = (
        "title", "slug", "pattern", "value_category", "is_offered", "is_shipped", "is_edited", "sort_order"
    )  # fmt: skip
    list_filter = ("is_offered", "pattern", "value_category", "is_shipped", "is_edited")
    search_fields = ("title", "slug", "summary")
    ordering = ("sort_order", "title")
    actions = ("offer", "withdraw", "restore")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "pattern", "value_category", "is_offered", "sort_order")}),
        (_("What a goal starts with"), {
            "fields": ("goal", "milestones", "intentions", "evidence"),
            "description": _(
                "JSON. Fields of the goal by their names in the API, and “days” for how long it lasts and “why_prompt” "
                "for a question; milestones with “title”, “days” from the start, “target_value”, “share”; plans with "
                "“trigger_condition” and “action”."
            ),
        }),
    )  # fmt: skip
    formfield_overrides: ClassVar[dict[Any, Any]] = {
        models.JSONField: {"encoder": Indented, "widget": forms.Textarea(attrs={"rows": 14, "cols": 80})}
    }

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        library = (_("Library"), {"fields": ("is_shipped", "is_edited", "updated_at")})
        return self.fieldsets if obj is None else (*self.fieldsets, library)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        name = ("slug",) if obj is not None and obj.is_shipped else ()
        return (*name, "is_shipped", "is_edited", "updated_at")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def create(self, by: Actor, values: dict[str, Any]) -> GoalTemplate:
        return create_template(by=by, **_without_blanks(values))

    def update(self, by: Actor, row: GoalTemplate, changes: dict[str, Any]) -> GoalTemplate:
        return update_template(by=by, template=row, **_without_blanks(changes))

    def delete(self, by: Actor, row: GoalTemplate) -> None:
        delete_template(by=by, template=row)

    @admin.action(permissions=["change"], description=_("Offer"))
    def offer(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, _offered(is_offered=True), "template", str(_("Offered")))

    @admin.action(permissions=["change"], description=_("Stop offering"))
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, _offered(is_offered=False), "template", str(_("No longer offered")))

    @admin.action(permissions=["change"], description=_("Take the library's content again"))
    def restore(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, restore_template, "template", str(_("Restored")))


def _offered(*, is_offered: bool) -> Any:
    def change(*, by: Actor, template: GoalTemplate) -> GoalTemplate:
        return update_template(by=by, template=template, is_offered=is_offered)

    return change


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    """An empty box of JSON is nothing, not null."""
    empty: dict[str, Any] = {"goal": {}, "milestones": [], "intentions": []}
    return {name: empty[name] if value is None and name in empty else value for name, value in values.items()}
