"""Create, change and erase a goal."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.actions.limits import require_pace
from goals.actions.parts import insert_parts, replace_intentions, replace_milestones
from goals.history import lines_about
from goals.journal import Actor, Journal, check_row, writing
from goals.metrics import check_measure
from goals.models import Goal, PastTerms, User
from goals.models.choices import (
    PATTERN_OF_TYPE,
    TYPE_OF_PATTERN,
    Aggregation,
    FinanceMode,
    GoalType,
    MetricType,
    Pattern,
    Period,
    Status,
)
from goals.models.terms import TERMS
from goals.progress import engine
from goals.rules import given, require_editable
from goals.terms import Terms


class QuotaExceeded(Refusal):
    code = "QUOTA_EXCEEDED"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            _("You already have %(limit)d active goals. Complete, pause or archive one first.")
            % {"limit": settings.ACTIVE_GOALS_QUOTA}
        )


class PatternImmutable(Refusal):
    code = "PATTERN_IMMUTABLE"
    status = 409
    sentence = "A goal keeps its pattern. Create a new goal for another one."


class NotArchived(Refusal):
    code = "INVALID_TRANSITION"
    status = 409
    sentence = "Only an archived goal can be erased. Archive it first."


# What create and update take; everything else about a goal follows from actions.
WRITABLE = frozenset(field.name for field in Goal._meta.concrete_fields if field.editable and field.name != "pattern")
# What figures are made from; a new title leaves them as they are.
_FIGURES_FROM = frozenset({*TERMS, "start_date", "direction", "aggregation", "reserve_per_month", "silence"})
_STREAK_DAYS = 30


def create_goal(
    *,
    by: Actor,
    owner: User,
    title: str,
    pattern: str | None = None,
    goal_type: str | None = None,
    milestones: Iterable[Mapping[str, Any]] = (),
    intentions: Iterable[Mapping[str, Any]] = (),
    **fields: Any,
) -> Goal:
    """Create an active goal with its milestones and plans. Raises QuotaExceeded, TooManyNew, Invalid, InvalidTarget."""
    with writing(owner.pk, by=by) as journal:
        check_quota(owner.pk)
        require_pace(journal)
        chosen = _pattern(pattern, goal_type)
        goal = draft_goal(owner, chosen, owner.today(journal.now), {**fields, "title": title})
        journal.create(goal)
        insert_parts(journal, goal, milestones, intentions)
        engine().refresh(journal, goal)
    return goal


def draft_goal(owner: User | None, pattern: Pattern, today: dt.date, fields: Mapping[str, Any]) -> Goal:
    """A valid goal with the defaults of its pattern, not stored yet; without an owner for templates.

    Raises Invalid, InvalidTarget.
    """
    values = _defaults(pattern, today) | given(Goal, fields, WRITABLE)
    goal = Goal(owner=owner, pattern=pattern, **values)
    _infer_money(goal, values)
    check_row(goal)
    check_measure(goal)
    return goal


def changed_goal(goal: Goal, changes: Mapping[str, Any]) -> Goal:
    """The goal as it would be after `update_goal` with these fields, not stored.

    Raises GoalNotEditable, Invalid, InvalidTarget.
    """
    require_editable(goal)
    changed = copy(goal)
    for name, value in given(Goal, changes, WRITABLE).items():
        setattr(changed, name, value)
    check_row(changed)
    check_measure(changed)
    return changed


def update_goal(
    *,
    by: Actor,
    goal: Goal,
    milestones: Iterable[Mapping[str, Any]] | None = None,
    intentions: Iterable[Mapping[str, Any]] | None = None,
    **changes: Any,
) -> Goal:
    """Change fields of an open goal; changed terms apply from today and the old ones stay with the past.

    A list of parts replaces the one that the goal has: with an `id` they change, without one they are new, and what the
    list leaves out is deleted. Raises GoalNotEditable, PatternImmutable, Invalid, InvalidTarget.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        require_editable(goal)
        _refuse_other_pattern(goal, changes.pop("pattern", None), changes.pop("goal_type", None))
        values = given(Goal, changes, WRITABLE)
        before, began = goal.terms, goal.start_date
        if values.get("currency") and not (values.get("metric_type") or goal.metric_type):
            values["metric_type"] = MetricType.MONEY
        _keep_currency(goal, values)
        stale = journal.update(goal, "updated", check_measure, **values) and not _FIGURES_FROM.isdisjoint(values)
        if goal.terms != before:
            _keep_terms(journal, goal, before, began)
        if milestones is not None:
            stale |= replace_milestones(journal, goal, milestones)
        if intentions is not None:
            replace_intentions(journal, goal, intentions)
        if stale:
            engine().refresh(journal, goal)
    return goal


