"""Limits: what is left, where the period is heading, and how long the sum stays below its line."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.increments import Increments
from checkins.limits import Allowance, Use, allowance, usual_use

MONDAY = date(2026, 6, 1)
amounts = st.decimals(0, 10**16 - 1, places=4)


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def week(used: object, limit: object = 14) -> Use:
    return Use(MONDAY, day(6), Decimal(str(used)), Decimal(str(limit)))


def test_allowance_of_the_page_is_told_in_full() -> None:
    """ "9 of 14 cups this week. 5 left for 3 days, about 1.7 a day." Ten are the pace on a Friday, two cups a day."""
    found = allowance(week(9), day(4), Fraction(2), is_told=True)
    assert found == Allowance(
        first=MONDAY,
        last=day(6),
        limit=Decimal(14),
        used=Decimal(9),
        left=Decimal(5),
        days_left=3,
        per_day=Decimal("1.6667"),
        pace=Decimal(10),
        usual=Decimal(2),
        projected=Decimal(13),
        runs_out_on=None,
        safe_days=3,
    )


def test_day_that_is_not_told_yet_is_among_those_to_come() -> None:
    told = allowance(week(9), day(4), Fraction(2), is_told=True)
    silent = allowance(week(9), day(4), Fraction(2), is_told=False)
    assert [told.projected, silent.projected] == [13, 15]
    assert (told.runs_out_on, silent.runs_out_on) == (None, day(6))


@pytest.mark.parametrize(
    ("used", "usual", "told", "runs_out_on"),
    [
        (12, 2, True, day(6)),
        (11, 2, True, day(6)),
        (10, 2, True, None),
        (12, 3, True, day(5)),
        (12, 3, False, day(4)),
        (14, 1, True, day(5)),
        (15, 1, True, day(4)),
        (15, 0, True, day(4)),
        (14, 0, True, None),
        (0, -1, True, None),
    ],
)
def test_limit_runs_out_on_the_day_that_passes_it(used: int, usual: int, told: bool, runs_out_on: date | None) -> None:
    assert allowance(week(used), day(4), Fraction(usual), is_told=told).runs_out_on == runs_out_on


def test_passed_limit_leaves_nothing_a_day() -> None:
    found = allowance(week(15), day(4), Fraction(2), is_told=True)
    assert [found.left, found.per_day, found.safe_days] == [-1, 0, 0]


def test_without_experience_the_period_itself_says_what_is_usual() -> None:
    assert allowance(week(6), day(2), None, is_told=True).projected == 14
    assert allowance(week(6), day(2), None, is_told=False).projected == 21
    first = allowance(week(0), MONDAY, None, is_told=False)
    assert (first.usual, first.projected, first.runs_out_on) == (None, None, None)


@pytest.mark.parametrize(
    ("used", "told", "kept", "unknown"), [(10, True, 3, 1), (8, True, 3, 2), (6, False, 3, 1), (11, True, 0, 0)]
)
def test_sum_is_safe_while_it_stays_below_the_line(used: int, told: bool, kept: int, unknown: int) -> None:
    """Ten are the line on a Friday. Where silence is unknown, a silent day is presumed to use four."""
    found = [
        allowance(week(used), day(4), Fraction(2), is_told=told, silence=silence).safe_days
        for silence in ("kept", "unknown")
    ]
    assert found == [kept, unknown]


def test_limit_of_nothing_is_kept_or_passed() -> None:
    assert allowance(week(0, 0), day(4), Fraction(0), is_told=True).safe_days == 3
    assert allowance(week(1, 0), day(4), Fraction(0), is_told=True).safe_days == 0


def test_limit_of_one_day_is_given_out_at_once() -> None:
    found = allowance(Use(MONDAY, MONDAY, Decimal(1), Decimal(3)), MONDAY, Fraction(2), is_told=True)
    assert [found.days_left, found.pace, found.projected, found.per_day, found.safe_days] == [1, 3, 1, 2, 1]


def test_period_may_begin_with_the_calendar() -> None:
    found = allowance(Use(date.min, date(1, 1, 7), Decimal(0), Decimal(7)), date.min, None, is_told=True)
    assert [found.pace, found.days_left] == [1, 7]


def test_usual_use_is_the_mean_of_a_week_or_more() -> None:
    assert usual_use(Increments((1, 0, 2, 0, 4, 0, 0), 3, 9), "kept") == 1
    assert usual_use(Increments((1, 0, 2, 0, 4, 0), 3, 9), "kept") is None
    assert usual_use(Increments((1, 0, 2, 0, 4, 0, 0), 3, 9), "unknown") is None
    assert usual_use(Increments((1,) * 7 + (0,) * 7, 7, 9), "unknown") == 1


def test_allowance_is_told_in_json() -> None:
    told = allowance(week(9), day(4), Fraction(2), is_told=True).as_json()
    assert told["left"] == Decimal(5)
    assert list(told) == [
        "first",
        "last",
        "limit",
        "used",
        "left",
        "days_left",
        "per_day",
        "pace",
        "usual",
        "projected",
        "runs_out_on",
        "safe_days",
    ]


@given(
    amounts,
    amounts,
    st.integers(0, 365),
    st.integers(0, 365),
    st.none() | st.fractions(0, 10**16),
    st.booleans(),
    st.sampled_from(["kept", "unknown"]),
)
def test_any_period_has_bounded_figures(
    used: Decimal, limit: Decimal, before: int, after: int, usual: Fraction | None, is_told: bool, silence: str
) -> None:
    use = Use(day(-before), day(after), used, limit)
    found = allowance(use, MONDAY, usual, is_told=is_told, silence=silence)
    assert found.left == limit - used
    assert 0 <= found.per_day * found.days_left <= limit + found.days_left
    assert 0 <= found.pace <= limit
    assert 0 <= found.safe_days <= found.days_left == after + 1
    assert found.projected is None or found.projected >= used
    assert found.runs_out_on is None or MONDAY <= found.runs_out_on <= use.last
    assert (found.runs_out_on is None) or found.projected is None or found.projected >= round(limit, 3) - 1


@given(st.integers(0, 20), st.integers(0, 6), st.booleans(), st.sampled_from(["kept", "unknown"]))
def test_using_more_is_never_safer(used: int, at: int, is_told: bool, silence: str) -> None:
    less, more = (
        allowance(week(each), day(at), Fraction(2), is_told=is_told, silence=silence) for each in (used, used + 1)
    )
    assert less.safe_days >= more.safe_days
    assert (less.runs_out_on or date.max) >= (more.runs_out_on or date.max)
