from datetime import date
from decimal import Decimal

import pytest

from goals.terms import Period, Terms, TermsHistory


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (Terms(), "every day"),
        (Terms(Period.DAY, 3), "3 times a day"),
        (Terms(Period.WEEK), "once a week"),
        (Terms(Period.WEEK, 3), "3 times a week"),
        (Terms(Period.MONTH), "once a month"),
        (Terms(Period.MONTH, 2), "2 times a month"),
        (Terms(weekdays=(0, 2, 4)), "Mon, Wed, Fri"),
        (Terms(weekdays=(5,)), "Sat"),
        (Terms(weekdays=tuple(range(7))), "every day"),
        (Terms(every_n_days=3), "every 3 days"),
        (Terms(every_n_days=1), "every day"),
        (Terms(times_per_period=2, every_n_days=3), "2 times every 3 days"),
    ],
)
def test_in_words_says_the_rhythm(terms: Terms, words: str) -> None:
    assert terms.in_words() == words


@pytest.mark.parametrize(
    ("terms", "unit", "pattern", "words"),
    [
        (Terms(Period.WEEK, target_value=Decimal("20.0000")), "km", "recurring", "20 km a week"),
        (Terms(target_value=Decimal("2.5")), "l", "recurring", "2.5 l a day"),
        (Terms(Period.MONTH, target_value=Decimal(100)), None, "recurring", "100 a month"),
        (Terms(weekdays=(1, 3), target_value=Decimal(30)), "min", "recurring", "30 min Tue, Thu"),
        (Terms(every_n_days=3, target_value=Decimal(30)), "min", "recurring", "30 min every 3 days"),
        (Terms(Period.WEEK, target_value=Decimal(14)), "cups", "limit", "at most 14 cups a week"),
        (Terms(), "cups", "limit", "at most 0 cups a day"),
        (Terms(target_value=Decimal(30)), None, "streak", "every day, 30 days in a row"),
        (Terms(), None, "streak", "every day"),
        (Terms(target_value=Decimal(70)), "kg", "target", ""),
        (Terms(), None, "milestone", ""),
    ],
)
def test_in_words_says_the_amount(terms: Terms, unit: str | None, pattern: str, words: str) -> None:
    assert terms.in_words(unit, pattern) == words


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Terms(), (1, 1)),
        (Terms(Period.DAY, 3), (3, 1)),
        (Terms(Period.WEEK, 3), (3, 7)),
        (Terms(Period.MONTH, 10), (10, 30)),
        (Terms(every_n_days=3), (1, 3)),
        (Terms(times_per_period=2, every_n_days=3), (2, 3)),
        (Terms(Period.WEEK, weekdays=(0, 2, 4)), (3, 7)),
    ],
)
def test_loop_frequency_is_times_and_days(terms: Terms, expected: tuple[int, int]) -> None:
    assert terms.loop_frequency() == expected
    assert terms.frequency() == expected[0] / expected[1]


def test_terms_put_weekdays_in_order_and_read_an_empty_list_as_none() -> None:
    assert Terms(weekdays=(4, 0, 4)).weekdays == (0, 4)
    assert Terms(weekdays=()).weekdays is None


def test_terms_read_a_period_from_its_word() -> None:
    assert Terms("week").period is Period.WEEK  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "nonsense",
    [{"period": "year"}, {"weekdays": (7,)}, {"weekdays": (-1,)}, {"times_per_period": 0}, {"every_n_days": 0}],
)
def test_terms_refuse_what_no_calendar_can_follow(nonsense: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"year|weekdays|at least"):
        Terms(**nonsense)  # type: ignore[arg-type]


def test_history_gives_the_terms_in_force_on_each_day() -> None:
    first, second, current = Terms(), Terms(Period.WEEK, 3), Terms(Period.WEEK, 2)
    history = TermsHistory(((date(2026, 3, 31), second), (date(2026, 1, 31), first)), current)
    days = [date(2025, 1, 1), date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31), date(2026, 4, 1)]
    assert [history.on(day) for day in days] == [first, first, second, second, current]
