"""Whatever people do: the journal tells all of it, and stored figures are what a computation from nothing gives."""

import datetime as dt

import pytest
import time_machine
from hypothesis import given, settings

from checkins.facts import facts_of, recomputed
from checkins.units import Unit, units_of
from goals.models import Goal, User
from goals.progress import engine
from tests.journal import assert_journal_is_whole
from tests.lives import BIRTH, TERMS_ALONE, Life, Move, moves
from tests.rollups import assert_rolled_up

pytestmark = pytest.mark.django_db

# A life takes a third of a second: fewer than the profile asks for.
lives = settings(max_examples=max(25, settings().max_examples // 4))


def assert_figures_are_exact(owner: User) -> None:
    """As stored, years too: what follows from the rows for the day of the last write. Brought to today: for today."""
    goals = list(Goal.objects.for_owner(owner).select_related("owner"))
    for goal in goals:
        assert_rolled_up(goal)
    today = owner.today()
    engine().bring_to_today(goals, today)
    assert {goal.pk: goal.stats for goal in goals} == {
        pk: each.as_stats() for pk, each in recomputed(goals, today).items()
    }


@given(moves)
@lives
def test_journal_is_whole_and_figures_are_exact_after_any_life(lived: list[Move]) -> None:
    with time_machine.travel(BIRTH, tick=False) as clock:
        life = Life(clock)
        life.play(lived)
        life.owner.refresh_from_db()
        assert_journal_is_whole(life.owner)
        assert_figures_are_exact(life.owner)


def closed_units(goal: Goal, today: dt.date) -> list[Unit]:
    goal.refresh_from_db()
    facts = facts_of([goal])[goal.pk]
    return [unit for unit in units_of(facts.schedule, facts.records, today) if unit.last < today]


@given(moves)
@lives
def test_edit_of_terms_never_moves_a_unit_that_is_closed(lived: list[Move]) -> None:
    """The unit that is open may be cut, which closes a part of it; those that were closed before stay as they are."""
    with time_machine.travel(BIRTH, tick=False) as clock:
        life = Life(clock, goals=0)
        goal = life.begin(0, 0)
        clock.shift(dt.timedelta(days=1))
        for move in lived:
            today = life.owner.today()
            if move.name == "edit":
                before = closed_units(goal, today)
                life.play([Move("edit", 0, move.how % TERMS_ALONE)])
                assert closed_units(goal, today)[: len(before)] == before
            elif move.name == "set":
                # Nothing is told of days before the goal began.
                life.play([Move("set", move.which, move.how % ((today - goal.start_date).days + 1))])
            else:
                life.play([Move("wait", move.which, move.how)])
