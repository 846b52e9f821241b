"""Goals in the admin, with their parts."""

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from goals.actions import (
    abandon_goal,
    archive_goal,
    complete_goal,
    create_goal,
    create_intention,
    create_milestone,
    delete_intention,
    delete_milestone,
    erase_goal,
    pause_goal,
    reactivate_goal,
    restore_goal,
    resume_goal,
    update_goal,
    update_intention,
    update_milestone,
)
from goals.admin.exports import Export, SafeResource
from goals.admin.frame import ActionAdmin, ActionForm, Inline, ReadOnlyInline, apply_to_each, staff, what_goes_with
from goals.journal import Actor
from goals.models import Goal, Intention, Milestone, PastTerms, Pause, User
from goals.models.choices import Status
from goals.models.terms import TERMS

_FIGURES = (
    "status", "status_before_archive", "ended_on", "completed_at", "check_in_count", "last_check_in_at",
    "progress_percent", "stats", "goal_type", "created_at", "updated_at", "revision",
)  # fmt: skip
PARTS: dict[type, tuple[str, Callable[..., Any], Callable[..., Any], Callable[..., Any]]] = {
    Milestone: ("milestone", create_milestone, update_milestone, delete_milestone),
    Intention: ("intention", create_intention, update_intention, delete_intention),
}


class GoalForm(ActionForm):
    # Not named `owner`: the model's own field of that name is not for forms.
    person = forms.ModelChoiceField(
        label=gettext_lazy("Owner"),
        queryset=User.objects.all(),
        widget=AutocompleteSelect(Goal._meta.get_field("owner"), admin.site),
    )


class PartInline(Inline):
    """Rows under a goal; a closed goal takes no changes."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _takes_changes(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _takes_changes(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _takes_changes(obj) and super().has_delete_permission(request, obj)


class MilestoneInline(PartInline):
    model = Milestone
    fields = ("title", "target_date", "target_value", "share", "sort_order", "completed_at")
    readonly_fields = ("completed_at",)


class IntentionInline(PartInline):
    model = Intention
    fields = ("trigger_condition", "action", "is_active", "reminder_time", "reminder_weekdays", "rehearsed_at")
    readonly_fields = ("rehearsed_at",)


class PauseInline(ReadOnlyInline):
    model = Pause
    fields = ("starts_on", "ends_on")


class PastTermsInline(ReadOnlyInline):
    model = PastTerms
    fields = ("valid_through", *TERMS)


class GoalResource(SafeResource):
    owner = Field(attribute="owner__email", column_name="owner")

    class Meta:
        model = Goal
        fields: ClassVar[list[str]] = [
            "id", "owner", "title", "description", "pattern", "goal_type", "status", "category", "value_category",
            "period", "times_per_period", "every_n_days", "target_value", "baseline_value", "target_date", "unit",
            "currency", "start_date", "ended_on", "completed_at", "progress_percent", "progress_sentiment",
            "check_in_count", "last_check_in_at", "created_at", "updated_at",
        ]  # fmt: skip
        export_order = fields


def transition(name: str, label: Any, action: Callable[..., Goal]) -> Any:
    """An entry of the list's menu that leads each chosen goal to another status."""

    def run(model_admin: "GoalAdmin", request: HttpRequest, queryset: Any) -> None:
        apply_to_each(model_admin, request, queryset, action, "goal", str(label))

    run.__name__ = name
    return admin.action(permissions=["change"], description=label)(run)


