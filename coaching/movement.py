"""What moved, what stood still, and one next step. Pure: plain values in, codes and numbers out."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from checkins.rates import Counts
from goals.journal import plain

# Of what was due, less than this part done asks for a smaller step.
_HALF = 2


@dataclass(slots=True)
class Doings:
    """What was recorded for a goal in some days.

    `check_ins` are all of them; `acts` those that say that something was done; `amounts` the sum of values and
    contributions; `reading` the last value.
    """

    check_ins: int = 0
    acts: int = 0
    amounts: Decimal = Decimal(0)
    reading: Decimal | None = None
    milestones: int = 0
    tasks: int = 0


@dataclass(slots=True)
class Story:
    """One goal in the days of a summary and in those before.

    `is_open`: it can still be worked on. `is_resting`: paused on all of the days. `is_whole`: it ran on all of them.
    `adds_up`: its values are amounts, not readings; `held` is the reading with which the days began. `value`, `target`
    and the milestones are those of today.
    """

    goal: uuid.UUID
    pattern: str
    kept: Counts
    kept_before: Counts
    now: Doings = field(default_factory=Doings)
    before: Doings = field(default_factory=Doings)
    is_open: bool = True
    is_resting: bool = False
    is_whole: bool = True
    is_reached: bool = False
    adds_up: bool = False
    held: Decimal | None = None
    value: Decimal | None = None
    target: Decimal | None = None
    milestones_done: int = 0
    milestones_total: int = 0
    run: int = 0
    has_small_version: bool = False
    has_plan: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be said of a goal: `code` and `numbers` choose the words, in coaching/wording.py."""

    code: str
    goal: uuid.UUID | None = None
    numbers: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "goal": self.goal and str(self.goal), "numbers": self.numbers}


def summed_up(stories: Sequence[Story], days: int) -> dict[str, Any]:
    """The figures of a summary, as JSON; on `days` of its days something was recorded."""
    still = [line for story in stories if (line := _still(story))]
    return {
        "totals": {
            "kept": sum(story.kept.success for story in stories),
            "judged": sum(story.kept.judged for story in stories),
            "kept_before": sum(story.kept_before.success for story in stories),
            "judged_before": sum(story.kept_before.judged for story in stories),
            "check_ins": sum(story.now.check_ins for story in stories),
            "check_ins_before": sum(story.before.check_ins for story in stories),
            "days": days,
        },
        "moved": [line.as_json() for story in stories if (line := _moved(story))],
        "stood_still": [line.as_json() for line in still],
        "next_step": next_step(stories, {line.goal for line in still}).as_json(),
    }


def _moved(story: Story) -> Line | None:
    """The most telling change of a goal; None when nothing was done for it. To use up a limit is not to move."""
    return next(_changes(story), None)


def _changes(story: Story) -> Iterator[Line]:
    now, before = story.now, story.before
    if story.kept.success:
        yield Line("kept", story.goal, _shares(story))
    if story.pattern == "target" and now.acts and story.adds_up and now.amounts:
        numbers = {"added": now.amounts, "before": before.amounts, "value": story.value, "target": story.target}
        yield Line("added", story.goal, {name: plain(each) for name, each in numbers.items()})
    if story.pattern == "target" and now.reading is not None and not story.adds_up:
        readings = {"from": story.held, "to": now.reading, "target": story.target}
        yield Line("reading", story.goal, {name: plain(each) for name, each in readings.items()})
    if now.milestones or now.tasks:
        done = {"milestones": now.milestones, "tasks": now.tasks}
        yield Line("steps", story.goal, {**done, "done": story.milestones_done, "total": story.milestones_total})
    if now.acts and story.pattern != "limit":
        yield Line("recorded", story.goal, {"check_ins": now.acts})


def _still(story: Story) -> Line | None:
    """A goal for which nothing was done although it asked for it; paused, closed and new ones asked for nothing."""
    if not story.is_open or story.is_resting or _moved(story):
        return None
    if story.kept.miss:
        return Line("kept", story.goal, _shares(story))
    has_end = story.pattern in ("target", "milestone")
    return Line("nothing", story.goal) if has_end and story.is_whole and not story.is_reached else None


def next_step(stories: Sequence[Story], still: set[uuid.UUID | None]) -> Line:
    """One thing to do: for what stood still, else for what was done less than half of the times, else to go on.

    Among several the one that had moved most before comes first: it is the easiest to take up again.
    """
    if not any(story.is_open for story in stories):
        return Line("choose")
    stories = [story for story in stories if story.is_open and not story.is_resting]
    if not stories:
        return Line("rest")
    asleep = [story for story in stories if story.goal in still]
    if asleep:
        return _wake(max(asleep, key=_momentum))
    weak = [story for story in stories if _HALF * story.kept.success < story.kept.judged]
    if weak:
        return _lighten(max(weak, key=_momentum))
    best = max(stories, key=lambda story: story.run)
    return Line("carry_on", best.goal, {"run": best.run}) if best.run > 1 else Line("carry_on")


def _wake(story: Story) -> Line:
    if story.pattern == "limit":
        return _lighten(story)
    if story.has_small_version:
        return Line("small_version", story.goal)
    return Line("begin", story.goal) if story.has_plan else Line("plan", story.goal)


def _lighten(story: Story) -> Line:
    if not story.has_plan:
        return Line("plan", story.goal)
    return Line("other_limit" if story.pattern == "limit" else "smaller", story.goal)


def _momentum(story: Story) -> tuple[int, int]:
    return story.kept_before.success, story.before.acts


def _shares(story: Story) -> dict[str, int]:
    return {
        "kept": story.kept.success,
        "judged": story.kept.judged,
        "kept_before": story.kept_before.success,
        "judged_before": story.kept_before.judged,
    }
