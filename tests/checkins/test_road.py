"""The straight way to a target, against a hundred goals as Beeminder counts them."""

import json
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.road import Road, Standing, amount, road_through, road_to, safe_days, standing

GOALS: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "data" / "road.json").read_text())
DAYS_IN = {"w": 7, "d": 1}
START = date(2026, 1, 1)
# Where ours differs on purpose, as (Beeminder's safe days, ours).
DIFFERENT = {
    # On the wrong side yesterday and on the right one today: Beeminder has taken the money by then.
    34: (0, 1),
    # A silent day adds by the stretch that leads to it; on the day of a bend Beeminder looks at the next stretch. Our
    # limits, the only goals of which anything is presumed, have no bends.
    84: (4, 5),
    89: (39, 41),
}
amounts = st.decimals(-(10**16) + 1, 10**16 - 1, places=4)
knots = st.dictionaries(st.dates(), amounts, min_size=2, max_size=6)


def day(offset: int) -> date:
    return START + timedelta(days=offset)


def read(written: str) -> date:
    return date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}")


def exact(number: float) -> Fraction:
    return Fraction(str(number))


class Beeminder:
    """A goal of road.json as values of ours."""

    def __init__(self, goal: dict[str, Any]) -> None:
        params, self.expected = goal["params"], goal["expected"]
        self.today, self.above = read(self.expected["tcur"]), params["yaw"] > 0
        self.road = self._road(params)
        self.does_less = params["yaw"] * params["dir"] < 0
        recorded = [(read(written), exact(value)) for written, value, _ in goal["data"]]
        self.is_told = max(day for day, _ in recorded) == self.today
        self.value = sum(value for _, value in recorded) if params["kyoom"] else recorded[-1][1]

    @staticmethod
    def _road(params: dict[str, Any]) -> Road:
        found = [(read(params["tini"]), exact(params["vini"]))]
        for written, _, rate in (*params["road"], (params["tfin"], None, params["rfin"])):
            days = (read(written) - found[-1][0]).days
            found.append((read(written), found[-1][1] + exact(rate) * days / DAYS_IN[params["runits"]]))
        road = road_through(found)
        assert road is not None
        return road

    def presumed(self, rate: Fraction) -> Fraction:
        """Twice the rate; two where the road is flat."""
        return 2 * rate or Fraction(-2 if self.above else 2)

    def safe_days(self) -> int:
        """As Beeminder counts: a silent day of a goal to do less adds what is presumed, a silent today too."""
        if not self.does_less:
            return safe_days(self.road, Fraction(self.value), self.today, above=self.above)
        tomorrow = next(self.road.stretches_after(self.today)).rate
        value = Fraction(self.value) + (0 if self.is_told else self.presumed(tomorrow))
        return safe_days(self.road, value, self.today, above=self.above, presumed=self.presumed)


each_goal = pytest.mark.parametrize("number", range(len(GOALS)))


@each_goal
def test_line_and_delta_equal_those_of_beeminder(number: int) -> None:
    goal = Beeminder(GOALS[number])
    value = exact(round(goal.expected["vcur"], 9))
    assert float(value - goal.road.value_on(goal.today)) == pytest.approx(goal.expected["delta"], abs=1e-6)
    lines = [(float(goal.road.value_on(read(written))), line) for written, _, line in goal.expected["dueby"]]
    assert [ours for ours, _ in lines] == pytest.approx([theirs for _, theirs in lines], abs=1e-6)
    assert float(goal.road.knots[-1][1]) == pytest.approx(goal.expected["vfin"], abs=1e-6)


@each_goal
def test_safe_days_equal_those_of_beeminder(number: int) -> None:
    goal = Beeminder(GOALS[number])
    theirs, ours = DIFFERENT.get(number, (goal.expected["safebuf"],) * 2)
    assert (goal.expected["safebuf"], goal.safe_days()) == (theirs, ours)


def up() -> Road:
    """From 0 to 1000 in 100 days."""
    road = road_to((START, 0), (day(100), 1000))
    assert road is not None
    return road


def down() -> Road:
    """From 80 to 70 in 100 days."""
    road = road_to((START, 80), (day(100), 70))
    assert road is not None
    return road


@pytest.mark.parametrize(
    ("value", "at", "expected"),
    [
        (500, 50, Standing(Decimal(500), Decimal(0), 50, Decimal(10), 1)),
        (520, 50, Standing(Decimal(500), Decimal(20), 50, Decimal("9.6"), 3)),
        ("529.9", 50, Standing(Decimal(500), Decimal("29.9"), 50, Decimal("9.402"), 3)),
        ("499.9999", 50, Standing(Decimal(500), Decimal("-0.0001"), 50, Decimal(10), 0)),
        (1000, 50, Standing(Decimal(500), Decimal(500), 50, Decimal(0), 51)),
        (1200, 50, Standing(Decimal(500), Decimal(700), 50, Decimal(0), 51)),
        (990, 99, Standing(Decimal(990), Decimal(0), 1, Decimal(10), 1)),
        (990, 100, Standing(Decimal(1000), Decimal(-10), 0, Decimal(10), 0)),
        (1000, 100, Standing(Decimal(1000), Decimal(0), 0, Decimal(0), 1)),
        (990, 101, Standing(Decimal(1000), Decimal(-10), -1, None, None)),
        (0, -5, Standing(Decimal(0), Decimal(0), 105, Decimal("9.5238"), 6)),
    ],
)
def test_value_stands_against_a_rising_line(value: object, at: int, expected: Standing) -> None:
    assert standing(up(), Decimal(str(value)), day(at)) == expected


