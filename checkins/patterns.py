"""Patterns in a person's days: weekdays and times of day that differ, goals that go together, the usual hour. Pure.

Each claim but the last compares two shares: kept on k of n days here, on k' of n' elsewhere. It is made when they lie
at least 15 points apart and chance alone would part them so in less than 1% divided by the number of comparisons tried
(Bonferroni): of a hundred people whose days are chance about one is told something in each of the two families
(weekdays and times of day; pairs). A claim that was made stays while it would hold at 10%, so that it does not come and
go with every day.

Weekdays and times of day: the interval of the difference (Newcombe 1998, method 10) must leave out zero. Pairs: two
goals that both rest on Sundays, or both fade, go together without having to do with each other, so their days are
compared within weekdays and thirds of the window (Cochran 1954; Mantel and Haenszel 1959, with continuity correction).
And days are no independent trials where both goals come in runs: a pair is judged with a variance that is larger by
1 + 2 Σ (1 − k/n) r_k s_k, of their autocorrelations over four weeks (Bartlett 1935).
"""

import datetime as dt
import math
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import NormalDist
from typing import Any

from checkins.findings import Finding
from checkins.intervals import newcombe, wilson
from checkins.models.insight import PREFIX, InsightKind

# What one side of a comparison must hold at least: days in a cell, days with and without the other goal.
CELL_DAYS = 4
PAIR_DAYS = 15
HOUR_DAYS = 14

_CLAIM, _KEEP = 0.01, 0.10
_LEAST_DIFFERENCE, _KEPT_DIFFERENCE = 0.15, 0.10
_LAGS = 28
# The usual hour is told when more than half of the days lie within three hours.
HOURS = 3
_USUAL = 0.5
_NORMAL = NormalDist()
_FARTHEST_Z = 7.0


