"""Does a goal's measure make sense? Rules across several fields."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.models.choices import Direction, MetricType, Pattern

if TYPE_CHECKING:
    from goals.models import Goal


LONGEST_RUN = 3660
"""The days in a row that a streak may ask for."""


class InvalidTarget(Refusal):
    code = "INVALID_TARGET"
    sentence = "The measure of this goal does not make sense yet."


def check_measure(goal: "Goal") -> None:
    """Raises InvalidTarget naming each field with a sentence that says what would be right.

    Raises Invalid for two schedules at once.
    """
    if goal.weekdays and goal.every_n_days:
        raise Invalid(fields={"every_n_days": [_("Choose weekdays or every N days, not both.")]})
    fields: dict[str, list[str]] = {}
    for field, sentence in (*_target_problems(goal), *_money_problems(goal)):
        fields.setdefault(field, []).append(sentence)
    if fields:
        raise InvalidTarget(fields=fields)


def _target_problems(goal: "Goal") -> Iterator[tuple[str, str]]:
    target, baseline = goal.target_value, goal.baseline_value
    if target is not None and (sentence := _habit_problem(goal.pattern, target)):
        yield "target_value", sentence
    if target is not None and baseline is not None:
        if target == baseline:
            yield "target_value", _("Choose a target that differs from the starting value.")
        elif goal.direction == Direction.INCREASE and target < baseline:
            yield "direction", _("The target lies below the starting value, so the direction is decrease.")
        elif goal.direction == Direction.DECREASE and target > baseline:
            yield "direction", _("The target lies above the starting value, so the direction is increase.")
    if goal.metric_type == MetricType.PERCENT:
        for name, value in (("target_value", target), ("baseline_value", baseline)):
            if value is not None and not Decimal(0) <= value <= Decimal(100):
                yield name, _("A percentage lies between 0 and 100.")


def _habit_problem(pattern: str, target: Decimal) -> str | None:
    """An amount of nothing could never be done; only a limit may be 0."""
    if pattern == Pattern.STREAK and not (1 <= target <= LONGEST_RUN and target % 1 == 0):
        return _("Give the days in a row as a whole number from 1 to %(most)d.") % {"most": LONGEST_RUN}
    if pattern == Pattern.RECURRING and target <= 0:
        return _("Give an amount above 0, or none to just tick it off.")
    return _("Give an amount of 0 or more.") if pattern == Pattern.LIMIT and target < 0 else None


def _money_problems(goal: "Goal") -> Iterator[tuple[str, str]]:
    if goal.metric_type == MetricType.MONEY and not goal.currency:
        yield "currency", _("Say which currency, for example EUR.")
    if goal.currency and goal.metric_type != MetricType.MONEY:
        yield "currency", _("Leave the currency empty, or choose money as the metric.")
    if goal.finance_mode and not goal.currency:
        yield "finance_mode", _("Saving, spending and paying off need a currency.")
    for name in ("budget", "debt"):
        row = getattr(goal, name)
        if row is None:
            continue
        if row.owner_id != goal.owner_id:
            yield name, _("Choose one of your own.")
        elif row.currency != goal.currency:
            yield name, _("This is in %(currency)s: give the goal the same currency.") % {"currency": row.currency}
