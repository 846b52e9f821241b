"""The grammars against the English cases of Microsoft's Recognizers-Text (tests/data/recognizers).

Those cases hold much that nobody tells a coach: powers, phone numbers, crores, barrels, feasts, ranges, scientific
units. How many agree is held by floors, so that a change of a grammar shows; docs/coach.md tells the figures.
"""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from coaching.language.dates import Moment, dates
from coaching.language.numbers import numbers
from coaching.language.quantities import quantities

DATA = Path(__file__).parent.parent / "data" / "recognizers"
MEASURES = ("distance", "mass", "volume", "time")


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((DATA / f"recognizers_{name}Model.json").read_text(encoding="utf-8-sig"))
    return found


def told(case: dict[str, Any]) -> list[Decimal]:
    values = (result["Resolution"].get("value") for result in case["Results"])
    return [Decimal(str(value)) for value in values if value not in (None, "null")]


def agree(expected: list[Decimal], got: list[Decimal]) -> bool:
    return len(expected) == len(got) and all(
        abs(one - other) <= Decimal("0.001") * max(Decimal(1), abs(one))
        for one, other in zip(expected, got, strict=True)
    )


def amounts(case: dict[str, Any], dimensions: tuple[str, ...]) -> list[Decimal]:
    found = quantities(case["Input"].lower())
    return [each.value for each in found if each.unit is not None and each.unit.dimension in dimensions]


def test_numbers() -> None:
    right = [
        case for case in cases("Number") if agree(told(case), [each.value for each in numbers(case["Input"].lower())])
    ]
    assert len(right) >= 56


def test_dimensions() -> None:
    assert sum(agree(told(case), amounts(case, MEASURES)) for case in cases("Dimension")) >= 24


def test_currencies() -> None:
    assert sum(agree(told(case), amounts(case, ("money",))) for case in cases("Currency")) >= 61


def test_single_days() -> None:
    """A case counts when exactly one day is read and it is one of those that the case allows."""
    single = [
        case for case in cases("DateTime") if [each["TypeName"] for each in case["Results"]] == ["datetimeV2.date"]
    ]
    assert sum(_day_agrees(case) for case in single if "Context" in case) >= 31


def test_no_day_is_read_where_there_is_none() -> None:
    empty = [case for case in cases("DateTime") if not case["Results"] and "Context" in case]
    assert len(empty) == 32
    assert [case["Input"] for case in empty if _days(case)] == []


def _days(case: dict[str, Any]) -> set[str]:
    now = dt.datetime.fromisoformat(case["Context"]["ReferenceDateTime"][:19]).replace(tzinfo=dt.UTC)
    found = dates(case["Input"].lower(), Moment(now, now.date()))
    return {day.isoformat() for date in found for day in date.days}


def _day_agrees(case: dict[str, Any]) -> bool:
    allowed = {value.get("value") for value in case["Results"][0]["Resolution"]["values"]}
    days = _days(case)
    return len(days) == 1 and days <= allowed
