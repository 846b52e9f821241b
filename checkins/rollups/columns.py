"""Years as they are stored."""

from typing import Any

from checkins.models import Strip
from checkins.rollups.years import Entry, Tally, Year
from checkins.sums import Sums

DERIVED = ("marks", "units", "values", "state")


def read(strip: Strip) -> Year:
    state = strip.state
    return Year(
        year=strip.year,
        marks=bytearray(strip.marks, "ascii"),
        units=bytearray(strip.units, "ascii"),
        values={int(index): _entry(held) for index, held in strip.values.items()},
        others={int(index): count for index, count in state["others"].items()},
        newest=state["newest"],
        states={int(month): held for month, held in state["states"].items()},
        tally=Tally.from_json(state["tally"]),
        tally_before=Tally.from_json(state["tally_before"]),
        sums=Sums.from_json(state["sums"]),
        sums_before=Sums.from_json(state["sums_before"]),
    )


def columns(year: Year) -> dict[str, Any]:
    """The values of the derived columns of `Strip`."""
    return {
        "marks": year.marks.decode("ascii"),
        "units": year.units.decode("ascii"),
        "values": {str(index): _short(entry) for index, entry in sorted(year.values.items())},
        "state": {
            "others": {str(index): count for index, count in sorted(year.others.items())},
            "newest": year.newest,
            "states": {str(month): held for month, held in sorted(year.states.items())},
            "tally": year.tally.as_json(),
            "tally_before": year.tally_before.as_json(),
            "sums": year.sums.as_json(),
            "sums_before": year.sums_before.as_json(),
        },
    }


def _entry(held: int | list[int]) -> Entry:
    """Most days have one value, which is then its own sum, first, last and greatest."""
    return Entry(*held) if isinstance(held, list) else Entry(held, 1, held, held, held)


def _short(entry: Entry) -> int | list[int]:
    return entry.sum if entry.size == 1 else list(entry)
