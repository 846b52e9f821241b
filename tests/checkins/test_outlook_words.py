"""The outlook in sentences, and why there is no forecast."""

import datetime as dt
from decimal import Decimal

import pytest

from checkins.forecast import Arrival, Forecast, Reason, Refused
from checkins.limits import Allowance
from checkins.outlook_words import arrival_in_words, limit_in_words, refusal_in_words, rough
from goals.models import Goal

DAY = dt.date(2026, 11, 20)


def foreseen(*days: int | None) -> Forecast:
    arrival = Arrival(*(None if day is None else DAY + dt.timedelta(days=day) for day in days))
    return Forecast(Decimal(1), 28, arrival, (), None, None)


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (Refused(Reason.TOO_FEW_DAYS, 1), "Forecast after 1 more day."),
        (Refused(Reason.TOO_FEW_DAYS, 14), "Forecast after 14 more days."),
        (Refused(Reason.TOO_FEW_CHECK_INS, 3), "Forecast after 3 more check-ins."),
        (Refused(Reason.AVERAGE), "An average of all readings moves ever less, so it is not forecast."),
        (Refused(Reason.REACHED), ""),
        (Refused(Reason.NO_TARGET), ""),
    ],
)
def test_refusal_says_what_it_takes(refused: Refused, sentence: str) -> None:
    assert refusal_in_words(refused) == sentence


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ((None, None, None), "At this rate the target is not met within ten years."),
        ((10, 20, None), "At this rate the target is met around 10 December 2026."),
        ((20, 20, 20), "At this rate the target is met on 10 December 2026."),
        (
            (10, 20, 40),
            "At this rate the target is met around 10 December 2026, between 30 November 2026 and 30 December 2026.",
        ),
    ],
)
def test_arrival_is_told_as_a_range(days: tuple[int | None, ...], sentence: str) -> None:
    assert arrival_in_words(foreseen(*days)) == sentence


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [("1234.56", None, "1235"), ("12.34", None, "12.3"), ("1.234", None, "1.23"), ("38.75", "GBP", "39")],
)
def test_computed_numbers_are_rounded_to_what_they_deserve(value: str, currency: str | None, shown: str) -> None:
    assert str(rough(Decimal(value), Goal(currency=currency))) == shown


def limit(**changes: object) -> Allowance:
    fields = {
        "first": DAY,
        "last": DAY + dt.timedelta(days=6),
        "limit": Decimal(14),
        "used": Decimal(9),
        "left": Decimal(5),
        "days_left": 3,
        "per_day": Decimal("1.6667"),
        "pace": Decimal(10),
        "usual": Decimal("1.8"),
        "projected": Decimal("14.4"),
        "runs_out_on": DAY + dt.timedelta(days=6),
        "safe_days": 2,
    }
    return Allowance(**{**fields, **changes})  # type: ignore[arg-type]


def test_limit_says_where_the_period_closes_and_when_it_is_passed() -> None:
    goal = Goal(unit="cups")
    closes = "At the usual 1.8 a day the period ends at 14.4 cups."
    assert limit_in_words(goal, limit()) == f"{closes} The limit is passed on 26 November 2026 then."
    assert limit_in_words(goal, limit(runs_out_on=None)) == closes
    assert limit_in_words(goal, limit(left=Decimal(-1))) == closes


def test_limit_says_nothing_on_the_last_day_or_without_experience() -> None:
    assert [limit_in_words(Goal(), limit(**each)) for each in ({"days_left": 1}, {"usual": None})] == ["", ""]
