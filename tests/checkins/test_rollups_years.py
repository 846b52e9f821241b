"""A year of a goal: its days, their values, and what they add up to."""

import datetime as dt
import json
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.models import Strip
from checkins.rollups.columns import columns, read
from checkins.rollups.settled import Settled
from checkins.rollups.years import Entry, Row, Tally, Year
from checkins.sums import Sums, whole
from checkins.units import DayRecord

FIRST = dt.date(2024, 1, 1)  # of a leap year
NOON = dt.datetime(2024, 1, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)

statuses = st.sampled_from([None, None, "completed", "skipped", "missed"])
values = st.none() | st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
instants = st.integers(0, 40).map(lambda hours: NOON + hours * HOUR)
# Per day of the year what was recorded on it, at most one status.
days = st.dictionaries(
    st.integers(0, 365),
    st.tuples(statuses, st.lists(st.tuples(values, instants), max_size=4)),
    max_size=12,
)


def rows_of(index: int, drawn: tuple[str | None, list[tuple[Decimal | None, dt.datetime]]]) -> list[Row]:
    status, found = drawn
    day = FIRST + index * DAY
    return [Row(day, None if number else status, value, at) for number, (value, at) in enumerate(found)]


def written(days: dict[int, list[Row]], start: dt.date = dt.date.min) -> Year:
    year = Year.empty(2024)
    for index, rows in sorted(days.items()):
        year.write(FIRST + index * DAY, rows)
    year.recount(start)
    return year


def row(index: int, status: str | None = None, value: int | None = None, at: dt.datetime = NOON) -> Row:
    return Row(FIRST + index * DAY, status, None if value is None else Decimal(value), at)


@pytest.mark.parametrize(("number", "days"), [(2023, 365), (2024, 366), (2000, 366), (1900, 365), (9999, 365)])
def test_empty_year_is_as_long_as_the_year(number: int, days: int) -> None:
    year = Year.empty(number)
    assert (bytes(year.marks), bytes(year.units)) == (b"." * days, b"." * days)
    assert year.day(days - 1) == dt.date(number, 12, 31)
    assert year.index(dt.date(number, 12, 31)) == days - 1


@given(days)
def test_days_come_back_as_they_were_recorded(drawn: dict[int, tuple]) -> None:
    held = {index: rows_of(index, day) for index, day in drawn.items()}
    expected = {}
    for index, rows in held.items():
        numbers = [each.value for each in rows if each.value is not None]
        status = next((each.status for each in rows if each.status), None)
        if status or numbers:
            total = sum(numbers, Decimal(0)) if numbers else None
            expected[FIRST + index * DAY] = DayRecord(status, total)
    assert dict(written(held).records()) == expected


@given(days, st.integers(-3, 370))
def test_records_after_a_day_are_the_later_ones(drawn: dict[int, tuple], index: int) -> None:
    year = written({index: rows_of(index, day) for index, day in drawn.items()})
    after = FIRST + index * DAY
    assert list(year.records(after)) == [(day, record) for day, record in year.records() if day > after]


@given(days, st.integers(0, 365))
def test_tally_and_sums_are_those_of_the_rows(drawn: dict[int, tuple], begin: int) -> None:
    held = {index: rows_of(index, day) for index, day in drawn.items()}
    start = FIRST + begin * DAY
    year = written(held, start)
    rows = [each for _, found in sorted(held.items()) for each in found]
    told = Counter(each.status for each in rows)
    numbers = [whole(each.value) for each in rows if each.value is not None]
    assert year.tally == Tally(
        completed=told["completed"],
        skipped=told["skipped"],
        missed=told["missed"],
        check_ins=len(rows),
        values=len(numbers),
        total=sum(numbers),
        logged=max((each.logged for each in rows if each.logged), default=None),
    )
    since = [(each.day, whole(each.value)) for each in rows if each.value is not None and each.day >= start]
    assert year.sums == Sums.of(since)


@given(days, days, st.lists(st.integers(0, 365), max_size=4))
def test_days_written_again_are_as_if_written_once(
    first: dict[int, tuple], second: dict[int, tuple], emptied: list[int]
) -> None:
    """Whatever order days came, changed and went in, the year is that of what is there in the end."""
    before = {index: rows_of(index, day) for index, day in first.items()}
    changes = {index: rows_of(index, day) for index, day in second.items()} | {index: [] for index in emptied}
    year = written(before)
    for index, rows in sorted(changes.items()):
        year.write(FIRST + index * DAY, rows)
    final = {index: rows for index, rows in (before | changes).items() if rows}
    if not year.is_told:
        newest = max(((each.logged, each.day) for rows in final.values() for each in rows), default=None)
        year.tell(*((newest[1], newest[0]) if newest else (None, None)))
    year.recount(dt.date.min)
    assert year == written(final)


