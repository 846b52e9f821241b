"""The list of goals: filtered, sorted and grouped by its address, and put in order by hand."""

import uuid
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from config.refusals import Refusal
from goals import actions
from goals.models import Goal
from goals.models.choices import Pattern, Sentiment, Status, TimeOfDay
from goals.views.frame import PageRequest, actor, back, complain, in_words, own_goal, signed_in
from goals.wording import status_in_words

PAGE_SIZE = 24
# Not offered as a way to look at the list, but to change its order.
BY_HAND = "manual"
SORTS = [
    ("", gettext_lazy("Your order")),
    ("attention", gettext_lazy("Needs attention")),
    ("name", gettext_lazy("Name")),
]
GROUPS = [
    ("", gettext_lazy("Not grouped")),
    ("time", gettext_lazy("By time of day")),
    ("area", gettext_lazy("By area")),
    ("pattern", gettext_lazy("By pattern")),
]


class Group(NamedTuple):
    """Goals under one heading; without one where the list is not grouped."""

    name: str
    goals: list[Goal]


class GoalFilter(forms.Form):
    """The list's query; a value that makes no sense filters nothing."""

    status = forms.ChoiceField(choices=Status.choices, required=False)
    pattern = forms.ChoiceField(choices=Pattern.choices, required=False)
    q = forms.CharField(max_length=200, required=False)
    sort = forms.ChoiceField(choices=[*SORTS, (BY_HAND, "")], required=False)
    group = forms.ChoiceField(choices=GROUPS, required=False)

    def chosen(self) -> dict[str, str]:
        """Each value, empty where there is none; an order is given to all goals of a status, ungrouped."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name, "") for name in self.fields}
        if chosen["sort"] == BY_HAND:
            chosen |= {"pattern": "", "q": "", "group": ""}
        return chosen


@signed_in
@require_safe
def goal_list(request: PageRequest) -> HttpResponse:
    chosen = GoalFilter(request.GET).chosen()
    goals = Paginator(_filtered(request, chosen).order_by(*_order(chosen)), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": goals,
        "groups": _grouped(goals, chosen["group"]),
        "chosen": chosen,
        "is_by_hand": chosen["sort"] == BY_HAND,
        "statuses": [(value, status_in_words(value)) for value in Status.values],
        "patterns": Pattern.choices,
        "sorts": SORTS,
        "groupings": GROUPS,
        "today": request.user.today(),
    }
    return render(request, "goals/goal_list.html", context)


def _filtered(request: PageRequest, chosen: dict[str, str]) -> QuerySet[Goal]:
    goals = Goal.objects.for_owner(request.user).with_parts().select_related("owner")
    goals = goals.filter(status=chosen["status"]) if chosen["status"] else goals.listed()
    if chosen["pattern"]:
        goals = goals.filter(pattern=chosen["pattern"])
    if chosen["q"]:
        goals = goals.filter(title__icontains=chosen["q"])
    return goals


def _order(chosen: dict[str, str]) -> list[Any]:
    """By group, then open goals before ended ones, then as chosen."""
    grouped: dict[str, list[Any]] = {
        "time": [_rank("time_of_day", TimeOfDay.values)],
        "area": [Lower("category").asc(nulls_last=True)],
        "pattern": [_rank("pattern", Pattern.values)],
    }
    behind = Q(status=Status.ACTIVE, stats__pace=Sentiment.BEHIND)
    sorted_by: dict[str, list[Any]] = {
        "attention": [Case(When(behind, then=Value(0)), default=Value(1)), F("progress_percent").asc(nulls_last=True)],
        "name": [Lower("title")],
    }
    order = [*grouped.get(chosen["group"], []), _rank("status", Status.values), *sorted_by.get(chosen["sort"], [])]
    return [*order, "sort_order", "title", "id"]


def _rank(field: str, values: Iterable[str]) -> Case:
    return Case(*[When(**{field: value}, then=Value(place)) for place, value in enumerate(values)])


def _grouped(goals: Iterable[Goal], group: str) -> list[Group]:
    """Neighbours with the same heading, but for its case; the order has put them beside each other."""
    together = (list(members) for _name, members in groupby(goals, lambda goal: _heading(goal, group).casefold()))
    return [Group(_heading(members[0], group), members) for members in together]


def _heading(goal: Goal, group: str) -> str:
    if group == "area":
        area = goal.category or ""
        return area[:1].upper() + area[1:] or _("Without an area")
    names = {"time": goal.get_time_of_day_display, "pattern": goal.get_pattern_display}
    return str(names[group]()) if group in names else ""


@signed_in
@require_POST
def goal_move(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """One place up or down: named by the button `op`."""
    goal = own_goal(request, pk)
    places = {"up": -1, "down": 1}.get(request.POST.get("op", ""))
    try:
        if places is None:
            raise Refusal(_("Choose one of the buttons."))
        actions.move_goal(by=actor(request), goal=goal, places=places)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    return back(request, f"{reverse('goal-list')}?sort={BY_HAND}#g-{pk}")
