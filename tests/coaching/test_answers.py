"""What short answers say."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.answers import Amount, read_amount, read_day, read_every, read_often, read_weekdays

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100 km", Amount(Decimal(100), "km")),
        ("$2,000", Amount(Decimal(2000), "USD")),
        ("1200 Euros", Amount(Decimal(1200), "EUR")),
        ("twenty minutes", Amount(Decimal(20), "minute")),
        ("10k steps", Amount(Decimal(10_000), "step")),
        ("14 cups a week", Amount(Decimal(14), "cup")),
        ("It is 6", Amount(Decimal(6))),
        ("7 a week", Amount(Decimal(7))),
        ("none", None),
    ],
)
def test_amounts_are_read_with_their_unit(text: str, expected: Amount | None) -> None:
    assert read_amount(text) == expected


@pytest.mark.parametrize(
    ("text", "times", "period"),
    [
        ("3 times a week", 3, "week"),
        ("Twice a month", 2, "month"),
        ("every day", 1, "day"),
        ("Daily", 1, "day"),
        ("20 minutes a day", None, "day"),
    ],
)
def test_how_often_is_read(text: str, times: int | None, period: str) -> None:
    found = read_often(text)
    assert found is not None
    assert (found.times, found.period) == (times, period)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-06-30", dt.date(2027, 6, 30)),
        ("by 30 June", dt.date(2027, 6, 30)),
        ("June 30th", dt.date(2027, 6, 30)),
        ("June", dt.date(2027, 6, 30)),
        ("December", dt.date(2026, 12, 31)),
        ("in six weeks", dt.date(2027, 1, 8)),
        ("end of the year", dt.date(2026, 12, 31)),
        ("31 February", None),
        ("soon", None),
    ],
)
def test_days_to_come_are_read(text: str, expected: dt.date | None) -> None:
    assert read_day(text, NOW, TODAY) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mondays and Thursdays", (0, 3)),
        ("on mon, wed & fri", (0, 2, 4)),
        ("every Sunday.", (6,)),
        ("weekdays", (0, 1, 2, 3, 4)),
        ("at the weekend", (5, 6)),
        ("Monday or Tuesday", ()),
        ("20 minutes on Mondays", ()),
        ("satisfying", ()),
        ("", ()),
    ],
)
def test_weekdays_are_read_where_nothing_else_is_said(text: str, days: tuple[int, ...]) -> None:
    assert read_weekdays(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every other day", 2),
        ("Every 3 days.", 3),
        ("every third day", 3),
        ("every two weeks", 14),
        ("once a fortnight", 14),
        ("every day", None),
        ("every 0 days", None),
        ("every 999 weeks", None),
        ("every few days", None),
    ],
)
def test_round_of_days_is_read(text: str, days: int | None) -> None:
    assert read_every(text) == days


@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_a_reader(text: str) -> None:
    read_amount(text)
    read_often(text)
    read_weekdays(text)
    read_every(text)
    read_day(text, NOW, TODAY)