def test_newest_is_unknown_once_the_check_in_that_was_recorded_last_is_gone() -> None:
    year = written({3: [row(3, "completed")], 9: [row(9, "completed", at=NOON + HOUR)]})
    assert (year.newest, year.tally.logged) == (9, NOON + HOUR)
    year.write(FIRST + 3 * DAY, [])
    assert (year.is_told, year.newest) == (True, 9)
    year.write(FIRST + 9 * DAY, [row(9, "completed", at=NOON - HOUR)])
    assert not year.is_told
    year.tell(FIRST + 9 * DAY, NOON - HOUR)
    assert (year.is_told, year.newest, year.tally.logged) == (True, 9, NOON - HOUR)


@given(days)
def test_year_that_is_told_later_needs_no_instants(drawn: dict[int, tuple]) -> None:
    held = {index: found for index, day in drawn.items() if (found := rows_of(index, day))}
    whole_year, told = written(held), Year.empty(2024)
    told.tell_later()
    for index, found in sorted(held.items()):
        told.write(FIRST + index * DAY, [each._replace(logged=None) for each in found])
    newest = None if whole_year.newest is None else FIRST + whole_year.newest * DAY
    told.tell(newest, whole_year.tally.logged)
    told.recount(dt.date.min)
    assert told == whole_year


def test_notes_leave_no_mark_and_are_counted() -> None:
    year = written({5: [row(5), row(5)], 6: [row(6, "missed"), row(6)], 7: [row(7, value=0)]})
    assert bytes(year.marks[5:8]) == b".mz"
    assert (year.others, year.tally.check_ins) == ({5: 2, 6: 2}, 5)


def test_values_of_a_day_are_kept_in_their_order() -> None:
    year = written({0: [row(0, value=3), row(0, value=9), row(0, value=-1)]})
    assert year.values == {0: Entry(110000, 3, 30000, -10000, 90000)}


@given(st.lists(st.builds(Tally, *[st.integers(0, 9)] * 5, st.integers(-9, 9), st.none() | instants), max_size=4))
def test_tallies_add_up_in_any_grouping(parts: list[Tally]) -> None:
    together = sum(parts, Tally())
    backwards = Tally()
    for part in reversed(parts):
        backwards = part + backwards
    assert together == backwards
    assert together.logged == max((each.logged for each in parts if each.logged), default=None)
    assert Tally.from_json(json.loads(json.dumps(together.as_json()))) == together


def test_units_are_remembered_by_their_days() -> None:
    year = Year.empty(2024)
    year.remember("S", FIRST, FIRST)
    year.remember("M", FIRST + 2 * DAY, FIRST + 4 * DAY)
    assert bytes(year.units[:6]) == b"S.--M."


def test_unit_over_new_year_is_remembered_in_both_years() -> None:
    old, new = Year.empty(2023), Year.empty(2024)
    for year in (old, new):
        year.remember("S", dt.date(2023, 12, 30), dt.date(2024, 1, 2))
    assert (bytes(old.units[-3:]), bytes(new.units[:3])) == (b".--", b"-S.")
    assert b"S" not in old.units


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (dt.date.min, b"....."),
        (FIRST - DAY, b"....."),
        (FIRST, b"S...."),
        (FIRST + 3 * DAY, b"SSSS."),
        (dt.date(2024, 12, 31), b"SSSSS"),
        (dt.date(2025, 3, 1), b"SSSSS"),
    ],
)
def test_units_after_a_day_are_forgotten(day: dt.date, left: bytes) -> None:
    year = Year.empty(2024)
    for index in range(5):
        year.remember("S", FIRST + index * DAY, FIRST + index * DAY)
    year.forget_after(day)
    assert bytes(year.units) == left + b"." * 361


@given(days, st.integers(0, 365))
def test_year_comes_back_from_its_columns(drawn: dict[int, tuple], begin: int) -> None:
    year = written({index: rows_of(index, day) for index, day in drawn.items()}, FIRST + begin * DAY)
    held = Settled(strength=0.25, through=FIRST, run=3, began=FIRST, covered=(FIRST, 1))
    year.states = {2: held.as_json(), 11: Settled().as_json()}
    year.tally_before, year.sums_before = Tally(1, 2, 3, 4, 5, 6, NOON), Sums.of([(FIRST - DAY, 7)])
    year.remember("K", FIRST, FIRST + 3 * DAY)
    stored = json.loads(json.dumps(columns(year)))
    assert read(Strip(year=2024, **stored)) == year