def erase_goal(*, by: Actor, goal: Goal) -> None:
    """Delete an archived goal and everything under it, for good; its words leave the journal too.

    What its contributions paid stays paid. Raises NotArchived.
    """
    with writing(goal.owner_id, by=by) as journal:
        goal = journal.fresh(goal)
        if goal.status != Status.ARCHIVED:
            raise NotArchived
        fed = _unlink(journal, goal)
        journal.note(goal, "erased", {}, goal.revision + 1)
        _blank_journal(journal, goal)
        goal.delete()
        for other in fed:
            engine().refresh(journal, other)


def _unlink(journal: Journal, habit: Goal) -> list[Goal]:
    """Take a habit out of the goals that it feeds, and answer those."""
    links = list(habit.feeds.select_related("goal__owner"))
    for link in links:
        journal.delete(link)
    return [link.goal for link in links]


def check_quota(owner_id: uuid.UUID) -> None:
    """Exact, because the caller holds the owner's lock. Raises QuotaExceeded."""
    if Goal.objects.filter(owner_id=owner_id).active().count() >= settings.ACTIVE_GOALS_QUOTA:
        raise QuotaExceeded


def _pattern(pattern: str | None, goal_type: str | None) -> Pattern:
    if goal_type and goal_type not in GoalType.values:
        raise Invalid(fields={"goal_type": [_("Choose habit, target or project.")]})
    if pattern and pattern not in Pattern.values:
        raise Invalid(fields={"pattern": [_("Choose recurring, streak, limit, target or milestone.")]})
    implied = PATTERN_OF_TYPE[GoalType(goal_type)] if goal_type else Pattern.RECURRING
    chosen = Pattern(pattern) if pattern else implied
    if goal_type and TYPE_OF_PATTERN[chosen] != goal_type:
        raise Invalid(fields={"goal_type": [_("This type and this pattern do not go together.")]})
    return chosen


def _refuse_other_pattern(goal: Goal, pattern: str | None, goal_type: str | None) -> None:
    if pattern not in (None, goal.pattern) or goal_type not in (None, goal.goal_type):
        raise PatternImmutable


def _defaults(pattern: Pattern, today: dt.date) -> dict[str, Any]:
    values: dict[str, Any] = {"start_date": today}
    if pattern == Pattern.STREAK:
        values["target_value"] = _STREAK_DAYS
    if pattern == Pattern.LIMIT:
        values["period"] = Period.WEEK
    return values


def _infer_money(goal: Goal, given_values: Mapping[str, Any]) -> None:
    """What money implies where nothing else was said: a debt its currency and amount, amounts that they add up."""
    if goal.debt is not None:
        goal.currency = goal.currency or goal.debt.currency
        goal.finance_mode = goal.finance_mode or FinanceMode.PAY_OFF
        if goal.target_value is None and goal.pattern == Pattern.TARGET:
            goal.target_value = goal.debt.balance
    if goal.finance_mode and "aggregation" not in given_values:
        goal.aggregation = Aggregation.SUM
    if goal.currency and not goal.metric_type:
        goal.metric_type = MetricType.MONEY


def _keep_currency(goal: Goal, values: Mapping[str, Any]) -> None:
    """Raises Invalid where contributions would be of another currency than their goal."""
    if values.get("currency", goal.currency) != goal.currency and goal.contributions.exists():
        raise Invalid(fields={"currency": [_("This stays as it is while the goal has contributions.")]})


def _keep_terms(journal: Journal, goal: Goal, before: Terms, began: dt.date) -> None:
    """Write down the terms that held through yesterday, unless an earlier change today already did.

    Nothing was agreed for the days before the goal `began`, as its start was until this change.
    """
    yesterday = goal.owner.today(journal.now) - dt.timedelta(days=1)
    if began > yesterday or goal.past_terms.filter(valid_through__gte=yesterday).exists():
        return
    kept = {name: getattr(before, name) for name in TERMS}
    kept["weekdays"] = list(before.weekdays or ()) or None
    journal.create(PastTerms(goal=goal, valid_through=yesterday, **kept))


def _blank_journal(journal: Journal, goal: Goal) -> None:
    """Empty every line about the goal and what belongs to it."""
    journal.blank(lines_about(goal).order_by().values("entity_id"))
