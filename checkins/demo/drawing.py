"""How check-ins are drawn: better with time, worse in hard weeks and on some weekdays. The seed decides."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Protocol

from checkins.actions import Draft
from checkins.demo.story import DAY, Life

# How each weekday compares with Monday.
WEEKDAYS = (1.0, 1.0, 1.0, 0.97, 0.93, 0.85, 0.9)

STATUSES = {"d": "completed", "s": "skipped", "m": "missed"}
_LATE_MINUTES = 18
_SAID_OF_BLANKS = 0.4
_WEEK = 7

Outcome = tuple[dt.date, str]


@dataclass(frozen=True, slots=True)
class Odds:
    """The chance of a day, from `first` to `now` over the days of the goal."""

    first: float
    now: float
    weekdays: tuple[float, ...] = WEEKDAYS

    def on(self, life: Life, day: dt.date, days: Sequence[dt.date]) -> float:
        way = (day - days[0]).days / max(1, (days[-1] - days[0]).days)
        return (self.first + (self.now - self.first) * way) * self.weekdays[day.weekday()] * life.drive(day)


class Due(Protocol):
    """Which days are done, skipped, missed: "d", "s", "m"; a blank day is not among them."""

    def outcomes(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Outcome]: ...


@dataclass(frozen=True, slots=True)
class OnDays:
    """Every day, or the given weekdays."""

    odds: Odds
    weekdays: tuple[int, ...] = tuple(range(7))
    skipped: float = 0.04

    def outcomes(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Outcome]:
        for day in days:
            if day.weekday() in self.weekdays:
                outcome = _drawn(random, self.odds.on(life, day, days), self.skipped)
                if outcome:
                    yield day, outcome


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every `count` days since it was done last; what was not done is due again on the next day."""

    count: int
    odds: Odds
    skipped: float = 0.05

    def outcomes(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Outcome]:
        due = days[0]
        for day in days:
            if day < due:
                continue
            outcome = _drawn(random, self.odds.on(life, day, days), self.skipped)
            if outcome:
                due = day + self.count * DAY
                yield day, outcome