@admin.register(Goal)
class GoalAdmin(Export, ActionAdmin):
    """Deleting archives; deleting an archived goal erases it."""

    form = GoalForm
    resource_classes = (GoalResource,)
    list_display = (
        "title", "owner", "pattern", "status", "progress_percent", "check_in_count", "last_check_in_at", "created_at"
    )  # fmt: skip
    list_filter = ("status", "pattern", "value_category", "specificity", "progress_sentiment", "time_of_day")
    list_select_related = ("owner",)
    search_fields = ("title", "owner__email")
    search_help_text = gettext_lazy("Title, or the owner's address")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    inlines = (MilestoneInline, IntentionInline, PauseInline, PastTermsInline)
    delete_confirmation_template = "admin/goals/goal/delete_confirmation.html"
    actions = (
        transition("complete", gettext_lazy("Complete"), complete_goal),
        transition("pause", gettext_lazy("Pause"), pause_goal),
        transition("resume", gettext_lazy("Resume"), resume_goal),
        transition("abandon", gettext_lazy("Abandon"), abandon_goal),
        transition("reactivate", gettext_lazy("Reactivate"), reactivate_goal),
        transition("archive", gettext_lazy("Archive"), archive_goal),
        transition("restore", gettext_lazy("Restore"), restore_goal),
    )
    fieldsets = (
        (None, {"fields": ("person", "title", "pattern", "description", "specificity", "value_category", "category")}),
        (gettext_lazy("Terms"), {"fields": TERMS}),
        (gettext_lazy("Measure"), {
            "fields": (
                "metric_type", "direction", "unit", "currency", "aggregation", "finance_mode", "silence",
                "reserve_per_month", "step", "quick_amounts",
            ),
        }),
        (gettext_lazy("Why, and what when it gets hard"), {
            "fields": ("why_it_matters", "success_criteria", "current_baseline", "recovery_plan", "small_version"),
        }),
        (gettext_lazy("Shown"), {
            "fields": ("progress_sentiment", "start_date", "time_of_day", "sort_order", "metadata"),
        }),
    )  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fieldsets
        (name, first), *others = self.fieldsets
        stands = (_("Where it stands"), {"fields": _FIGURES})
        return [(name, {"fields": ("owner", *first["fields"][1:])}), *others, stands]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        if _takes_changes(obj):
            return ("person", "owner", "pattern", *_FIGURES)
        fieldsets = self.get_fieldsets(request, obj)
        return ["person", *(name for _heading, fieldset in fieldsets for name in fieldset["fields"])]

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        return {"start_date": request.user.today(), **super().get_changeform_initial_data(request)}  # type: ignore[union-attr]

    def get_actions(self, request: HttpRequest) -> Any:
        """Without "delete selected": archiving is one of ours, and erasing is done one by one."""
        return {name: entry for name, entry in super().get_actions(request).items() if name != "delete_selected"}

    def create(self, by: Actor, values: dict[str, Any]) -> Goal:
        return create_goal(by=by, owner=values.pop("person"), **values)

    def update(self, by: Actor, row: Goal, changes: dict[str, Any]) -> Goal:
        return update_goal(by=by, goal=row, **changes)

    def delete(self, by: Actor, row: Goal) -> None:
        if row.status == Status.ARCHIVED:
            erase_goal(by=by, goal=row)
        else:
            archive_goal(by=by, goal=row)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        # Fills in what the admin's message about the change is made of; writes nothing.
        formset.save(commit=False)
        if formset.model in PARTS:
            for part in formset.forms:
                if part.has_changed():
                    _save_part(staff(request), form.instance, part, is_deleted=part in formset.deleted_forms)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """An archived goal goes with all that hangs on it; of another one nothing is deleted."""
        counts = what_goes_with(goal for goal in objs if goal.status == Status.ARCHIVED)
        return [str(goal) for goal in objs], counts, set(), []

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        if not Goal.objects.filter(pk=obj_id).exists():
            return super().response_delete(request, obj_display, obj_id)
        sentence = _("“%(goal)s” is archived. Deleting it once more erases it.") % {"goal": obj_display}
        self.message_user(request, sentence, messages.SUCCESS)
        return redirect("admin:goals_goal_changelist")


def _takes_changes(goal: Goal | None) -> bool:
    return goal is None or goal.is_editable


def _save_part(by: Actor, goal: Goal, part: Any, *, is_deleted: bool) -> None:
    name, create, update, delete = PARTS[type(part.instance)]
    values = {key: value for key, value in part.cleaned_data.items() if key in part._meta.fields and key != "goal"}
    is_new = part.instance._state.adding
    if is_new and not is_deleted:
        create(by=by, goal=goal, **values)
    elif is_deleted and not is_new:
        delete(by=by, **{name: part.instance})
    elif not is_new:
        update(by=by, **{name: part.instance}, **{key: values[key] for key in part.changed_data if key in values})
