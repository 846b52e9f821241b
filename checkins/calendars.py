"""A goal's days as tables: the last 53 weeks, and a month whose days can be corrected."""

import datetime as dt
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.looks import Looks
from checkins.rollups.judging import Years
from checkins.standing import Standing
from goals.days import period_of, week_start
from goals.models.choices import Pattern
from goals.terms import weekday_names

WEEKS = 53
_DAY = dt.timedelta(days=1)
_CLASSES = {"skip": "k", "missed": "m", "rest": "n", "todo": "o"}


class Cell(NamedTuple):
    """A day: its class, what it says to those who do not see it, its number, and whether something can be recorded."""

    day: dt.date
    look: str
    words: str
    is_today: bool = False
    is_open: bool = False


class Weekday(NamedTuple):
    """A line of the year: the weekday, whether its name is shown, and its days, oldest first."""

    name: str
    letter: str
    cells: list[Cell]


class Year(NamedTuple):
    reading: str
    weekdays: list[Weekday]


class Month(NamedTuple):
    """Weeks of a month; None stands for a day of another month. `before` and `after` are months to go to."""

    first: dt.date
    names: list[str]
    weeks: list[list[Cell | None]]
    before: dt.date | None
    after: dt.date | None


def year_starts_on(standing: Standing) -> dt.date:
    """The first of the days that the year shows."""
    return week_start(standing.today, standing.goal.owner.week_starts_on) - dt.timedelta(weeks=WEEKS - 1)


def year_of_days(standing: Standing, years: Years) -> Year:
    """The last 53 weeks through the end of this one; every day says in words what its colour shows."""
    first = year_starts_on(standing)
    looks, names = Looks(standing, years, first), weekday_names()
    weekdays, counted = [], dict.fromkeys(("done", "part", "skip", "missed"), 0)
    for number in range(7):
        days = [first + (7 * week + number) * _DAY for week in range(WEEKS)]
        cells = [_cell_of_year(looks, day) for day in days]
        for day in days:
            if day <= standing.today and (look := looks.look(day)) in counted:
                counted[look] += 1
        name = names[days[0].weekday()]
        weekdays.append(Weekday(name, name[:1] if number % 2 == 0 else "", cells))
    return Year(_reading(counted, has_statuses=standing.goal.pattern in (Pattern.RECURRING, Pattern.STREAK)), weekdays)


def _reading(counted: dict[str, int], *, has_statuses: bool) -> str:
    done = counted["done"] + counted["part"]
    if not has_statuses:
        return _("Something was recorded on %(days)d of these days.") % {"days": done}
    numbers = {"done": done, "skipped": counted["skip"], "missed": counted["missed"]}
    return _("%(done)d done · %(skipped)d skipped · %(missed)d missed. Skipped days are neutral.") % numbers


def _cell_of_year(looks: Looks, day: dt.date) -> Cell:
    today, short = looks.standing.today, date_format(day, "j M")
    if day > today:
        return Cell(day, "f", _("%(day)s: not yet") % {"day": short})
    look = looks.look(day)
    classes = f"l{looks.level(day)}" if look in ("done", "part") else _CLASSES[look]
    return Cell(day, classes, f"{short}: {looks.words(day)}", is_today=day == today)


def month_of_days(standing: Standing, years: Years, month: dt.date, *, earliest: dt.date) -> Month:
    """The month that begins on `month`; `earliest` is the first day to go back to."""
    first, last = period_of(month, "month", 0)
    starts_on, today = standing.goal.owner.week_starts_on, standing.today
    looks = Looks(standing, years, first)
    days = [first + ahead * _DAY for ahead in range((last - first).days + 1)]
    blanks: list[Cell | None] = [None] * ((first.weekday() - starts_on) % 7)
    cells = blanks + [_cell_of_month(looks, day) for day in days]
    cells += [None] * (-len(cells) % 7)
    names = weekday_names()
    return Month(
        first,
        [names[(starts_on + place) % 7] for place in range(7)],
        [cells[place : place + 7] for place in range(0, len(cells), 7)],
        (first - _DAY).replace(day=1) if first > earliest else None,
        last + _DAY if last < today else None,
    )


def _cell_of_month(looks: Looks, day: dt.date) -> Cell:
    today, long = looks.standing.today, date_format(day, "l j F")
    if day > today:
        return Cell(day, "future", _("%(day)s: not yet") % {"day": long})
    return Cell(day, looks.look(day), f"{long}: {looks.words(day)}", day == today, is_open=True)
