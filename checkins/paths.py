"""The path to a target through all that was agreed: an edit bends it on its day and leaves the days before alone.

Each agreement has a road of its own. It goes on from where the one before had led by then, straight to the new target
and date, through the values planned between. Where the old road was over, or there was none, the new one is the
straight line from the start, from its day on. All of it is pure.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from checkins.road import Knot, Road, road_through, road_to
from goals.terms import Terms, TermsHistory

_DAY = dt.timedelta(days=1)

Start = Callable[[Decimal | None], Decimal | None]
Agreement = tuple[Decimal | None, Decimal | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Path:
    """Each of the `past` roads held through its day, `road` from then on: what figures are made of."""

    past: tuple[tuple[dt.date, Road], ...]
    road: Road

    def value_on(self, day: dt.date) -> Fraction:
        held = next((road for through, road in self.past if day <= through), self.road)
        return held.value_on(day)

    @property
    def knots(self) -> list[tuple[dt.date, Fraction]]:
        """What is drawn: every road over the days on which it held."""
        found: dict[dt.date, Fraction] = {}
        since = dt.date.min
        for through, road in [*self.past, (dt.date.max, self.road)]:
            ends = [day for day in (since, through) if road.knots[0][0] <= day < dt.date.max]
            days = [day for day, _value in road.knots if since <= day <= through]
            found |= {day: road.value_on(day) for day in (*days, *ends)}
            since = through + _DAY if through < dt.date.max else through
        return sorted(found.items())


def path_of(history: TermsHistory, start: dt.date, begins: Start, planned: Iterable[Knot] = ()) -> Path | None:
    """None where what holds now names no target and date, or no way to go.

    `begins` says where the way begins by a baseline, None where nobody knows; `planned` are the values of milestones.
    """
    past: list[tuple[dt.date, Road]] = []
    road: Road | None = None
    for since, terms in _agreements(history, start):
        if road is not None:
            past.append((since - _DAY, road))
        road = _road(road, since, start, begins(terms.baseline_value), terms, list(planned))
    return None if road is None else Path(tuple(past), road)


def _agreements(history: TermsHistory, start: dt.date) -> list[tuple[dt.date, Terms]]:
    """What was agreed about the way, from which day on; the first from the start."""
    found: list[tuple[dt.date, Terms]] = []
    since = start
    held: Sequence[tuple[dt.date, Terms]] = [*history.past, (dt.date.max, history.current)]
    for through, terms in held:
        if through < start:
            continue
        if not found or _way(found[-1][1]) != _way(terms):
            found.append((since, terms))
        since = through + _DAY if through < dt.date.max else through
    return found


def _way(terms: Terms) -> Agreement:
    return terms.target_value, terms.baseline_value, terms.target_date


def _road(
    old: Road | None, since: dt.date, start: dt.date, base: Decimal | None, terms: Terms, planned: Sequence[Knot]
) -> Road | None:
    target, by = terms.target_value, terms.target_date
    if target is None or by is None or base is None:
        return None
    straight = road_to((start, base), (by, target), planned)
    if straight is None or old is None or not _goes_on(old, straight) or not start < since <= min(old.end, by - _DAY):
        return straight
    low, high = sorted((straight.knots[0][1], straight.knots[-1][1]))
    bend = min(max(old.value_on(since), low), high)
    behind: list[Knot] = [knot for knot in old.knots if knot[0] < since]
    ahead = [knot for knot in planned if since < knot[0] < by]
    return road_through([*behind, (since - _DAY, old.value_on(since - _DAY)), (since, bend), *ahead, (by, target)])


def _goes_on(old: Road, straight: Road) -> bool:
    """Whether the new target lies the same way as the old one, also from where the old road began."""
    (begin, end), (base, target) = ((road.knots[0][1], road.knots[-1][1]) for road in (old, straight))
    return (end > begin) == (target > base) == (target > begin) and target != begin
