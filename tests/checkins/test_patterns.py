"""Patterns: what was planted is found, what chance, rhythm, runs and fading make is not."""

import datetime as dt
import random
import uuid
from collections.abc import Callable

import pytest

from checkins.findings import Finding
from checkins.patterns import CELL_DAYS, HOUR_DAYS, PAIR_DAYS, GoalDays, patterns, usual_hour

MONDAY = dt.date(2026, 1, 5)
DAYS = 182
FRIDAY = 4
ONE, TWO, THREE = (uuid.UUID(int=number) for number in (1, 2, 3))


def dice(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  (no secret)


def days(kept: Callable[[int], bool], goal: uuid.UUID = ONE, count: int = DAYS, is_due: bool = True) -> GoalDays:
    """Days that are all judged, kept where `kept` says so of the day's number."""
    return GoalDays(goal, (1 << count) - 1, sum(kept(day) << day for day in range(count)), is_due)


def found(*goals: GoalDays, held: set[str] | None = None, count: int = DAYS) -> list[Finding]:
    return patterns(goals, MONDAY, count, held or set())


def codes(findings: list[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.numbers.get("weekday")) for finding in findings]


# --- What is there ------------------------------------------------------------------------------------------------


def test_weak_weekday_is_found_with_its_numbers() -> None:
    rng = dice(1)
    seen = found(days(lambda day: rng.random() < (0.3 if day % 7 == FRIDAY else 0.9)))
    assert codes(seen) == [("weekday_less", FRIDAY)]
    numbers = seen[0].numbers
    assert (numbers["of"], numbers["other_of"], seen[0].sample_size) == (26, 156, 182)
    assert numbers["kept"] / 26 < 0.5 < 0.8 < numbers["other_kept"] / 156
    assert (seen[0].goal, seen[0].kind, seen[0].key) == (ONE, "pattern", f"found:weekday:{ONE}:{FRIDAY}:less")
    assert 0.99 <= seen[0].confidence < 1


def test_weekday_of_a_weekly_goal_is_found_only_where_it_is_done() -> None:
    seen = found(days(lambda day: day % 7 == FRIDAY, is_due=False))
    assert codes(seen) == [("weekday_more", FRIDAY)]


def test_of_two_due_weekdays_the_weak_one_is_said() -> None:
    due = sum(1 << day for day in range(DAYS) if day % 7 in (0, 3))
    kept = sum(1 << day for day in range(DAYS) if day % 7 == 0)
    assert codes(patterns([GoalDays(ONE, due, kept)], MONDAY, DAYS)) == [("weekday_less", 3)]


def test_pair_that_goes_together_is_found_with_its_numbers() -> None:
    rng = dice(2)
    first = days(lambda day: rng.random() < 0.5)
    second = days(lambda day: rng.random() < (0.9 if first.kept >> day & 1 else 0.4), TWO)
    seen = found(first, second)
    assert [(one.kind, one.goal, one.other_goal, one.key) for one in seen] == [
        ("correlation", TWO, ONE, f"found:pair:{ONE}:{TWO}:more")
    ]
    numbers = seen[0].numbers
    assert numbers["of"] == first.kept.bit_count()
    assert numbers["of"] + numbers["other_of"] == seen[0].sample_size == DAYS
    assert numbers["kept"] == (first.kept & second.kept).bit_count()
    assert numbers["other_kept"] == (second.kept & ~first.kept).bit_count()


def test_pair_that_avoids_each_other_is_found() -> None:
    rng = dice(3)
    first = days(lambda day: rng.random() < 0.5)
    second = days(lambda day: rng.random() < (0.2 if first.kept >> day & 1 else 0.7), TWO)
    assert [one.key.rpartition(":")[2] for one in found(first, second)] == ["less"]


def test_goal_is_told_of_with_its_strongest_tie_alone() -> None:
    rng = dice(4)
    first = days(lambda day: rng.random() < 0.5)
    copies = [days(lambda day: rng.random() < (0.9 if first.kept >> day & 1 else 0.3), goal) for goal in (TWO, THREE)]
    assert len(found(first, *copies)) == 1


def test_part_of_the_day_that_helps_is_found() -> None:
    rng = dice(5)
    morning = sum(1 << day for day in range(DAYS) if day % 2)
    evening = ((1 << DAYS) - 1) & ~morning
    kept = days(lambda day: rng.random() < (0.9 if day % 2 else 0.4)).kept
    seen = found(GoalDays(ONE, (1 << DAYS) - 1, kept, begun={"morning": morning, "evening": evening}))
    assert [(one.code, one.numbers["part"], one.numbers["of"]) for one in seen] == [("begun_less", "evening", 91)]


# --- What is not --------------------------------------------------------------------------------------------------


def chance(rng: random.Random, goal: uuid.UUID) -> GoalDays:
    share = rng.choice((0.2, 0.4, 0.6, 0.8, 0.95))
    return days(lambda day: rng.random() < share, goal)


def test_chance_is_told_something_about_in_at_most_one_of_twenty_people() -> None:
    told = 0
    for person in range(200):
        rng = dice(person)
        told += bool(found(*(chance(rng, uuid.UUID(int=goal)) for goal in range(1, 7))))
    assert told <= 10


def runs(rng: random.Random) -> Callable[[int], bool]:
    """Days that mostly go on as the day before."""
    state = [True]

    def kept(day: int) -> bool:
        if rng.random() < 0.2:
            state[0] = rng.random() < 0.6
        return state[0]

    return kept


def rhythm(rng: random.Random) -> Callable[[int], bool]:
    """Nothing on weekends."""
    return lambda day: day % 7 < 5 and rng.random() < 0.8


def fading(rng: random.Random) -> Callable[[int], bool]:
    return lambda day: rng.random() < 0.9 - 0.7 * day / DAYS


@pytest.mark.parametrize("habit", [runs, rhythm, fading])
def test_goals_alike_but_apart_are_not_said_to_go_together(
    habit: Callable[[random.Random], Callable[[int], bool]],
) -> None:
    told = 0
    for person in range(60):
        rng = dice(person)
        goals = [days(habit(rng), uuid.UUID(int=goal)) for goal in (1, 2, 3)]
        told += any(one.kind == "correlation" for one in found(*goals))
    assert told <= 3


def test_nothing_is_said_of_too_few_days_in_a_cell() -> None:
    """Every Friday missed, every other day kept: said as soon as there are four Fridays."""
    for weeks, said in ((CELL_DAYS - 1, []), (CELL_DAYS, [("weekday_less", FRIDAY)])):
        count = 7 * weeks
        assert codes(found(days(lambda day: day % 7 != FRIDAY, count=count), count=count)) == said


@pytest.mark.parametrize(("without", "said"), [(PAIR_DAYS - 1, 0), (PAIR_DAYS, 1)])
def test_nothing_is_said_of_a_pair_with_too_few_days_on_a_side(without: int, said: int) -> None:
    """One and the same days, so that nothing but the number of them is in doubt."""
    rest = set(dice(6).sample(range(DAYS), without))
    goals = [days(lambda day: day not in rest, goal) for goal in (ONE, TWO)]
    assert len([one for one in found(*goals) if one.kind == "correlation"]) == said


def test_days_that_are_not_judged_count_nowhere() -> None:
    judged = sum(1 << day for day in range(DAYS) if day % 7 != FRIDAY)
    assert patterns([GoalDays(ONE, judged, judged)], MONDAY, DAYS) == []


def test_nothing_is_said_of_nothing() -> None:
    assert found() == found(GoalDays(ONE, 0, 0), GoalDays(TWO, 0, 0)) == []


# --- What was said before -----------------------------------------------------------------------------------------


def test_claim_stays_while_it_nearly_holds() -> None:
    """Every tenth day missed, and so many Fridays: sure enough to be kept, not to be said for the first time."""

    def with_fridays(kept: int) -> GoalDays:
        return days(lambda day: day // 7 < kept if day % 7 == FRIDAY else day % 10 != 0)

    key = f"found:weekday:{ONE}:{FRIDAY}:less"
    first_said, kept_on = (
        max(kept for kept in range(27) if key in {one.key for one in found(with_fridays(kept), held=held)})
        for held in (set[str](), {key})
    )
    assert (first_said, kept_on) == (17, 18)
    assert found(with_fridays(26), held={key}) == []


# --- The usual hour -----------------------------------------------------------------------------------------------


def test_usual_hour_is_told_without_its_empty_ends() -> None:
    seen = usual_hour({7: 20, 8: 10, 21: 4})
    assert seen is not None
    assert (seen.numbers, seen.goal, seen.sample_size) == ({"from": 7, "to": 9, "kept": 30, "of": 34}, None, 34)


def test_usual_hour_reaches_over_midnight() -> None:
    seen = usual_hour({23: 20, 0: 20})
    assert seen is not None
    assert (seen.numbers["from"], seen.numbers["to"]) == (23, 1)


@pytest.mark.parametrize("hours", [{}, {7: HOUR_DAYS - 1}, {7: 20, 12: 20, 21: 20}, dict.fromkeys(range(7, 22), 12)])
def test_no_usual_hour_in_few_days_or_without_one(hours: dict[int, int]) -> None:
    assert usual_hour(hours) is None
