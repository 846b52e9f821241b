"""When the numbers behind a claim have moved."""

from typing import Any

import pytest

from checkins.findings import has_moved


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ({"of": 100}, {"of": 110}, False),
        ({"of": 100}, {"of": 112}, True),
        ({"rate": "1.5"}, {"rate": "1.6"}, False),
        ({"rate": "1.5"}, {"rate": "2"}, True),
        ({"day": "2026-03-01"}, {"day": "2026-03-08"}, False),
        ({"day": "2026-03-01"}, {"day": "2026-03-09"}, True),
        ({"day": None}, {"day": "2026-03-09"}, True),
        ({"day": None}, {"day": None}, False),
        ({"part": "morning"}, {"part": "evening"}, True),
        ({"left": "0"}, {"left": "0"}, False),
        ({"a": 1}, {"a": 1, "b": 1}, True),
        ({"is": True}, {"is": False}, True),
        ({"word": "1234567890"}, {"word": "1234567890"}, False),
    ],
)
def test_numbers_move_by_a_tenth_and_days_by_more_than_a_week(
    old: dict[str, Any], new: dict[str, Any], moved: bool
) -> None:
    assert has_moved(old, new) is moved
    assert has_moved(new, old) is moved
