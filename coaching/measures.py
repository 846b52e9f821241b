"""Amounts in the unit of their goal: what people say in miles is recorded in kilometres where the goal counts those.

Factors are exact by definition (international yard and pound, 1959; SI).
"""

from collections.abc import Mapping
from decimal import Decimal

from coaching.language.vocabulary import vocabulary
from goals.plurals import singular

_DIMENSIONS: tuple[Mapping[str, str], ...] = (
    {"m": "1", "km": "1000", "mile": "1609.344", "yard": "0.9144", "foot": "0.3048", "inch": "0.0254", "cm": "0.01"},
    {"g": "1", "kg": "1000", "ton": "1000000", "lb": "453.59237", "oz": "28.349523125", "stone": "6350.29318"},
    {"ml": "1", "cl": "10", "l": "1000"},
    {"second": "1", "minute": "60", "hour": "3600"},
)
_DECIMALS = 4
_SHORT = 2
_READINGS = frozenset({*_DIMENSIONS[1], "%", "percent"})


def plain_unit(unit: str) -> str:
    """One spelling for each unit: "Kilometres" is "km", "cups" is "cup"."""
    word = unit.strip().casefold().rstrip(".")
    known = vocabulary().units.get(word)
    return known.name if known else singular(word)


def plural_unit(unit: str) -> str:
    """As a goal writes it: "hours", "glasses"; abbreviations and currencies as they are."""
    if len(unit) <= _SHORT or unit.isupper():
        return unit
    return f"{unit}es" if unit.endswith(("s", "sh", "ch", "x")) else f"{unit}s"


def is_reading(unit: str | None) -> bool:
    """Whether values of this unit are looked at one by one, as weights are, rather than added up."""
    return unit is not None and plain_unit(unit) in _READINGS


def converted(value: Decimal, unit: str | None, wanted: str | None) -> Decimal | None:
    """`value` of `unit` in the `wanted` unit, to four decimals; None where the two measure different things.

    A value without a unit is in the wanted one; a goal without a unit takes any.
    """
    if not unit or not wanted:
        return value
    of, to = plain_unit(unit), plain_unit(wanted)
    if of == to:
        return value
    for factors in _DIMENSIONS:
        if of in factors and to in factors:
            return round(value * Decimal(factors[of]) / Decimal(factors[to]), _DECIMALS)
    return None
