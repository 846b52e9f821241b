"""Pace: behind, on track or ahead, and by how much."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.figures import Basis, Recorded
from checkins.pace import Pace, pace_of
from checkins.rates import Counts
from checkins.rollups.rollup import MilestoneFact
from checkins.streaks import Streak
from checkins.sums import Sums, whole
from checkins.units import Schedule
from goals.models.choices import Sentiment
from goals.terms import Terms, TermsHistory

START = dt.date(2026, 1, 1)
NOTHING = Counts(0, 0, 0, 0)
AMOUNTS = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def basis(pattern: str = "target", direction: str | None = None, **terms: Any) -> Basis:
    """Of a goal of which nothing is recorded yet."""
    return Basis(
        schedule=Schedule(pattern=pattern, history=TermsHistory((), Terms(**terms)), start=START),
        aggregation="latest",
        direction=direction,
        units=[],
        last_weeks=NOTHING,
        run=Streak(0, 0, None),
        strength=0.0,
        closed=NOTHING,
        recorded=Recorded(),
        sums=Sums(),
        has_money=False,
        milestones=[],
        tasks=[],
        links=[],
    )


def save_1000(**changes: Any) -> Basis:
    """From 0 to 1000 in 100 days: ten a day."""
    return basis(**{"target_value": Decimal(1000), "target_date": day(100), **changes})


def pace(of: Basis, value: Any, today: dt.date) -> Pace | None:
    return pace_of(of, NOTHING, None if value is None else Decimal(value), today)


@pytest.mark.parametrize(
    ("value", "word", "days_ahead"),
    [
        (500, "on_track", 0),
        (None, "behind", -50),
        (0, "behind", -50),
        (470, "on_track", -3),
        ("469.9", "behind", -3),
        (530, "on_track", 3),
        ("530.1", "ahead", 3),
        (1000, "ahead", 50),
        (1500, "ahead", 100),
        (-100, "behind", -60),
    ],
)
def test_value_is_held_against_the_line(value: Any, word: str, days_ahead: int) -> None:
    """Half the way is asked after half the time; three days of a hundred are within the line."""
    found = pace(save_1000(), value, day(50))
    assert found is not None
    assert (found.word, found.days_ahead, found.expected_value) == (word, days_ahead, Decimal(500))


def test_line_may_lead_down() -> None:
    lose = save_1000(target_value=Decimal(70), baseline_value=Decimal(80))
    assert pace(lose, 75, day(50)) == Pace(Sentiment.ON_TRACK, 0, Decimal(75))
    found = pace(lose, 79, day(50))
    assert found is not None
    assert (found.word, found.days_ahead) == ("behind", -40)


def test_falling_value_without_a_baseline_begins_at_its_first_reading() -> None:
    lose = save_1000(target_value=Decimal(70), direction="decrease")
    lose.sums = Sums.of([(START, whole(Decimal(80))), (day(40), whole(Decimal(75)))])
    assert pace(lose, 75, day(50)) == Pace(Sentiment.ON_TRACK, 0, Decimal(75))


def test_short_way_allows_one_day() -> None:
    week = save_1000(target_value=Decimal(7), target_date=day(7))
    words = [found.word for value in (1, 2, 4, 5) if (found := pace(week, value, day(3)))]
    assert words == ["behind", "on_track", "on_track", "ahead"]


def test_line_is_flat_before_its_start_and_after_its_end() -> None:
    told = [pace(save_1000(), 0, day(at)) for at in (-9, 0, 100, 500)]
    assert [found.expected_value for found in told if found] == [0, 0, 1000, 1000]


@pytest.mark.parametrize(
    "terms",
    [
        {"target_value": None},
        {"target_date": None},
        {"target_date": START},
        {"target_date": START - dt.timedelta(days=9)},
        {"target_value": Decimal(5), "baseline_value": Decimal(5)},
        {"target_value": Decimal(0)},
    ],
)
def test_without_a_line_there_is_no_pace(terms: dict[str, Any]) -> None:
    assert pace(save_1000(**terms), 5, day(50)) is None


@given(value=AMOUNTS, target=AMOUNTS, baseline=AMOUNTS, at=st.integers(-10, 500), length=st.integers(1, 300_000))
def test_line_is_never_too_far_to_be_told(
    value: Decimal, target: Decimal, baseline: Decimal, at: int, length: int
) -> None:
    of = save_1000(target_value=target, baseline_value=baseline, target_date=START + dt.timedelta(days=length))
    found = pace(of, value, day(at))
    if target == baseline:
        assert found is None
        return
    assert found is not None
    assert found.days_ahead is not None
    assert -9999 <= found.days_ahead <= 9999
    assert found.expected_value is not None
    assert min(baseline, target) <= found.expected_value <= max(baseline, target)


@pytest.mark.parametrize(
    ("success", "miss", "word"),
    [(7, 3, "on_track"), (6, 3, "behind"), (69, 31, "behind"), (0, 1, "behind"), (5, 0, "ahead")],
)
@pytest.mark.parametrize("pattern", ["recurring", "streak", "limit"])
def test_habit_is_held_against_its_closed_units(pattern: str, success: int, miss: int, word: str) -> None:
    assert pace_of(basis(pattern), Counts(success, miss, 3, 1), None, START) == Pace(Sentiment(word))


def test_habit_without_a_closed_unit_has_no_pace() -> None:
    assert pace_of(basis("recurring"), Counts(0, 0, 5, 5), None, START) is None


def step(done: bool, planned: int | None) -> MilestoneFact:
    return MilestoneFact(done, None, None if planned is None else day(planned))


@pytest.mark.parametrize(
    ("steps", "word"),
    [
        ([], None),
        ([step(True, None), step(False, None)], None),
        ([step(False, 5)], "on_track"),
        ([step(False, 4)], "behind"),
        ([step(True, 4), step(False, 9)], "on_track"),
        ([step(True, 5), step(False, None)], "on_track"),
        ([step(True, 6), step(False, 9)], "ahead"),
        ([step(True, 6), step(False, 4)], "behind"),
    ],
)
def test_milestones_are_held_against_their_dates(steps: list[MilestoneFact], word: str | None) -> None:
    """On the fifth day: what was planned for today is not late yet."""
    of = basis("milestone")
    of.milestones = steps
    found = pace_of(of, NOTHING, None, day(5))
    assert (found.word if found else None) == word
