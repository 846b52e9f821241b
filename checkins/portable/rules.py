"""Whether a row of an export may join what a person has: the rules across columns and rows, table by table.

Values come with their types, and point to rows as they are called here.
"""

import datetime as dt
import json
import re
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from checkins.actions.check_ins import CLOCK_AHEAD
from checkins.models import CheckIn, Insight
from checkins.portable.columns import Unreadable
from config.enums import direct
from config.refusals import Refusal
from goals.metrics import check_measure
from goals.models import Budget, Contribution, Debt, Goal, HabitLink, Milestone, Pause, User
from goals.models.choices import HABITS, OPEN_STATUSES, Pattern, Status

Values = dict[str, Any]
_FURTHEST_EAST = dt.timedelta(hours=14)
_NOBODYS = uuid.UUID(int=0)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@direct
class Verdict(Enum):
    """`HERE`: the person has this already, under another id. `LEFT_OUT`: the goal that is here does not take it."""

    ADD = "add"
    HERE = "here"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class GoalFact:
    pattern: str
    currency: str | None
    is_open: bool
    is_new: bool = False


class Rules:
    """What is known of the person's rows, those of the import included. Every rule raises Unreadable for a broken row.

    A goal that is here already takes records and plans, as long as it is open; its own terms, pauses and links stay.
    """

    def __init__(self, owner: User, now: dt.datetime) -> None:
        self.owner, self.now = owner, now
        self.goals: dict[uuid.UUID, GoalFact] = {}
        self.paid: dict[uuid.UUID, Decimal] = defaultdict(Decimal)
        """What contributions to goals that are here lower the debts by that are here."""
        self._money: dict[uuid.UUID, Budget | Debt] = {}
        self._milestones: dict[uuid.UUID, uuid.UUID] = {}
        self._seen: set[tuple[Any, ...]] = set()
        self._days: dict[uuid.UUID, set[int]] = {}
        self._fed: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
        self._vacations: list[tuple[dt.date, dt.date | None]] = []
        self._ids: dict[str, str] = {}
        # Who has travelled west since has records of days that have come elsewhere only.
        self._last_day = (now + _FURTHEST_EAST).date()
        self._latest = now + CLOCK_AHEAD
        self._read()

    def _read(self) -> None:
        for pk, pattern, currency, status in Goal.objects.for_owner(self.owner).values_list(
            "pk", "pattern", "currency", "status"
        ):
            self.goals[pk] = GoalFact(pattern, currency, status in OPEN_STATUSES)
        self._money |= {row.pk: row for row in Budget.objects.for_owner(self.owner)}
        self._money |= {row.pk: row for row in Debt.objects.for_owner(self.owner)}
        self._here = frozenset(self._money)
        self._milestones = dict(Milestone.objects.for_owner(self.owner).values_list("pk", "goal"))
        for goal, habit in HabitLink.objects.for_owner(self.owner).values_list("goal", "habit"):
            self._fed[habit].add(goal)
        vacations = Pause.objects.for_owner(self.owner).filter(goal__isnull=True)
        self._vacations = list(vacations.values_list("starts_on", "ends_on"))
        for key in Insight.objects.for_owner(self.owner).values_list("key", flat=True):
            self._seen.add(("insight", key))
        named = Contribution.objects.for_owner(self.owner).filter(external_reference__isnull=False)
        for reference in named.values_list("external_reference", flat=True):
            self._seen.add(("contribution", reference))

    def judge(self, table: str, values: Values) -> Verdict:
        """What becomes of a row. `values` may be completed."""
        if values["created_at"] > self.now:
            raise Unreadable(_("created_at: This time has not come yet."))
        goal = self.goals.get(values.get("goal_id") or _NOBODYS)
        if goal is not None and not goal.is_new and (not goal.is_open or table in _KEPT):
            return Verdict.LEFT_OUT
        rule = getattr(self, f"of_{table}", None)
        return Verdict.ADD if rule is None else rule(values) or Verdict.ADD

    def rename(self, old: uuid.UUID, new: uuid.UUID) -> None:
        """Insights name what they are about in their keys and numbers."""
        if old != new:
            self._ids[str(old)] = str(new)

    def added(self, row: Any) -> None:
        """A row was accepted; later ones may point to it."""
        if isinstance(row, Goal):
            self.goals[row.pk] = GoalFact(row.pattern, row.currency, row.is_editable, is_new=True)
        elif isinstance(row, Budget | Debt):
            self._money[row.pk] = row
        elif isinstance(row, Milestone):
            self._milestones[row.pk] = row.goal_id

    # The tables

    def of_budgets(self, values: Values) -> None:
        _require(values["amount"] >= 0, "amount", _("Give an amount of 0 or more."))

    def of_debts(self, values: Values) -> None:
        _require(values["principal"] >= 0, "principal", _("Give an amount of 0 or more."))

    def of_goals(self, values: Values) -> None:
        status, before = values.get("status"), values.get("status_before_archive")
        _require((status == Status.ARCHIVED) == (before is not None), "status_before_archive", _NOT_TOGETHER())
        _require(before != Status.ARCHIVED, "status_before_archive", _NOT_TOGETHER())
        done = status == Status.COMPLETED
        _require(not done or values.get("completed_at") is not None, "completed_at", _NOT_TOGETHER())
        goal = Goal(**{**values, "owner_id": self.owner.pk, "budget_id": None, "debt_id": None})
        goal.budget = self._own(Budget, values, "budget")
        goal.debt = self._own(Debt, values, "debt")
        try:
            check_measure(goal)
        except Refusal as refusal:
            name, messages = next(iter(refusal.fields.items()))
            raise Unreadable(f"{name}: {messages[0]}") from None

    def of_past_terms(self, values: Values) -> None:
        alone = values.get("weekdays") is None or values.get("every_n_days") is None
        _require(alone, "every_n_days", _("Choose weekdays or every N days, not both."))
        self._once("valid_through", "terms", values["goal_id"], values["valid_through"])

    def of_pauses(self, values: Values) -> Verdict | None:
        first, last = values["starts_on"], values.get("ends_on")
        _require(last is None or last >= first, "ends_on", _("Choose a day that is not before the first."))
        if values.get("goal_id") is None:
            held = ((start, end or dt.date.max) for start, end in self._vacations)
            if any(start <= (last or dt.date.max) and end >= first for start, end in held):
                return Verdict.HERE
        elif last is None:
            self._once("ends_on", "open pause", values["goal_id"])
        return None

    def of_tasks(self, values: Values) -> None:
        self._require_same_goal(values)

    def of_habit_links(self, values: Values) -> None:
        goal, habit = values["goal_id"], values["habit_id"]
        _require(self.goals[habit].pattern in HABITS, "habit", _("This is no habit."))
        _require(goal != habit and habit not in self._fed_by(goal), "habit", _("The goals would feed each other."))
        self._once("habit", "link", goal, habit)
        self._fed[habit].add(goal)

    def of_contributions(self, values: Values) -> Verdict | None:
        goal, debt = self.goals[values["goal_id"]], values.get("debt_id")
        reference = values.get("external_reference")
        if reference is not None and ("contribution", reference) in self._seen:
            return Verdict.HERE
        _require(goal.pattern == Pattern.TARGET and goal.currency is not None, "goal", _("It takes no contributions."))
        _require(values["currency"] == goal.currency, "currency", _("The goal has another currency."))
        _require(values["amount"] != 0, "amount", _("Give an amount other than 0."))
        _require(values["occurred_on"] <= self._last_day, "occurred_on", _("This day has not come yet."))
        if reference is not None:
            self._seen.add(("contribution", reference))
        if debt in self._here and not goal.is_new:
            self.paid[debt] += values["amount"]
        return None

    def of_check_ins(self, values: Values) -> Verdict | None:
        if values.get("milestone_id") is not None:
            self._require_same_goal(values)
        day, goal = values["check_in_date"], values["goal_id"]
        if day > self._last_day:
            raise Unreadable(_("check_in_date: This day has not come yet."))
        if values["logged_at"] > self._latest:
            raise Unreadable(_("logged_at: This time has not come yet."))
        if values.get("habit_completion_status") is None:
            return None
        days = self._days.get(goal)
        if days is None:
            days = self._days[goal] = self._recorded(goal)
        if day.toordinal() in days:
            return Verdict.HERE
        days.add(day.toordinal())
        return None

    def of_insights(self, values: Values) -> Verdict | None:
        values["key"] = self._renamed(values["key"])
        numbers = json.dumps(values.get("numbers", {}), ensure_ascii=False)
        values["numbers"] = json.loads(self._renamed(numbers))
        if ("insight", values["key"]) in self._seen:
            return Verdict.HERE
        self._seen.add(("insight", values["key"]))
        return None

    # What they share

    def _own(self, model: type[Any], values: Values, name: str) -> Any:
        row = self._money.get(values.get(f"{name}_id") or _NOBODYS)
        return row if isinstance(row, model) else None

    def _once(self, column: str, *what: Any) -> None:
        _require(what not in self._seen, column, _("Another row says this already."))
        self._seen.add(what)

    def _require_same_goal(self, values: Values) -> None:
        milestone = values.get("milestone_id")
        is_own = milestone is None or self._milestones.get(milestone) == values["goal_id"]
        _require(is_own, "milestone", _("This goal has no such milestone."))

    def _recorded(self, goal: uuid.UUID) -> set[int]:
        if self.goals[goal].is_new:
            return set()
        rows = CheckIn.objects.filter(goal_id=goal, habit_completion_status__isnull=False).order_by()
        return {day.toordinal() for day in rows.values_list("check_in_date", flat=True)}

    def _fed_by(self, habit: uuid.UUID) -> set[uuid.UUID]:
        """Every goal that `habit` feeds, through any number of links."""
        found: set[uuid.UUID] = set()
        waiting = [habit]
        while waiting:
            fed = self._fed[waiting.pop()] - found
            found |= fed
            waiting += fed
        return found

    def _renamed(self, text: str) -> str:
        return _UUID.sub(lambda match: self._ids.get(match[0], match[0]), text)


# What a goal that is here has in a form of its own: merging two of them would rewrite its past.
_KEPT = frozenset({"past_terms", "pauses", "habit_links"})


def _NOT_TOGETHER() -> str:  # noqa: N802
    return _("This and the status do not go together.")


def _require(is_so: bool, column: str, sentence: str) -> None:
    if not is_so:
        raise Unreadable(f"{column}: {sentence}")
