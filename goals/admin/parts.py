"""Milestones, if-then plans, pauses and past terms in the admin."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals.actions import (
    complete_milestone,
    create_intention,
    create_milestone,
    create_pause,
    delete_intention,
    delete_milestone,
    delete_pause,
    rehearse_intention,
    reopen_milestone,
    toggle_intention,
    update_intention,
    update_milestone,
    update_pause,
)
from goals.admin.frame import ActionAdmin, ActionForm, ReadOnlyAdmin, apply_to_each
from goals.journal import Actor
from goals.models import Goal, Intention, Milestone, PastTerms, Pause, User
from goals.models.terms import TERMS


class MilestoneForm(ActionForm):
    # Not named `goal`: the model's own field of that name is not for forms.
    whole = forms.ModelChoiceField(
        label=_("Goal"),
        queryset=Goal.objects.all(),
        widget=AutocompleteSelect(Milestone._meta.get_field("goal"), admin.site),
    )


class IntentionForm(ActionForm):
    whole = forms.ModelChoiceField(
        label=_("Goal"),
        queryset=Goal.objects.all(),
        widget=AutocompleteSelect(Intention._meta.get_field("goal"), admin.site),
    )


class PauseForm(ActionForm):
    person = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=User.objects.all(),
        widget=AutocompleteSelect(Pause._meta.get_field("owner"), admin.site),
    )
    whole = forms.ModelChoiceField(
        label=_("Goal"),
        help_text=_("Empty: all of the owner's goals."),
        queryset=Goal.objects.all(),
        required=False,
        widget=AutocompleteSelect(Pause._meta.get_field("goal"), admin.site),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        goal, person = cleaned.get("whole"), cleaned.get("person")
        if goal is not None and person is not None and goal.owner_id != person.pk:
            self.add_error("whole", _("This goal belongs to somebody else."))
        return cleaned


class PartAdmin(ActionAdmin):
    """A part of a goal: the goal is chosen once; parts of a closed one are read only."""

    list_select_related = ("goal", "owner")
    ordering = ("-id",)
    writable: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[tuple[str, ...]] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        stamps = ("created_at", "updated_at", "revision")
        return ("whole", *self.writable) if obj is None else ("goal", "owner", *self.writable, *self.derived, *stamps)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        writable = self.writable if obj.goal is None or obj.goal.is_editable else ()
        return ["whole", *(name for name in self.get_fields(request, obj) if name not in writable)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("goal", "owner")


@admin.register(Milestone)
class MilestoneAdmin(PartAdmin):
    form = MilestoneForm
    list_display = ("title", "goal", "owner", "sort_order", "target_date", "share", "completed_at")
    list_filter = (("completed_at", admin.EmptyFieldListFilter), "target_date")
    search_fields = ("title", "goal__title", "owner__email")
    date_hierarchy = "target_date"
    actions = ("complete", "reopen")
    writable = ("title", "description", "target_date", "target_value", "share", "sort_order", "metadata")
    derived = ("completed_at",)

    @admin.action(permissions=["change"], description=_("Mark as done"))
    def complete(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, complete_milestone, "milestone", str(_("Done")))

    @admin.action(permissions=["change"], description=_("Mark as not done"))
    def reopen(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, reopen_milestone, "milestone", str(_("Not done")))

    def create(self, by: Actor, values: dict[str, Any]) -> Milestone:
        return create_milestone(by=by, goal=values.pop("whole"), **values)

    def update(self, by: Actor, row: Milestone, changes: dict[str, Any]) -> Milestone:
        return update_milestone(by=by, milestone=row, **changes)

    def delete(self, by: Actor, row: Milestone) -> None:
        delete_milestone(by=by, milestone=row)


@admin.register(Intention)
class IntentionAdmin(PartAdmin):
    form = IntentionForm
    list_display = ("trigger_condition", "action", "goal", "owner", "is_active", "rehearsed_at")
    list_filter = ("is_active", ("reminder_time", admin.EmptyFieldListFilter))
    search_fields = ("trigger_condition", "action", "goal__title", "owner__email")
    date_hierarchy = "created_at"
    actions = ("toggle", "rehearse")
    writable = ("trigger_condition", "action", "is_active", "reminder_time", "reminder_weekdays")
    derived = ("rehearsed_at",)

    @admin.action(permissions=["change"], description=_("Switch on or off"))
    def toggle(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, toggle_intention, "intention", str(_("Switched")))

    @admin.action(permissions=["change"], description=_("Note as rehearsed"))
    def rehearse(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, rehearse_intention, "intention", str(_("Rehearsed")))

    def create(self, by: Actor, values: dict[str, Any]) -> Intention:
        return create_intention(by=by, goal=values.pop("whole"), **values)

    def update(self, by: Actor, row: Intention, changes: dict[str, Any]) -> Intention:
        return update_intention(by=by, intention=row, **changes)

    def delete(self, by: Actor, row: Intention) -> None:
        delete_intention(by=by, intention=row)


@admin.register(Pause)
class PauseAdmin(PartAdmin):
    """Days off, past or to come. Whose they are and of which goal is chosen once; pauses that touch become one."""

    form = PauseForm
    list_display = ("starts_on", "ends_on", "goal", "owner")
    list_filter = (("ends_on", admin.EmptyFieldListFilter), ("goal", admin.EmptyFieldListFilter))
    search_fields = ("goal__title", "owner__email")
    date_hierarchy = "starts_on"
    writable = ("starts_on", "ends_on")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("person", "whole", *self.writable) if obj is None else super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ["person", *super().get_readonly_fields(request, obj)]

    def create(self, by: Actor, values: dict[str, Any]) -> Pause:
        return create_pause(by=by, owner=values.pop("person"), goal=values.pop("whole"), **values)

    def update(self, by: Actor, row: Pause, changes: dict[str, Any]) -> Pause:
        return update_pause(by=by, pause=row, **changes)

    def delete(self, by: Actor, row: Pause) -> None:
        delete_pause(by=by, pause=row)


@admin.register(PastTerms)
class PastTermsAdmin(ReadOnlyAdmin):
    list_display = ("goal", "owner", "valid_through", "period", "times_per_period", "every_n_days", "target_value")
    list_filter = ("period",)
    list_select_related = ("goal", "owner")
    search_fields = ("goal__title", "owner__email")
    date_hierarchy = "valid_through"
    ordering = ("-id",)
    fields = ("goal", "owner", "valid_through", *TERMS, "created_at", "updated_at", "revision")
