"""Terms: what was agreed about a goal, and from when to when it held."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext, ngettext, pgettext

from config.enums import direct


@direct
class Period(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


Measure = str | Callable[[Decimal], str] | None
DAYS_IN = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 30}


@dataclass(frozen=True)
class Terms:
    """Weekdays come before every-N-days, which comes before the period; an empty list of weekdays is none.

    ValueError for terms that no calendar can follow.
    """

    period: Period = Period.DAY
    times_per_period: int = 1
    weekdays: tuple[int, ...] | None = None
    every_n_days: int | None = None
    target_value: Decimal | None = None
    baseline_value: Decimal | None = None
    target_date: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "period", Period(self.period))
        object.__setattr__(self, "weekdays", _in_order(self.weekdays))
        if self.times_per_period < 1 or (self.every_n_days is not None and self.every_n_days < 1):
            raise ValueError("times and days of terms are at least 1")

    def loop_frequency(self) -> tuple[int, int]:
        """Times and days, as Loop Habit Tracker writes a frequency; a month counts 30 days."""
        if self.weekdays:
            return len(self.weekdays), 7
        if self.every_n_days:
            return self.times_per_period, self.every_n_days
        return self.times_per_period, DAYS_IN[self.period]

    def frequency(self) -> float:
        """Times a day."""
        times, days = self.loop_frequency()
        return times / days

    def in_words(self, unit: Measure = None, pattern: str = "recurring") -> str:
        """The terms as a person says them: "3 times a week", "at most 14 cups a week", "every day, 30 days in a row".

        Empty for a pattern without a rhythm (target, milestone). `unit` is a word, or what writes an amount out.
        """
        if pattern in ("target", "milestone"):
            return ""
        if pattern == "limit":
            most = _amount(self.target_value or Decimal(0), unit)
            return gettext("at most %(amount)s %(rhythm)s") % {"amount": most, "rhythm": self._span_in_words()}
        if self.target_value is None:
            return self._rhythm_in_words()
        if pattern == "streak":
            days = int(self.target_value)
            run = ngettext("%(days)d day in a row", "%(days)d days in a row", days) % {"days": days}
            return f"{self._rhythm_in_words()}, {run}"
        return f"{_amount(self.target_value, unit)} {self._span_in_words()}"

    def _rhythm_in_words(self) -> str:
        times = self.times_per_period
        if self.weekdays or (self.every_n_days and times == 1):
            return self._due_days_in_words()
        if self.every_n_days:
            words = ngettext("%(times)d time every %(days)d days", "%(times)d times every %(days)d days", times)
            return words % {"times": times, "days": self.every_n_days}
        if times == 1:
            return {
                Period.DAY: gettext("every day"),
                Period.WEEK: gettext("once a week"),
                Period.MONTH: gettext("once a month"),
            }[self.period]
        words = {
            Period.DAY: ngettext("%(times)d time a day", "%(times)d times a day", times),
            Period.WEEK: ngettext("%(times)d time a week", "%(times)d times a week", times),
            Period.MONTH: ngettext("%(times)d time a month", "%(times)d times a month", times),
        }[self.period]
        return words % {"times": times}

    def _due_days_in_words(self) -> str:
        if self.weekdays:
            names = weekday_names()
            return gettext("every day") if len(self.weekdays) == 7 else ", ".join(names[day] for day in self.weekdays)
        days = self.every_n_days or 1
        return ngettext("every day", "every %(days)d days", days) % {"days": days}

    def _span_in_words(self) -> str:
        """What an amount is counted over: "a week", "every 3 days"."""
        if self.weekdays or self.every_n_days:
            return self._due_days_in_words()
        return {
            Period.DAY: gettext("a day"),
            Period.WEEK: gettext("a week"),
            Period.MONTH: gettext("a month"),
        }[self.period]


@dataclass(frozen=True)
class TermsHistory:
    """All terms a goal ever had: each of `past` held through its day, `current` from then on."""

    past: tuple[tuple[date, Terms], ...]
    current: Terms

    def __post_init__(self) -> None:
        if self.past:
            object.__setattr__(self, "past", tuple(sorted(self.past, key=lambda held: held[0])))

    def on(self, day: date) -> Terms:
        """The terms in force on `day`; the earliest known ones before that."""
        if not self.past:
            return self.current
        index = bisect_left(self.past, day, key=lambda held: held[0])
        return self.past[index][1] if index < len(self.past) else self.current


def weekday_names() -> list[str]:
    """Short names, Monday first."""
    return [
        pgettext("short weekday", "Mon"),
        pgettext("short weekday", "Tue"),
        pgettext("short weekday", "Wed"),
        pgettext("short weekday", "Thu"),
        pgettext("short weekday", "Fri"),
        pgettext("short weekday", "Sat"),
        pgettext("short weekday", "Sun"),
    ]


def _in_order(weekdays: Iterable[int] | None) -> tuple[int, ...] | None:
    if not weekdays:
        return None
    days = tuple(sorted(set(weekdays)))
    if not set(days) <= set(range(7)):
        raise ValueError("weekdays are numbered 0 (Monday) to 6")
    return days or None


def _amount(value: Decimal, unit: Measure) -> str:
    if callable(unit):
        return unit(value)
    number = f"{value.normalize():f}"
    return f"{number} {unit}" if unit else number