@dataclass(frozen=True, slots=True)
class InWeeks:
    """So many times a week, on any days; this week all but one of them, as far as there have been days."""

    times: tuple[int, int]
    since: dt.date
    odds: Odds

    def outcomes(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Outcome]:
        weeks: dict[dt.date, list[dt.date]] = defaultdict(list)
        for day in days:
            weeks[day - day.weekday() * DAY].append(day)
        for monday, week in weeks.items():
            wanted = self.times[monday >= self.since]
            if monday == life.today - life.today.weekday() * DAY:
                chosen = [day for day in week if day < life.today][: wanted - 1]
            else:
                count = sum(random.random() < self.odds.on(life, monday, days) for _ in range(wanted))
                chosen = sorted(random.sample(week, min(count, len(week))))
            yield from ((day, "d") for day in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticks:
    """Days with a status, noted around `at`. `ending` tells the last days, one letter each, the last one today.

    `values` are mean and spread of a number that goes with what was done; moods follow the week.
    """

    due: Due
    at: str
    ending: str = ""
    values: tuple[float, float] | None = None
    moods: float = 0.0
    notes: tuple[str, ...] = ()
    excuses: tuple[str, ...] = ()

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]:
        told = {life.today - back * DAY: letter for back, letter in enumerate(reversed(self.ending))}
        for day, outcome in self.due.outcomes(life, days, random):
            if day not in told:
                yield self._draft(life, day, outcome, random)
        for day in sorted(told):
            if told[day] in STATUSES:
                yield self._draft(life, day, told[day], random)

    def _draft(self, life: Life, day: dt.date, outcome: str, random: Random) -> Draft:
        is_done = outcome == "d"
        value = Decimal(f"{max(0.5, random.gauss(*self.values)):.1f}") if is_done and self.values else None
        mood = min(5, max(1, round(random.gauss(2.2 + 1.6 * life.drive(day), 0.8))))
        back = (life.today - day).days
        return Draft(
            check_in_date=day,
            logged_at=life.at(day, self.at, random.gauss(0, _LATE_MINUTES) if back else 0),
            habit_completion_status=STATUSES[outcome],
            value_recorded=value,
            mood=mood if is_done and random.random() < self.moods else None,
            content=_said(random, *((self.notes, 0.06) if is_done else (self.excuses, 1.0 if back < _WEEK else 0.5))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Portions:
    """Amounts of a day in portions: (clock, amount) in their order, fewer on worse days. `today` tells today's."""

    odds: Odds
    portions: tuple[tuple[str, int], ...]
    today: tuple[tuple[str, int], ...]
    kept: float = 0.93

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]:
        for day in days:
            if day == life.today:
                taken = [(life.at(day, clock), amount) for clock, amount in self.today]
            elif random.random() > self.kept:
                continue
            else:
                odds = self.odds.on(life, day, days)
                chosen = [portion for portion in self.portions if random.random() < odds]
                taken = [(life.at(day, clock, random.gauss(0, _LATE_MINUTES)), amount) for clock, amount in chosen]
            yield from (_value(day, logged_at, amount) for logged_at, amount in taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Servings:
    """Single things a day that are to become fewer: from `first` to `now` on average. `week` tells this week's.

    They were noted in the evening as one number, and one by one of late.
    """

    first: float
    now: float
    clocks: tuple[str, ...]
    week: tuple[int, ...]
    one_by_one: int = 21

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]:
        monday = life.today - life.today.weekday() * DAY
        for day in days:
            count = self.week[day.weekday()] if day >= monday else self._count(life, day, days, random)
            if (life.today - day).days >= self.one_by_one:
                yield _value(day, life.at(day, "21:15", random.gauss(0, _LATE_MINUTES)), count)
                continue
            for clock in self.clocks[:count]:
                yield _value(day, life.at(day, clock, 0 if day == life.today else random.gauss(0, 9)), 1)

    def _count(self, life: Life, day: dt.date, days: Sequence[dt.date], random: Random) -> int:
        mean = self.first - (self.first - self.now) * (day - days[0]).days / max(1, (days[-1] - days[0]).days)
        count = round(random.gauss(mean / life.drive(day) * (0.8 if day.weekday() >= 5 else 1.0), 0.7))
        return min(len(self.clocks), max(0, count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Payments:
    """`amount` or so on the same day of each month, and `extra` ones: days after the start, amount, note."""

    amount: float
    on: int
    extra: tuple[tuple[int, int, str], ...] = ()

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]:
        extra = {days[0] + after * DAY: (amount, note) for after, amount, note in self.extra}
        for day in days:
            if day.day == self.on:
                yield _value(day, life.at(day, "09:05"), 5 * round(self.amount * random.uniform(0.85, 1.15) / 5))
            if day in extra:
                yield _value(day, life.at(day, "18:40"), *extra[day])


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """A measurement every `gap` days or so, from `first` to `last`, the reading of the last day; in whole `steps`."""

    first: float
    last: float
    gap: int
    spread: float
    steps: float
    at: str
    notes: tuple[str, ...] = ()

    def draw(self, life: Life, days: Sequence[dt.date], random: Random) -> Iterator[Draft]:
        low, high = sorted((self.first, self.last))
        index = 0
        while index < len(days) - 2:
            way = (days[index] - days[0]).days / (days[-1] - days[0]).days
            value = self.first + (self.last - self.first) * way + (random.gauss(0, self.spread) if index else 0)
            read = self.steps * round(min(high, max(low, value)) / self.steps)
            late = random.gauss(0, _LATE_MINUTES)
            yield _value(days[index], life.at(days[index], self.at, late), read, _said(random, self.notes, 0.2))
            index += max(1, round(random.gauss(self.gap, 2)))
        yield _value(days[-1], life.at(days[-1], self.at), self.last)


def _drawn(random: Random, odds: float, skipped: float) -> str:
    """ "d" at these odds, else perhaps "s", else "m" or nothing: misses are not always written down."""
    chance = random.random()
    if chance < odds:
        return "d"
    if chance < odds + skipped:
        return "s"
    return "m" if random.random() < _SAID_OF_BLANKS else ""


def _said(random: Random, words: tuple[str, ...], chance: float) -> str | None:
    return random.choice(words) if words and random.random() < chance else None


def _value(day: dt.date, logged_at: dt.datetime, value: float, content: str | None = None) -> Draft:
    amount = Decimal(f"{value:.1f}").normalize()
    return Draft(check_in_date=day, logged_at=logged_at, value_recorded=amount, content=content)