@dataclass(frozen=True, slots=True)
class GoalDays:
    """How a goal's days in the window went: bit i stands for its day i.

    `judged` days count, `kept` ones of them were done. `is_due`: the goal is judged day by day, so that a day that was
    not kept was missed; else it asks for some days of a period. `begun` says in which part of the day the first amount
    was recorded, for goals that ask an amount of a day.
    """

    goal: uuid.UUID
    judged: int
    kept: int
    is_due: bool = True
    begun: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Kept on `kept` of `of` days here, on `other_kept` of `other_of` elsewhere; `z` where that is known beforehand."""

    key: str
    code: str
    goal: uuid.UUID
    kept: int
    of: int
    other_kept: int
    other_of: int
    numbers: dict[str, Any] = field(default_factory=dict)
    other_goal: uuid.UUID | None = None
    z: float | None = None

    @property
    def difference(self) -> float:
        return self.kept / self.of - self.other_kept / self.other_of

    @property
    def claim(self) -> str:
        return f"{PREFIX}{self.key}:{'more' if self.difference > 0 else 'less'}"


def patterns(goals: Sequence[GoalDays], first: dt.date, days: int, held: Collection[str] = ()) -> list[Finding]:
    """What the `days` from `first` show about `goals`; `held` are the keys of claims that were made before."""
    weekdays = _weekday_masks(first, days)
    strata = [weekday & third for weekday in weekdays for third in _thirds(days)]
    cells = [cell for one in goals for cell in (*_weekdays(one, weekdays), *_day_parts(one))]
    # What asks for some days of a week is not slipped on any of them.
    slips = {one.goal for one in goals if one.is_due}
    by_days = [one for one in _claims(cells, held) if one.code != "weekday_less" or one.goal in slips]
    return [*_weak_first(by_days), *_one_a_goal(_claims(list(_pairs(goals, strata)), held), held)]


def by_weekday(one: GoalDays, first: dt.date, days: int, last: int) -> list[tuple[int, int] | None]:
    """Kept and judged days of each weekday, Monday first, in the `last` of the `days`; None for fewer than 4."""
    recent = (1 << days) - (1 << max(0, days - last))
    cells = (
        (one.kept & one.judged & mask & recent, one.judged & mask & recent) for mask in _weekday_masks(first, days)
    )
    counts = ((kept.bit_count(), judged.bit_count()) for kept, judged in cells)
    return [cell if cell[1] >= CELL_DAYS else None for cell in counts]


def usual_hour(hours: Mapping[int, int], held: Collection[str] = ()) -> Finding | None:
    """The three hours that hold most days; `hours` counts the days by the hour (0 to 23) in which most was recorded."""
    total = sum(hours.values())
    if total < HOUR_DAYS:
        return None
    counts = [sum(hours.get((hour + step) % 24, 0) for step in range(HOURS)) for hour in range(24)]
    start = max(range(24), key=lambda hour: counts[hour])
    level = _KEEP if f"{PREFIX}hour" in held else _CLAIM
    chance = _tail(lambda z: wilson(counts[start], total, _level(z)).low - _USUAL) * 24
    if chance > level:
        return None
    used = [step for step in range(HOURS) if hours.get((start + step) % 24)]
    begin, end = (start + used[0]) % 24, (start + used[-1] + 1) % 24
    numbers = {"from": begin, "to": end, "kept": counts[start], "of": total}
    return Finding(f"{PREFIX}hour", InsightKind.PATTERN, "usual_hour", _confidence(chance), total, numbers)


def _weekdays(one: GoalDays, masks: Sequence[int]) -> Iterator[_Comparison]:
    for weekday, mask in enumerate(masks):
        yield from _cell(one, mask, f"weekday:{one.goal}:{weekday}", "weekday", {"weekday": weekday})


def _day_parts(one: GoalDays) -> Iterator[_Comparison]:
    """Days begun in one part of the day against days begun in the others."""
    begun = 0
    for mask in one.begun.values():
        begun |= mask
    some = GoalDays(one.goal, one.judged & begun, one.kept & begun)
    for name, mask in one.begun.items():
        yield from _cell(some, mask, f"begun:{one.goal}:{name}", "begun", {"part": name})


def _cell(one: GoalDays, mask: int, key: str, code: str, numbers: dict[str, Any]) -> Iterator[_Comparison]:
    here, there = one.judged & mask, one.judged & ~mask
    of, other_of = here.bit_count(), there.bit_count()
    if min(of, other_of) >= CELL_DAYS:
        kept, other_kept = (one.kept & here).bit_count(), (one.kept & there).bit_count()
        yield _Comparison(key, code, one.goal, kept, of, other_kept, other_of, numbers)


def _pairs(goals: Sequence[GoalDays], strata: Sequence[int]) -> Iterator[_Comparison]:
    """Each pair once, told about the goal that comes second unless too few days lie on one side of the first."""
    memories = {one.goal: _autocorrelations(one, strata) for one in goals}
    for index, one in enumerate(goals):
        for other in goals[index + 1 :]:
            both = one.judged & other.judged
            for given, told in ((one, other), (other, one)):
                with_it, without = both & given.kept, both & ~given.kept
                if min(with_it.bit_count(), without.bit_count()) < PAIR_DAYS:
                    continue
                inflation = _inflation(memories[one.goal], memories[other.goal], both.bit_count())
                yield _Comparison(
                    key=f"pair:{one.goal}:{other.goal}",
                    code="pair",
                    goal=told.goal,
                    other_goal=given.goal,
                    kept=(told.kept & with_it).bit_count(),
                    of=with_it.bit_count(),
                    other_kept=(told.kept & without).bit_count(),
                    other_of=without.bit_count(),
                    z=_stratified(with_it, without, told.kept, strata) / math.sqrt(inflation),
                )
                break


def _stratified(with_it: int, without: int, kept: int, strata: Sequence[int]) -> float:
    """The Cochran-Mantel-Haenszel statistic as a normal deviate, signed: positive where more is kept with it."""
    excess = variance = 0.0
    for stratum in strata:
        here, there = with_it & stratum, without & stratum
        of, other_of = here.bit_count(), there.bit_count()
        total = of + other_of
        if not of or not other_of:
            continue
        done = ((here | there) & kept).bit_count()
        excess += (here & kept).bit_count() - of * done / total
        variance += of * other_of * done * (total - done) / (total * total * (total - 1))
    return math.copysign(max(0.0, abs(excess) - 0.5), excess) / math.sqrt(variance) if variance else 0.0


def _autocorrelations(one: GoalDays, strata: Sequence[int]) -> list[float]:
    """Of what the days of `one` differ by from the others of their stratum, at lags of 1 to 28 days.

    0 where nothing varies.
    """
    size = max(1, one.judged.bit_length())
    around = [0.0] * size
    for stratum in strata:
        judged = one.judged & stratum
        if judged:
            mean = (one.kept & judged).bit_count() / judged.bit_count()
            for day in _bits(judged):
                around[day] = (one.kept >> day & 1) - mean
    variance = math.fsum(value * value for value in around)
    if not variance:
        return [0.0] * _LAGS
    return [
        math.fsum(value * later for value, later in zip(around, around[lag:], strict=False)) / variance
        for lag in range(1, _LAGS + 1)
    ]


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _inflation(one: Sequence[float], other: Sequence[float], days: int) -> float:
    """By how much the variance of the association of two series exceeds that of independent days; at least 1."""
    lags = enumerate(zip(one, other, strict=True), 1)
    return max(1.0, 1 + 2 * sum((1 - lag / days) * r * s for lag, (r, s) in lags if lag < days))


def _claims(comparisons: Sequence[_Comparison], held: Collection[str]) -> list[Finding]:
    tried = len(comparisons)
    found = []
    for one in comparisons:
        level, least = (_KEEP, _KEPT_DIFFERENCE) if one.claim in held else (_CLAIM, _LEAST_DIFFERENCE)
        if abs(one.difference) < least:
            continue
        chance = _chance(one) * 2 * tried
        if chance <= level:
            found.append(_finding(one, chance))
    return found


def _finding(one: _Comparison, chance: float) -> Finding:
    numbers = {"kept": one.kept, "of": one.of, "other_kept": one.other_kept, "other_of": one.other_of}
    is_pair = one.other_goal is not None
    return Finding(
        key=one.claim,
        kind=InsightKind.CORRELATION if is_pair else InsightKind.PATTERN,
        code=one.code if is_pair else f"{one.code}_{one.claim.rpartition(':')[2]}",
        confidence=_confidence(chance),
        sample_size=one.of + one.other_of,
        numbers={**one.numbers, **numbers},
        goal=one.goal,
        other_goal=one.other_goal,
    )


def _chance(one: _Comparison) -> float:
    """How often chance alone parts the shares as far as this, the same way."""
    if one.z is None:
        return _tail(lambda z: _distance_from_zero(one, z))
    return 1 - _NORMAL.cdf(math.copysign(1.0, one.difference) * one.z)


def _distance_from_zero(one: _Comparison, z: float) -> float:
    """How far from zero the nearer end of the difference's interval lies; negative when the interval holds zero."""
    interval = newcombe((one.kept, one.of), (one.other_kept, one.other_of), _level(z))
    return interval.low if one.difference > 0 else -interval.high


