"""`manage.py verify_progress`: whatever is stored otherwise than the rows say is found, and mended when asked."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from checkins.models import Strip
from checkins.verifying import differences
from goals.models import Change, Goal
from goals.models.choices import Source
from tests.factories import (
    CheckInFactory,
    ContributionFactory,
    GoalFactory,
    HabitLinkFactory,
    MilestoneFactory,
    SavingFactory,
    UserFactory,
)
from tests.rollups import assert_rolled_up

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 5, 4)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), tick=False) as traveller:
        yield traveller


def verify(**options: Any) -> str:
    out = StringIO()
    call_command("verify_progress", stdout=out, **options)
    return out.getvalue()


def verify_fails(**options: Any) -> tuple[list[str], str]:
    """The lines that it prints, and the sentence that it fails with."""
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("verify_progress", stdout=out, **options)
    assert refused.value.returncode == 1
    return out.getvalue().splitlines(), str(refused.value)


def lived(**fields: Any) -> Goal:
    """A habit since the end of 2024, with a check-in every hundred days."""
    goal: Goal = GoalFactory.create(start_date=dt.date(2024, 12, 20), **fields)
    for back in range(0, 501, 100):
        CheckInFactory.create(goal=goal, check_in_date=TODAY - dt.timedelta(days=back), value_recorded=Decimal(2))
    return goal


def stored(goal: Goal) -> Any:
    """The row, to be spoiled behind the back of the actions."""
    return Goal.objects.filter(pk=goal.pk)


def spoil(goal: Goal, column: str, **keys: Any) -> None:
    held = getattr(stored(goal).get(), column)
    stored(goal).update(**{column: {**held, **keys}})


def strip(goal: Goal, year: int) -> Any:
    return Strip.objects.filter(goal=goal, year=year)


def spoil_state(goal: Goal, **keys: Any) -> None:
    strip(goal, 2025).update(state={**strip(goal, 2025).get().state, **keys})


SPOILS: dict[str, tuple[Callable[[Goal], Any], list[str]]] = {
    "stats": (lambda goal: spoil(goal, "stats", longest_streak=70), ["longest_streak is 70, not 1"]),
    "value": (lambda goal: spoil(goal, "stats", total="11"), ["total is 11, not 12"]),
    "percent": (lambda goal: stored(goal).update(progress_percent=99), ["progress_percent is 99, not 0"]),
    "count": (lambda goal: stored(goal).update(check_in_count=7), ["check_in_count is 7, not 6"]),
    "last": (
        lambda goal: stored(goal).update(last_check_in_at=None),
        ["last_check_in_at is None, not 2026-05-04 12:00:00+00:00"],
    ),
    "marks": (lambda goal: strip(goal, 2025).update(marks="." * 365), ["the marks of 2025 differ"]),
    "units": (lambda goal: strip(goal, 2025).update(units="S" * 365), ["the units of 2025 differ"]),
    "values": (lambda goal: strip(goal, 2025).update(values={}), ["the values of 2025 differ"]),
    "states": (lambda goal: spoil_state(goal, states={}), ["the state of 2025 differ"]),
    "a year missing": (lambda goal: strip(goal, 2024).delete(), ["the year 2024 is missing"]),
    "a year too many": (
        lambda goal: Strip.objects.create(goal=goal, owner=goal.owner, year=2019, marks="." * 365, units="." * 365),
        ["the year 2019 is too much"],
    ),
    "roll-up": (lambda goal: spoil(goal, "rollup", open={}), ["the roll-up's open differs"]),
    "settled": (lambda goal: spoil(goal, "rollup", settled=[]), ["the roll-up's settled differs"]),
    "nonsense": (lambda goal: stored(goal).update(rollup={"marks": 5}), ["nothing is rolled up yet"]),
    "none": (lambda goal: stored(goal).update(rollup={}), ["nothing is rolled up yet"]),
    "no stats": (lambda goal: stored(goal).update(stats={}), ["nothing is rolled up yet"]),
}


@pytest.mark.parametrize("spoiled", SPOILS)
def test_what_differs_is_told_and_mended(spoiled: str) -> None:
    goal, other = lived(), lived()
    spoil_it, told = SPOILS[spoiled]
    spoil_it(goal)
    lines, sentence = verify_fails()
    assert lines == [f"{goal.pk}: {difference}" for difference in told]
    assert sentence == "2 goals, 1 of them differing. Run it with --repair to make them again from the check-ins."
    assert verify(repair=True) == "".join(f"{line}\n" for line in [*lines, "2 goals, 1 of them differing. Repaired."])
    assert_rolled_up(goal)
    assert_rolled_up(other)
    assert verify() == "2 goals, 0 of them differing.\n"


def test_nothing_is_told_and_nothing_written_when_all_is_well() -> None:
    goals = [lived(), lived(pattern="limit", target_value=Decimal(3)), SavingFactory.create(), MilestoneFactory().goal]
    ContributionFactory.create(goal=goals[2])
    HabitLinkFactory.create(goal=goals[3], habit=GoalFactory.create(owner=goals[3].owner))
    before = (list(Goal.objects.order_by("pk").values()), list(Strip.objects.order_by("pk").values()))
    assert verify() == verify(repair=True) == "5 goals, 0 of them differing.\n"
    assert (list(Goal.objects.order_by("pk").values()), list(Strip.objects.order_by("pk").values())) == before


def test_figures_of_an_earlier_day_are_held_against_that_day(clock: Any) -> None:
    goal = lived()
    clock.shift(dt.timedelta(days=40))
    assert verify() == "1 goals, 0 of them differing.\n"
    spoil(goal, "stats", adherence=0.5)
    lines, _ = verify_fails()
    assert len(lines) == 1
    verify(repair=True)
    assert stored(goal).get().stats["as_of"] == "2026-06-13"
    assert_rolled_up(goal)


def test_only_goals_of_the_named_person_are_looked_at() -> None:
    mine, theirs = lived(), lived()
    for goal in (mine, theirs):
        spoil(goal, "stats", completed=9)
    lines, sentence = verify_fails(user=mine.owner.email)
    assert (len(lines), lines[0].split(":")[0], sentence[:8]) == (1, str(mine.pk), "1 goals,")
    verify(user=mine.owner.email, repair=True)
    assert differences(stored(mine).select_related("owner").get()) == []
    assert differences(stored(theirs).select_related("owner").get()) == ["completed is 9, not 0"]
    assert verify(user=UserFactory.create().email) == "0 goals, 0 of them differing.\n"


def test_unknown_person_is_refused() -> None:
    with pytest.raises(CommandError, match=r"nobody@example\.org"):
        verify(user="nobody@example.org")


def test_repair_of_a_habit_mends_the_goal_that_it_feeds() -> None:
    goal = MilestoneFactory.create().goal
    habit = lived(owner=goal.owner)
    HabitLinkFactory.create(goal=goal, habit=habit)
    spoil(goal, "stats", components=[])
    spoil(habit, "rollup", marks="")
    verify(repair=True)
    assert_rolled_up(goal)
    assert_rolled_up(habit)


def test_repair_is_journalled_as_the_systems() -> None:
    goal = lived()
    stored(goal).update(check_in_count=7, progress_percent=50)
    seen = Change.objects.for_owner(goal.owner).count()
    verify(repair=True)
    added = list(Change.objects.for_owner(goal.owner).order_by("seq"))[seen:]
    assert [(line.entity_id, line.action, line.source) for line in added] == [(goal.pk, "progressed", Source.SYSTEM)]


def test_goal_that_is_erased_meanwhile_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = UserFactory.create()
    first, second = GoalFactory.create(owner=owner), GoalFactory.create(owner=owner)

    def looked_at(goal: Goal) -> list[str]:
        assert goal == first
        stored(second).delete()
        return []

    monkeypatch.setattr("checkins.management.commands.verify_progress.differences", looked_at)
    assert verify() == "2 goals, 0 of them differing.\n"
