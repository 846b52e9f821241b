"""Units of several days: a week, a month, a block; and every unit of a limit.

What is excused. A period asks for `need`, times or an amount. Days on which the goal could not be kept lower it:
- a skipped day excuses one time (of an amount: the part of one day);
- days off excuse their part of `need`, times rounded up. Off are paused days, and the days that the period lost because
  the goal began, ended (on that day or before) or changed its kind of period inside it.
A closed period that reached `need` is a success, with one that reached what was left of it neutral, else a miss: so a
skip or a pause never makes a figure worse. A day counts once, as skipped before off.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from checkins.units.due_days import is_due_weekday
from checkins.units.stretches import Kind, Ledger, Stretch, window
from checkins.units.values import LIMIT, MISSED, ONE, RECURRING, SKIPPED, ZERO, Reason, State, Unit, part
from goals.terms import Terms


class Span(NamedTuple):
    """The days of a unit; `length` of the whole period, of which the goal may have lost some."""

    first: int
    last: int
    length: int
    terms: Terms


class Tally(NamedTuple):
    completed: int
    skipped: int
    total: Decimal | None
    off: int
    """Paused and not skipped."""


def periods(book: Ledger, stretch: Stretch, first: int) -> Iterator[Unit]:
    """The units of a stretch from the one that begins on `first`, through the one that holds today."""
    day = first
    through = book.today if stretch.last is None else min(stretch.last, book.today)
    while day <= through:
        span = span_of(book, stretch, day)
        if stretch.kind is not Kind.DUE_DAYS or is_due_weekday(day, span.terms.weekdays):
            yield judge_period(book, span)
        day = span.last + 1


def kept_before_start(book: Ledger, stretch: Stretch, days: Iterable[int]) -> Iterator[Unit]:
    """The successes among the periods that hold `days`, ascending days on which something was recorded."""
    judged = 0
    for day in days:
        if day <= judged:
            continue
        span = span_of(book, stretch, day)
        judged = span.last
        if stretch.kind is not Kind.DUE_DAYS or is_due_weekday(day, span.terms.weekdays):
            unit = judge_period(book, span)
            if unit.state is State.SUCCESS:
                yield unit


def span_of(book: Ledger, stretch: Stretch, day: int) -> Span:
    """The part of the period that holds `day` which lies in the stretch."""
    first, last = window(stretch, day, book.schedule.week_starts_on)
    length = last - first + 1
    first = max(first, stretch.first)
    last = last if stretch.last is None else min(last, stretch.last)
    return Span(first, last, length, book.terms_of(last))


def judge_period(book: Ledger, span: Span) -> Unit:
    """The unit of a span of days."""
    if book.schedule.pattern == LIMIT:
        return _judge_limit(book, span)
    tally = _tally(book, span)
    done, need, required = _asked(book, span, tally)
    state, reason = State.MISS, None
    if done >= need:
        state = State.SUCCESS
    elif span.last >= book.today:
        state = State.PENDING
    elif done >= required:
        state, reason = State.NEUTRAL, _excuse(tally)
    share = 1.0 if state is State.SUCCESS else part(done, need)
    return _unit(span, state, share, reason, done, need, span.terms.frequency())


def _tally(book: Ledger, span: Span) -> Tally:
    completed = skipped = 0
    total: Decimal | None = None
    off = len(book.paused.intersection(range(span.first, span.last + 1))) if book.paused else 0
    for day in range(span.first, min(span.last, book.today) + 1):
        record = book.facts.get(day)
        if record is None:
            continue
        if record.total is not None:
            total = record.total + (total or ZERO)
        if record.is_completed:
            completed += 1
        elif record.status == SKIPPED:
            skipped += 1
            off -= day in book.paused
    return Tally(completed, skipped, total, off)


def _asked(book: Ledger, span: Span, tally: Tally) -> tuple[Decimal, Decimal, Decimal]:
    """What was done, what the period asks, and what is left of that after the excused part.

    An amount is counted in values only; where days were marked completed and no value was given, in times.
    """
    ended_on = book.schedule.ended_on
    cut = span.length - (span.last - span.first + 1) + (ended_on is not None and span.last == ended_on.toordinal())
    amount = span.terms.target_value if book.schedule.pattern == RECURRING else None
    if amount is not None and (tally.total is not None or not tally.completed):
        kept = span.length - cut - tally.off - tally.skipped
        return tally.total or ZERO, amount, amount * max(kept, 0) / span.length
    times = span.terms.times_per_period
    excused = tally.skipped - (-times * (tally.off + cut) // span.length)
    return Decimal(tally.completed), Decimal(times), Decimal(times - excused)


def _excuse(tally: Tally) -> Reason:
    if tally.off:
        return Reason.PAUSE
    return Reason.SKIP if tally.skipped else Reason.TERMS


def _judge_limit(book: Ledger, span: Span) -> Unit:
    """A limit is missed as soon as its sum is above the target, or a day is marked missed, for good.

    Paused and skipped days count nothing. A closed period without a word is kept, or left out, as `silence` says.
    """
    most = span.terms.target_value or ZERO
    used, is_missed, is_told = ZERO, False, False
    off = book.paused.intersection(range(span.first, span.last + 1)) if book.paused else frozenset()
    skipped = 0
    for day in range(span.first, min(span.last, book.today) + 1):
        record = book.facts.get(day)
        if record is None or day in off:
            continue
        if record.status == SKIPPED:
            skipped += 1
            continue
        used += record.total or ZERO
        is_missed |= record.status == MISSED
        is_told |= record.status is not None or record.total is not None
    share = _share_of_limit(used, most) if used > most or not is_missed else 0.0
    state, reason = State.SUCCESS, None
    if len(off) + skipped == span.last - span.first + 1:
        state, reason, share = State.NEUTRAL, Reason.PAUSE if off else Reason.SKIP, 0.0
    elif is_missed or used > most:
        state = State.MISS
    elif span.last >= book.today:
        state = State.PENDING
    elif not is_told and book.schedule.silence == "unknown":
        state, reason, share = State.NEUTRAL, Reason.UNKNOWN, 0.0
    return _unit(span, state, share, reason, used, most, _frequency_of_limit(span))


def _share_of_limit(used: Decimal, most: Decimal) -> float:
    """1 up to the limit, 0 from its double on, straight between; of a limit of nothing, all or nothing."""
    if used <= most:
        return 1.0
    return float(max(ZERO, ONE - (used - most) / most)) if most else 0.0


def _frequency_of_limit(span: Span) -> float:
    return len(span.terms.weekdays) / 7 if span.terms.weekdays else 1 / span.length


def _unit(
    span: Span, state: State, share: float, reason: Reason | None, done: Decimal, need: Decimal, frequency: float
) -> Unit:
    """Weekdays of a limit stand for their part of the week, other units for the days they hold."""
    days = 7 / len(span.terms.weekdays) if span.terms.weekdays else float(span.last - span.first + 1)
    first, last = date.fromordinal(span.first), date.fromordinal(span.last)
    return Unit(first, last, state, share, days, reason, done, need, frequency)
