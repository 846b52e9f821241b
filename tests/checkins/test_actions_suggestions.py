"""Doing what a suggestion proposes."""

import pytest

from checkins.actions import NothingToChange, accept_suggestion
from checkins.models import Insight
from config.refusals import NotFound
from goals.actions import archive_goal
from goals.models import Change, Goal
from tests.factories import InsightFactory, SuggestionFactory, UserFactory, acting

pytestmark = pytest.mark.django_db


def target_of(row: Insight) -> object:
    return Goal.objects.get(insights=row).target_value


def test_change_and_putting_aside_are_one_write() -> None:
    row = SuggestionFactory.create()
    suggested = accept_suggestion(by=acting(row.owner), insight=row)
    assert (suggested.before, suggested.after) == ("20 pages a day", "10 pages a day")
    assert target_of(row) == 10
    lines = Change.objects.filter(owner=row.owner, action__in=["updated", "accepted"])
    assert sorted(line.entity for line in lines) == ["goal", "insight"]
    assert len({line.at for line in lines}) == 1


def test_second_time_halves_what_is_there_then() -> None:
    """It is put aside, but whoever has the page may still confirm: it says what it would do each time."""
    row = SuggestionFactory.create()
    for left in (10, 5, 3, 2, 1):
        accept_suggestion(by=acting(row.owner), insight=row)
        assert target_of(row) == left


def test_closed_goal_and_what_proposes_nothing_are_refused() -> None:
    row = SuggestionFactory.create()
    archive_goal(by=acting(row.owner), goal=row.goal)
    for one in (row, InsightFactory.create()):
        with pytest.raises(NothingToChange):
            accept_suggestion(by=acting(one.owner), insight=one)
        one.refresh_from_db()
        assert one.dismissed_at is None


def test_stranger_finds_nothing() -> None:
    row = SuggestionFactory.create()
    with pytest.raises(NotFound):
        accept_suggestion(by=acting(UserFactory.create()), insight=row)
    assert target_of(row) == 20
