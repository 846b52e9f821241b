"""Units of a single day: daily, on weekdays, every N days."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from checkins.units.stretches import Ledger
from checkins.units.values import COMPLETED, MISSED, ONE, RECURRING, SKIPPED, ZERO, DayRecord, Reason, State, Unit, part
from goals.terms import Period, Terms


class Rule(NamedTuple):
    """What terms ask of a day: an amount (None: just to be done), for how many days it stands, how often a day."""

    amount: Decimal | None
    days: float
    frequency: float
    weekdays: tuple[int, ...] | None


def rule_of(terms: Terms, pattern: str) -> Rule:
    """A streak's target counts days of the run, so it asks no amount. Times a day are an amount of that many."""
    amount = None
    if pattern == RECURRING and terms.target_value is not None:
        amount = terms.target_value
    elif terms.period is Period.DAY and terms.times_per_period > 1:
        amount = Decimal(terms.times_per_period)
    frequency = terms.frequency()
    days = 7 / len(terms.weekdays) if terms.weekdays else float(terms.every_n_days or 1)
    return Rule(amount, days, frequency, terms.weekdays)


def is_due_weekday(day: int, weekdays: tuple[int, ...] | None) -> bool:
    """Whether the ordinal `day` is one of `weekdays`; each day is when there are none. Ordinal 1 is a Monday."""
    return weekdays is None or (day - 1) % 7 in weekdays


def due_days(book: Ledger, first: int, last: int) -> Iterator[Unit]:
    """Daily goals and goals with weekdays, from `first` to `last`."""
    for begin, through, terms in book.terms_by_day(first, last):
        rule = rule_of(terms, book.schedule.pattern)
        for day in range(begin, through + 1):
            if is_due_weekday(day, rule.weekdays):
                yield judge_day(book, day, rule, rule.days)


def every_n(book: Ledger, first: int, last: int, anchor: int | None = None) -> Iterator[Unit]:
    """Days due every N days: the first is the beginning of the stretch, the next N days after each.

    `anchor` is the day of the unit before `first`, None at the beginning of the stretch.

    What is done early, or late after a miss, counts as a success and moves the due days: the next is N days after it.
    Such a unit stands for the days since the one before. Values add up until their sum reaches the amount.
    """
    carried = ZERO
    for begin, through, terms in book.terms_by_day(first, last):
        rule = rule_of(terms, book.schedule.pattern)
        anchor = begin - int(rule.days) if anchor is None else anchor
        for day in range(begin, through + 1):
            is_due = day - anchor >= rule.days
            record = book.facts.get(day)
            if record is None and not is_due:
                continue
            unit = judge_day(book, day, rule, min(rule.days, day - anchor), carried)
            if is_due or unit.state is State.SUCCESS:
                yield unit
                anchor, carried = day, ZERO
            else:
                carried = unit.done


def done_before_start(book: Ledger, days: Iterable[int]) -> Iterator[Unit]:
    """The successes among single `days` on which something was recorded."""
    for day in days:
        rule = rule_of(book.terms_of(day), book.schedule.pattern)
        if is_due_weekday(day, rule.weekdays):
            unit = judge_day(book, day, rule, rule.days)
            if unit.state is State.SUCCESS:
                yield unit


def judge_day(book: Ledger, day: int, rule: Rule, weight: float, carried: Decimal = ZERO) -> Unit:
    """The unit of a due day. `carried` is what was recorded towards its amount on days before."""
    when = date.fromordinal(day)
    need = ONE if rule.amount is None else rule.amount
    if day in book.paused:
        return Unit(when, when, State.NEUTRAL, 0.0, weight, Reason.PAUSE, carried, need, rule.frequency)
    record = book.facts.get(day)
    done = carried if record is None else _done(record, rule.amount, carried)
    state, reason = _verdict(book, day, record, _is_reached(record, rule.amount, done))
    share = 1.0 if state is State.SUCCESS else part(done, need)
    return Unit(when, when, state, share, weight, reason, done, need, rule.frequency)


def _done(record: DayRecord, amount: Decimal | None, carried: Decimal) -> Decimal:
    if amount is None:
        return ONE if record.is_completed else ZERO
    return carried + (record.total or ZERO)


def _is_reached(record: DayRecord | None, amount: Decimal | None, done: Decimal) -> bool:
    if record is None or record.status == MISSED:
        return False
    if amount is None:
        return record.is_completed
    return record.status == COMPLETED or (record.total is not None and done >= amount)


def _verdict(book: Ledger, day: int, record: DayRecord | None, is_reached: bool) -> tuple[State, Reason | None]:
    """A skip excuses what was not reached; what a person says is missed is a miss at once.

    The day on which a goal ended did not last to its end, so silence on it is no miss.
    """
    if is_reached:
        return State.SUCCESS, None
    if record is not None and record.status == SKIPPED:
        return State.NEUTRAL, Reason.SKIP
    if record is not None and record.status == MISSED:
        return State.MISS, None
    if day >= book.today:
        return State.PENDING, None
    if book.schedule.ended_on is not None and day == book.schedule.ended_on.toordinal():
        return State.NEUTRAL, Reason.TERMS
    return State.MISS, None
