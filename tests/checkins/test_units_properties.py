from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from checkins.rates import adherence
from checkins.rollups.settled import Settled
from checkins.streaks import streak
from checkins.strength import strength
from checkins.units import DayRecord, Reason, Schedule, State, due_on, units_after, units_of
from goals.terms import Terms, TermsHistory
from tests.checkins.schedules import (
    Records,
    after,
    always,
    day_offsets,
    kinds,
    pauses,
    period_kinds,
    records,
    schedules,
    terms,
    todays,
)


@given(schedules(reserve=0), records, todays)
def test_due_on_is_the_unit_that_units_of_ends_with(schedule: Schedule, facts: Records, today: date) -> None:
    units = [unit for unit in units_of(schedule, facts, today) if unit.first <= today <= unit.last]
    expected = [unit for unit in units if unit.reason not in (Reason.NOT_STARTED, Reason.PAUSE)]
    found = due_on(schedule, facts, today)
    assert found is None or [found] == units
    is_paused = any(begin <= today and (end is None or today <= end) for begin, end in schedule.pauses)
    assert found is not None or is_paused or not expected


every_n_terms = st.builds(Terms, every_n_days=st.integers(2, 6), target_value=st.none() | st.just(Decimal(5)))


@given(schedules("recurring", reserve=0, history=every_n_terms.map(always)), records, todays)
def test_due_on_every_n_days_is_the_unit_that_ends_on_the_day(schedule: Schedule, facts: Records, today: date) -> None:
    schedule = replace(schedule, pauses=(), ended_on=None)
    units = units_of(schedule, facts, today) if schedule.start <= today else []
    assert due_on(schedule, facts, today) == next((unit for unit in units if unit.last == today), None)


@given(schedules(), records, todays)
def test_units_are_ascending_and_disjoint(schedule: Schedule, facts: Records, today: date) -> None:
    units = units_of(schedule, facts, today)
    assert all(unit.first <= unit.last and unit.first <= today for unit in units)
    assert all(before.last < unit.first for before, unit in pairwise(units))


@given(schedules(), records, todays)
def test_unit_is_pending_only_while_it_is_open(schedule: Schedule, facts: Records, today: date) -> None:
    assert all(unit.last >= today for unit in units_of(schedule, facts, today) if unit.state is State.PENDING)


@given(schedules(history=period_kinds.map(always)), records, todays)
def test_units_hold_every_day_of_a_goal_judged_by_periods(schedule: Schedule, facts: Records, today: date) -> None:
    schedule = replace(schedule, start=min(schedule.start, today), ended_on=None)
    units = [unit for unit in units_of(schedule, facts, today) if unit.reason is not Reason.NOT_STARTED]
    assert units[0].first == schedule.start
    assert units[-1].last >= today
    assert all(unit.first == before.last + timedelta(days=1) for before, unit in pairwise(units))


@given(schedules(), records, todays, st.integers(1, 9))
def test_closed_units_stay_as_days_pass(schedule: Schedule, facts: Records, today: date, days: int) -> None:
    facts = {day: record for day, record in facts.items() if day <= today}
    closed = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    assert units_of(schedule, facts, today + timedelta(days=days))[: len(closed)] == closed


@given(schedules(), records, todays, terms)
def test_edit_of_terms_today_leaves_closed_units(schedule: Schedule, facts: Records, today: date, new: Terms) -> None:
    yesterday = today - timedelta(days=1)
    held = schedule.history.on(yesterday)
    past = tuple(old for old in schedule.history.past if old[0] < yesterday)
    schedule = replace(schedule, history=TermsHistory(past, held))
    edited = replace(schedule, history=TermsHistory((*past, (yesterday, held)), new))
    closed = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    assert units_of(edited, facts, today)[: len(closed)] == closed


def figures(schedule: Schedule, facts: Records, today: date) -> tuple[float, ...]:
    """Current and longest streak, adherence, strength; adherence of nothing is as good as can be."""
    units = units_of(schedule, facts, today)
    found, rate = streak(units), adherence(units)
    return found.current, found.longest, 1.0 if rate is None else rate, strength(units, schedule.pattern)


def is_no_worse(new: tuple[float, ...], old: tuple[float, ...]) -> bool:
    return all(after_it >= before_it - 1e-12 for after_it, before_it in zip(new, old, strict=True))


@given(schedules("recurring", "streak"), records, todays, day_offsets.map(after))
def test_skip_never_makes_a_figure_worse(schedule: Schedule, facts: Records, today: date, day: date) -> None:
    facts = {**facts, day: DayRecord("missed")} if day.day % 2 else {d: r for d, r in facts.items() if d != day}
    skipped = {**facts, day: DayRecord("skipped")}
    assert is_no_worse(figures(schedule, skipped, today), figures(schedule, facts, today))


@given(schedules("recurring", "streak"), records, todays, pauses)
def test_pause_over_empty_days_never_makes_a_figure_worse(
    schedule: Schedule, facts: Records, today: date, more: tuple[tuple[date, date | None], ...]
) -> None:
    facts = {
        day: record
        for day, record in facts.items()
        if not any(begin <= day and (end is None or day <= end) for begin, end in more)
    }
    paused = replace(schedule, pauses=schedule.pauses + more)
    assert is_no_worse(figures(paused, facts, today), figures(schedule, facts, today))


@given(schedules("recurring", history=period_kinds.map(always)), records, todays, pauses)
def test_pause_never_makes_a_period_worse_whatever_is_recorded(
    schedule: Schedule, facts: Records, today: date, more: tuple[tuple[date, date | None], ...]
) -> None:
    paused = replace(schedule, pauses=schedule.pauses + more)
    assert is_no_worse(figures(paused, facts, today), figures(schedule, facts, today))


@given(schedules("recurring", "streak", reserve=0, history=kinds.map(always)), records, todays, day_offsets.map(after))
def test_completing_a_day_never_shortens_the_longest_streak(
    schedule: Schedule, facts: Records, today: date, day: date
) -> None:
    done = {**facts, day: DayRecord("completed", facts.get(day, DayRecord()).total)}
    before, now = (streak(units_of(schedule, each, today)) for each in (facts, done))
    assert now.longest >= before.longest


@given(schedules(), records, todays, st.data())
def test_units_after_one_are_the_tail_of_all(
    schedule: Schedule, facts: Records, today: date, data: st.DataObject
) -> None:
    """Of what lies through it, only the reserve that it used up matters."""
    units = units_of(schedule, facts, today)
    own = [index for index, unit in enumerate(units) if unit.reason is not Reason.NOT_STARTED and unit.last < today]
    if not own:
        return
    index = data.draw(st.sampled_from(own))
    after = units[index].last
    covered = Settled().with_units(units[: index + 1]).covered
    later = {day: record for day, record in facts.items() if day > after}
    assert units_after(schedule, later, today, after, covered) == units[index + 1 :]


@given(schedules(), records, todays)
def test_due_on_from_a_unit_on_is_the_one_of_all(schedule: Schedule, facts: Records, today: date) -> None:
    closed = [unit for unit in units_of(schedule, facts, today) if unit.last < today]
    after = next((unit.last for unit in reversed(closed) if unit.reason is not Reason.NOT_STARTED), None)
    later = {day: record for day, record in facts.items() if after is None or day > after}
    assert due_on(schedule, later, today, after) == due_on(schedule, facts, today)
