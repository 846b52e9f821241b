"""What is told of a goal, and of the days it was lived in."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from checkins.actions import Draft

DAY = dt.timedelta(days=1)
Span = tuple[dt.date, dt.date]

_HARD_WEEKS = 0.12
_DRIVE_OF_HARD_WEEKS = 0.55
# The last weeks are as their goals tell them.
_RECENT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Life:
    """What all goals of a person share: their clock and their hard weeks. `seed` and `now` decide everything."""

    seed: int
    now: dt.datetime
    today: dt.date
    zone: ZoneInfo

    def random(self, about: str) -> Random:
        return Random(f"{self.seed} {about}")  # noqa: S311  (chances, no secrets)

    def drive(self, day: dt.date) -> float:
        """1, or what a hard week leaves of it."""
        week = day - day.weekday() * DAY
        is_hard = self.random(f"week {week}").random() < _HARD_WEEKS
        return _DRIVE_OF_HARD_WEEKS if is_hard and (self.today - day).days > _RECENT_DAYS else 1.0

    def at(self, day: dt.date, clock: str, late: float = 0.0) -> dt.datetime:
        """The instant on `day` at `clock` ("07:12") plus `late` minutes, but never after now.

        Loaded before breakfast, the demo's person has had an early breakfast.
        """
        wall = dt.datetime.combine(day, dt.time.fromisoformat(clock), self.zone) + dt.timedelta(minutes=round(late))
        return min(wall.astimezone(dt.UTC), self.now)


class Rhythm(Protocol):
    """How somebody keeps a goal: draws check-ins for `days`, ascending, those off left out."""

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]: ...


@dataclass(frozen=True, slots=True)
class Turn:
    """An action that takes a goal: `act` with `changes`, on the morning of `day`, or at `clock`."""

    day: dt.date
    act: Callable[..., Any]
    changes: Mapping[str, Any] = field(default_factory=dict)
    clock: str = "06:30"


@dataclass(frozen=True, slots=True)
class Reached:
    """A check-in that completes the milestone at `index`."""

    day: dt.date
    index: int
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One goal from its beginning. `fields` are what `create_goal` takes; a pause may reach into the future.

    `end` is the turn that closes the goal, on the evening of its last day.
    """

    start: dt.date
    fields: Mapping[str, Any]
    rhythm: Rhythm | None = None
    turns: tuple[Turn, ...] = ()
    pauses: tuple[Span, ...] = ()
    reached: tuple[Reached, ...] = ()
    end: Turn | None = None

    def days(self, today: dt.date, away: Sequence[Span]) -> list[dt.date]:
        """The days on which something may have been done."""
        last = self.end.day if self.end else today
        off = [*self.pauses, *away]
        every = (self.start + count * DAY for count in range((last - self.start).days + 1))
        return [day for day in every if not any(first <= day <= through for first, through in off)]
