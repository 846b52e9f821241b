"""Charts in characters of equal width, for a conversation. Pure."""

import re
from collections.abc import Sequence

_FULL, _EMPTY = "█", "░"
_SIGNS = {"done": "●", "part": "◐", "skip": "–", "missed": "○"}
_NONE = "·"
_BAR = re.compile(f"[{_FULL}{_EMPTY}]")
_SHOWN = re.compile(f"[{_FULL}{_EMPTY}{_NONE}]")


def bar(percent: int, width: int = 20) -> str:
    """ "█████████░░░░░░░░░░░ 45%"; full only at 100."""
    share = min(max(percent, 0), 100)
    filled = share * width // 100
    return f"{_FULL * filled}{_EMPTY * (width - filled)} {percent}%"


def rows(counts: Sequence[tuple[str, int, int]], width: int = 10) -> str:
    """A line for each (label, done, due): "16 Nov ████████░░ 4 of 5"; nothing was due where `due` is 0."""
    longest = max((len(label) for label, _done, _due in counts), default=0)
    return "\n".join(_row(label.ljust(longest), done, due, width) for label, done, due in counts)


def _row(label: str, done: int, due: int, width: int) -> str:
    if not due:
        return f"{label} {_NONE * width} –"
    filled = min(done, due) * width // due
    return f"{label} {_FULL * filled}{_EMPTY * (width - filled)} {done}/{due}"


def strip(looks: Sequence[str]) -> str:
    """One sign a day: ● done, ◐ in part, – skipped, ○ missed, · nothing."""
    return "".join(_SIGNS.get(look, _NONE) for look in looks)


def spoken(chart: str) -> str:
    """A chart for those who hear it: the labels and counts of its bars, a line each, without the signs."""
    return "\n".join(" ".join(_SHOWN.sub(" ", line).split()) for line in chart.splitlines() if _BAR.search(line))
