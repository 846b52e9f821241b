"""What moved, what stood still, and one next step: from plain values."""

import uuid
from decimal import Decimal
from typing import Any

import pytest

from checkins.rates import Counts
from coaching.movement import Doings, Story, next_step, summed_up

NONE = Counts(0, 0, 0, 0)


def kept(success: int, miss: int = 0) -> Counts:
    return Counts(success, miss, 0, 0)


def story(pattern: str = "recurring", **fields: Any) -> Story:
    return Story(**{"goal": uuid.uuid4(), "pattern": pattern, "kept": NONE, "kept_before": NONE, **fields})


def line(part: str, one: Story) -> Any:
    """(code, numbers) of the one line of a part; None when there is none."""
    lines = summed_up([one], 0)[part]
    assert len(lines) <= 1
    return (lines[0]["code"], lines[0]["numbers"]) if lines else None


SHARES = {"kept": 2, "judged": 3, "kept_before": 1, "judged_before": 2}
ACT = Doings(check_ins=1, acts=1)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (story(kept=kept(2, 1), kept_before=kept(1, 1)), ("kept", SHARES)),
        (
            story("target", adds_up=True, now=Doings(1, 1, Decimal("20.50")), value=Decimal(70), target=Decimal("1E2")),
            ("added", {"added": "20.5", "before": "0", "value": "70", "target": "100"}),
        ),
        (
            story("target", now=Doings(1, 1, Decimal(81), Decimal(81)), held=Decimal(82)),
            ("reading", {"from": "82", "to": "81", "target": None}),
        ),
        (
            story("milestone", now=Doings(milestones=1, tasks=2), milestones_done=2, milestones_total=5),
            ("steps", {"milestones": 1, "tasks": 2, "done": 2, "total": 5}),
        ),
        (story("target", adds_up=True, now=ACT), ("recorded", {"check_ins": 1})),
        (story(now=ACT), ("recorded", {"check_ins": 1})),
    ],
    ids=["kept", "added", "reading", "steps", "nothing added", "still open"],
)
def test_what_moved_is_said_by_its_pattern(one: Story, said: Any) -> None:
    assert (line("moved", one), line("stood_still", one)) == (said, None)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (story(kept=kept(0, 3)), ("kept", {"kept": 0, "judged": 3, "kept_before": 0, "judged_before": 0})),
        (story("target"), ("nothing", {})),
        (story("milestone", now=Doings(check_ins=1)), ("nothing", {})),
    ],
)
def test_what_was_asked_for_and_not_done_stood_still(one: Story, said: Any) -> None:
    assert (line("moved", one), line("stood_still", one)) == (None, said)


@pytest.mark.parametrize(
    "one",
    [
        story(),
        story(kept=kept(0, 3), is_resting=True),
        story("target", is_open=False),
        story("target", is_whole=False),
        story("milestone", is_reached=True),
        story("limit", now=ACT),
    ],
    ids=["not due", "paused", "closed", "new", "reached", "limit being used"],
)
def test_what_was_not_asked_for_neither_moved_nor_stood_still(one: Story) -> None:
    assert (line("moved", one), line("stood_still", one)) == (None, None)


def test_totals_are_those_of_all_goals() -> None:
    first = story(kept=kept(2, 1), kept_before=kept(1), now=Doings(3, 3), before=Doings(4))
    second = story(kept=kept(0, 2), kept_before=kept(0, 5), now=Doings(1))
    assert summed_up([first, second], 3)["totals"] == {
        "kept": 2,
        "judged": 5,
        "kept_before": 1,
        "judged_before": 6,
        "check_ins": 4,
        "check_ins_before": 4,
        "days": 3,
    }


def step(*stories: Story) -> tuple[str, Any]:
    still = {uuid.UUID(each["goal"]) for each in summed_up(stories, 0)["stood_still"]}
    found = next_step(stories, set(still))
    return found.code, found.goal


def test_next_step_wakes_what_moved_most_before() -> None:
    weak = story(kept=kept(1, 9))
    tired = story(kept=kept(0, 3), kept_before=kept(1), has_plan=True)
    known = story(kept=kept(0, 3), kept_before=kept(2), has_plan=True, has_small_version=True)
    assert step(weak, tired, known) == ("small_version", known.goal)
    assert step(weak, tired) == ("begin", tired.goal)
    assert step(weak, story("target", goal=tired.goal)) == ("plan", tired.goal)


def test_next_step_lightens_what_was_done_less_than_half_the_times() -> None:
    weak, half = story(kept=kept(1, 2), has_plan=True), story(kept=kept(1, 1), run=1)
    assert step(half, weak) == ("smaller", weak.goal)
    assert step(half, story(goal=weak.goal, kept=kept(1, 2))) == ("plan", weak.goal)
    assert step(half) == ("carry_on", None)


def test_next_step_of_a_limit_is_a_plan_or_another_limit() -> None:
    over = story("limit", kept=kept(0, 1), has_plan=True, has_small_version=True)
    assert step(over) == ("other_limit", over.goal)
    assert step(story("limit", goal=over.goal, kept=kept(1, 2))) == ("plan", over.goal)


def test_next_step_is_to_go_on_with_the_longest_run() -> None:
    long = story(kept=kept(3), run=12)
    assert step(story(kept=kept(3), run=3), long) == ("carry_on", long.goal)


def test_next_step_without_goals_is_to_choose_one_and_at_rest_to_rest() -> None:
    closed = story(is_open=False, kept=kept(2))
    assert step() == step(closed) == ("choose", None)
    assert step(closed, story(kept=kept(0, 2), is_resting=True)) == ("rest", None)