@pytest.mark.parametrize(
    ("value", "at", "expected"),
    [
        ("74.8", 50, Standing(Decimal(75), Decimal("-0.2"), 50, Decimal("-0.096"), 3)),
        ("75.1", 50, Standing(Decimal(75), Decimal("0.1"), 50, Decimal("-0.102"), 0)),
        (70, 50, Standing(Decimal(75), Decimal(-5), 50, Decimal(0), 51)),
        (69, 50, Standing(Decimal(75), Decimal(-6), 50, Decimal(0), 51)),
    ],
)
def test_value_stands_against_a_falling_line(value: object, at: int, expected: Standing) -> None:
    assert standing(down(), Decimal(str(value)), day(at)) == expected


def test_road_bends_at_values_that_were_planned_between() -> None:
    road = road_to((START, 0), (day(10), 100), [(day(4), 10), (day(0), 99), (day(10), 99), (day(30), 7)])
    assert road is not None
    assert [float(road.value_on(day(at))) for at in (0, 2, 4, 7, 10, 11)] == [0, 5, 10, 55, 100, 100]
    assert list(road.stretches_after(day(2))) == [(2, Fraction(5, 2)), (6, Fraction(15))]


@pytest.mark.parametrize(
    ("begin", "end"),
    [((day(5), 0), (day(5), 9)), ((day(6), 0), (day(5), 9)), ((day(0), 9), (day(5), Decimal("9.0")))],
)
def test_without_a_way_there_is_no_road(begin: Any, end: Any) -> None:
    assert road_to(begin, end) is None
    assert road_through([begin]) is None


def test_standing_is_told_in_json() -> None:
    assert standing(up(), Decimal(520), day(50)).as_json() == {
        "expected_value": Decimal(500),
        "delta": Decimal(20),
        "days_left": 50,
        "required_rate": Decimal("9.6"),
        "safe_days": 3,
    }


@pytest.mark.parametrize(
    ("value", "rounded"), [(Fraction(1, 3), "0.3333"), (Fraction(-2, 3), "-0.6667"), (Fraction(0), "0")]
)
def test_amounts_have_four_decimals(value: Fraction, rounded: str) -> None:
    assert amount(value) == Decimal(rounded)


@given(knots, st.dates(), amounts, st.booleans(), st.sampled_from([None, 0, 2]))
def test_value_is_safe_through_its_days_and_no_longer(
    found: dict[date, Decimal], today: date, value: Decimal, above: bool, times: int | None
) -> None:
    """The days that are counted at once are the same as walked one by one, as far as the walk goes."""
    road = road_through(found.items())
    assert road is not None
    presumed = None if times is None else lambda rate: times * rate
    days = safe_days(road, Fraction(value), today, above=above, presumed=presumed)
    now = Fraction(value)
    for ahead in range(min(days, 60) + 1):
        then = today.toordinal() + ahead
        if then > road.end.toordinal() or then > date.max.toordinal():
            assert days == ahead
            return
        is_good = (
            (now >= road.value_on(date.fromordinal(then))) if above else now <= road.value_on(date.fromordinal(then))
        )
        assert is_good is (ahead < days)
        rate = next((stretch.rate for stretch in road.stretches_after(date.fromordinal(then))), Fraction(0))
        now += presumed(rate) if presumed else 0


@given(knots, st.dates(), amounts, amounts)
def test_more_is_never_less_safe_above_a_line(
    found: dict[date, Decimal], today: date, value: Decimal, more: Decimal
) -> None:
    road = road_through(found.items())
    assert road is not None
    lower, higher = sorted((Fraction(value), Fraction(more)))
    assert safe_days(road, lower, today, above=True) <= safe_days(road, higher, today, above=True)
    assert safe_days(road, lower, today, above=False) >= safe_days(road, higher, today, above=False)


@given(knots, st.dates(), amounts, amounts, st.decimals("0.01", 1000, places=2))
def test_road_does_not_see_zero_or_the_unit(
    found: dict[date, Decimal], today: date, value: Decimal, shift: Decimal, scale: Decimal
) -> None:
    def moved(each: Decimal) -> Fraction:
        return Fraction(each) * Fraction(scale) + Fraction(shift)

    road, other = road_through(found.items()), road_through((day, moved(each)) for day, each in found.items())
    assert road is not None
    assert other is not None
    plain = safe_days(road, Fraction(value), today, above=True)
    assert safe_days(other, moved(value), today, above=True) == plain


@given(knots, st.dates(), amounts)
def test_any_value_stands_within_the_ends_of_its_road(found: dict[date, Decimal], today: date, value: Decimal) -> None:
    road = road_through(found.items())
    assert road is not None
    stands = standing(road, value, today)
    assert min(found.values()) <= stands.expected <= max(found.values())
    assert stands.delta == value - stands.expected
    assert (stands.required_rate is None) is (stands.safe_days is None) is (today > max(found))
