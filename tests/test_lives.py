"""Whatever people do: the journal tells all of it, and stored figures are what a computation from nothing gives."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from typing import Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from checkins.facts import facts_of, recomputed
from checkins.units import Unit, units_of
from goals.models import Goal, User
from goals.progress import engine
from tests.journal import assert_journal_is_whole
from tests.lives import BIRTH, OFTEN, SELDOM, TERMS_ALONE, Life, Move, moves, numbers
from tests.rollups import assert_rolled_up

pytestmark = pytest.mark.django_db

# A life takes most of a second: fewer than the profile asks for. Where the examples are the same each time, a long life
# is told as it was found: to shorten it would take minutes.
_asked = settings()
_phases = (Phase.explicit, Phase.reuse, Phase.generate) if _asked.derandomize else _asked.phases
lives = settings(max_examples=max(25, _asked.max_examples // 4), phases=_phases)


class Lives(RuleBasedStateMachine):
    """A life in which any action follows any other, and time passes between them."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(rolled_back())
        self.clock = self.undone.enter_context(time_machine.travel(BIRTH, tick=False))
        self.life = Life(self.clock, goals=3)
        self.looked_at: list[Goal] = []

    @property
    def goals(self) -> list[Goal]:
        return list(Goal.objects.for_owner(self.life.owner).select_related("owner"))

    @invariant()
    def figures_of_what_was_written_are_exact(self) -> None:
        known = {goal.pk: vars(goal) for goal in self.looked_at}
        self.looked_at = self.goals
        written = [goal for goal in self.looked_at if not _is_as(goal, known.get(goal.pk, {}))]
        assert_figures_are_exact(written)

    def teardown(self) -> None:
        with self.undone:
            assert_journal_is_whole(User.objects.get(pk=self.life.owner.pk))
            assert_figures_are_exact(self.goals)


def _is_as(goal: Goal, known: dict[str, Any]) -> bool:
    return all(known.get(field.attname) == getattr(goal, field.attname) for field in goal._meta.concrete_fields)


def assert_figures_are_exact(goals: list[Goal]) -> None:
    """As stored, years too: what follows from the rows for the day of the last write. Brought to today: for today."""
    for goal in goals:
        assert_rolled_up(goal)
    if goals:
        today = goals[0].owner.today()
        goals = [copy(goal) for goal in goals]
        engine().bring_to_today(goals, today)
        expected = recomputed(goals, today)
        assert [goal.stats for goal in goals] == [expected[goal.pk].as_stats() for goal in goals]


def _rule_of(name: str) -> Any:
    def live(self: Lives, which: int, how: int, hours: int) -> None:
        self.clock.shift(dt.timedelta(hours=hours))
        self.life.play([Move(name, which, how)])

    live.__name__ = name
    return rule(which=numbers, how=numbers, hours=st.sampled_from([0, 0, 7, 30]))(live)


for _name in {*OFTEN, *SELDOM}:
    setattr(Lives, _name, _rule_of(_name))


@contextmanager
def rolled_back() -> Iterator[None]:
    """Nothing that is written inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_journal_is_whole_and_figures_are_exact_after_any_life() -> None:
    run_state_machine_as_test(Lives, settings=settings(lives, stateful_step_count=20))


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
