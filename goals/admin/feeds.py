"""What feeds goals in the admin: tasks, habit links, contributions, budgets and debts."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from goals.actions import (
    complete_task,
    contribute,
    correct_contribution,
    create_budget,
    create_debt,
    create_task,
    delete_budget,
    delete_debt,
    delete_task,
    link_habit,
    reopen_task,
    unlink_habit,
    update_budget,
    update_debt,
    update_habit_link,
    update_task,
    withdraw_contribution,
)
from goals.admin.frame import ActionAdmin, ActionForm, apply_to_each
from goals.admin.parts import PartAdmin
from goals.journal import Actor
from goals.models import Budget, Contribution, Debt, Goal, HabitLink, Task, User


def _goal_field(model: Any, name: str = "goal", label: Any = _("Goal")) -> "forms.ModelChoiceField[Goal]":
    widget = AutocompleteSelect(model._meta.get_field(name), admin.site)
    return forms.ModelChoiceField(label=label, queryset=Goal.objects.all(), widget=widget)


# None of the fields is named as the model's own, which is not for forms.
class TaskForm(ActionForm):
    whole = _goal_field(Task)


class HabitLinkForm(ActionForm):
    whole = _goal_field(HabitLink)
    part = _goal_field(HabitLink, "habit", _("Habit"))


class ContributionForm(ActionForm):
    whole = _goal_field(Contribution)


class MoneyForm(ActionForm):
    person = forms.ModelChoiceField(
        label=_("Owner"),
        queryset=User.objects.all(),
        widget=AutocompleteSelect(Budget._meta.get_field("owner"), admin.site),
    )


@admin.register(Task)
class TaskAdmin(PartAdmin):
    form = TaskForm
    list_display = ("title", "goal", "owner", "due_date", "done_at", "focus_minutes", "weight")
    list_filter = (("done_at", admin.EmptyFieldListFilter), "due_date")
    search_fields = ("title", "goal__title", "owner__email")
    date_hierarchy = "due_date"
    actions = ("complete", "reopen")
    writable = ("title", "due_date", "focus_minutes", "weight", "sort_order")
    derived = ("milestone", "done_at")

    @admin.action(permissions=["change"], description=_("Mark as done"))
    def complete(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, complete_task, "task", str(_("Done")))

    @admin.action(permissions=["change"], description=_("Mark as not done"))
    def reopen(self, request: HttpRequest, queryset: Any) -> None:
        apply_to_each(self, request, queryset, reopen_task, "task", str(_("Not done")))

    def create(self, by: Actor, values: dict[str, Any]) -> Task:
        return create_task(by=by, goal=values.pop("whole"), **values)

    def update(self, by: Actor, row: Task, changes: dict[str, Any]) -> Task:
        return update_task(by=by, task=row, **changes)

    def delete(self, by: Actor, row: Task) -> None:
        delete_task(by=by, task=row)


@admin.register(HabitLink)
class HabitLinkAdmin(PartAdmin):
    form = HabitLinkForm
    list_display = ("habit", "goal", "owner", "weight")
    search_fields = ("goal__title", "habit__title", "owner__email")
    date_hierarchy = "created_at"
    writable = ("weight",)
    derived = ("habit",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("whole", "part", "weight") if obj is None else super().get_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ["part", *super().get_readonly_fields(request, obj)]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("habit")

    def create(self, by: Actor, values: dict[str, Any]) -> HabitLink:
        return link_habit(by=by, goal=values["whole"], habit=values["part"], weight=values["weight"])

    def update(self, by: Actor, row: HabitLink, changes: dict[str, Any]) -> HabitLink:
        return update_habit_link(by=by, link=row, **changes)

    def delete(self, by: Actor, row: HabitLink) -> None:
        unlink_habit(by=by, link=row)


@admin.register(Contribution)
class ContributionAdmin(PartAdmin):
    """Deleting withdraws."""

    form = ContributionForm
    list_display = ("occurred_on", "amount", "currency", "goal", "owner", "external_reference")
    list_filter = ("currency",)
    search_fields = ("external_reference", "note", "goal__title", "owner__email")
    date_hierarchy = "occurred_on"
    writable = ("amount", "currency", "occurred_on", "note")
    derived = ("debt", "external_reference")

    def create(self, by: Actor, values: dict[str, Any]) -> Contribution:
        return contribute(by=by, goal=values.pop("whole"), **values)

    def update(self, by: Actor, row: Contribution, changes: dict[str, Any]) -> Contribution:
        return correct_contribution(by=by, contribution=row, **changes)

    def delete(self, by: Actor, row: Contribution) -> None:
        withdraw_contribution(by=by, contribution=row)


class MoneyAdmin(ActionAdmin):
    """A person's money: whose it is, is chosen once."""

    form = MoneyForm
    list_filter = ("currency",)
    list_select_related = ("owner",)
    search_fields = ("title", "owner__email")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    writable: ClassVar[tuple[str, ...]] = ()
    _STAMPS = ("created_at", "updated_at", "revision")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("person", *self.writable) if obj is None else ("owner", *self.writable, *self._STAMPS)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else ("person", "owner", *self._STAMPS)


@admin.register(Budget)
class BudgetAdmin(MoneyAdmin):
    list_display = ("title", "owner", "amount", "currency", "period")
    writable = ("title", "amount", "currency", "period")

    def create(self, by: Actor, values: dict[str, Any]) -> Budget:
        return create_budget(by=by, owner=values.pop("person"), **values)

    def update(self, by: Actor, row: Budget, changes: dict[str, Any]) -> Budget:
        return update_budget(by=by, budget=row, **changes)

    def delete(self, by: Actor, row: Budget) -> None:
        delete_budget(by=by, budget=row)


@admin.register(Debt)
class DebtAdmin(MoneyAdmin):
    list_display = ("title", "owner", "principal", "balance", "currency", "due_date")
    writable = ("title", "principal", "balance", "currency", "due_date")

    def create(self, by: Actor, values: dict[str, Any]) -> Debt:
        return create_debt(by=by, owner=values.pop("person"), **values)

    def update(self, by: Actor, row: Debt, changes: dict[str, Any]) -> Debt:
        return update_debt(by=by, debt=row, **changes)

    def delete(self, by: Actor, row: Debt) -> None:
        delete_debt(by=by, debt=row)