def _tail(distance: Callable[[float], float]) -> float:
    """The chance beyond the largest z at which `distance(z)` is still positive, on one side; 1 when there is none."""
    low, high = 0.0, _FARTHEST_Z
    while high - low > 1e-3:
        middle = (low + high) / 2
        low, high = (middle, high) if distance(middle) > 0 else (low, middle)
    return 1 - _NORMAL.cdf(low) if low else 1.0


def _level(z: float) -> float:
    """The two-sided confidence of ±z standard errors."""
    return 2 * _NORMAL.cdf(min(z, _FARTHEST_Z)) - 1


def _confidence(chance: float) -> float:
    return min(0.999, math.floor((1 - chance) * 1000) / 1000)


def _weak_first(findings: Sequence[Finding]) -> list[Finding]:
    """Where a goal has weak cells, its strong ones say the same once more."""
    weak = {(one.goal, one.code.partition("_")[0]) for one in findings if one.code.endswith("_less")}
    return [one for one in findings if one.code.endswith("_less") or (one.goal, one.code.partition("_")[0]) not in weak]


def _one_a_goal(findings: Iterable[Finding], held: Collection[str]) -> list[Finding]:
    """Each goal's strongest tie, those already told first: on good days everything goes with everything."""
    taken: set[uuid.UUID | None] = set()
    chosen = []
    for one in sorted(findings, key=lambda each: (each.key not in held, -each.confidence, each.key)):
        if not {one.goal, one.other_goal} & taken:
            chosen.append(one)
            taken |= {one.goal, one.other_goal}
    return chosen


def _weekday_masks(first: dt.date, days: int) -> list[int]:
    masks = [0] * 7
    for day in range(days):
        masks[(first.weekday() + day) % 7] |= 1 << day
    return masks


def _thirds(days: int) -> list[int]:
    return [(1 << end) - (1 << begin) for begin, end in pairwise((0, days // 3, 2 * days // 3, days))]
