"""What is remembered fades with silence and with turns."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.memory import HALF_LIFE, HALF_LIFE_TURNS, LEAST, decayed, kept, refreshed

NOTHING = dt.timedelta(0)
silences = st.timedeltas(min_value=NOTHING, max_value=dt.timedelta(days=400))
weights = st.dictionaries(st.text(max_size=5), st.floats(0.2, 1), max_size=5)


def test_ten_minutes_of_silence_halve_a_weight() -> None:
    assert kept(HALF_LIFE, turns=0) == 0.5
    assert kept(3 * HALF_LIFE, turns=0) == 0.125


def test_three_turns_halve_a_weight_whatever_the_time() -> None:
    assert kept(NOTHING, HALF_LIFE_TURNS) == 0.5
    assert kept(HALF_LIFE, HALF_LIFE_TURNS) == 0.25


def test_what_falls_under_a_fifth_is_forgotten() -> None:
    faded = decayed({"run": 1.0, "read": 0.5}, 2 * HALF_LIFE, turns=0)
    assert faded == {"run": 0.25}
    assert decayed({"run": LEAST}, NOTHING, turns=0) == {"run": LEAST}


def test_topic_is_remembered_for_six_turns_in_a_row_and_not_for_seven() -> None:
    topics = {"run": 1.0}
    for _turn in range(6):
        topics = decayed(topics, NOTHING)
    assert topics != {}
    assert decayed(topics, NOTHING) == {}


def test_what_is_said_again_has_its_full_weight() -> None:
    assert refreshed({"run": 0.3, "read": 0.4}, ["run"]) == {"run": 1.0, "read": 0.4}


def test_clock_that_ran_backwards_counts_as_no_silence() -> None:
    assert kept(-dt.timedelta(days=1), turns=0) == 1


@given(weights, silences, st.integers(0, 20))
def test_nothing_ever_gains_weight_by_waiting(before: dict[str, float], silence: dt.timedelta, turns: int) -> None:
    after = decayed(before, silence, turns)
    assert set(after) <= set(before)
    assert all(LEAST <= after[name] <= before[name] + 0.0001 for name in after)


@pytest.mark.parametrize("silence", [dt.timedelta(minutes=24), dt.timedelta(days=3)])
def test_long_silence_forgets_everything(silence: dt.timedelta) -> None:
    assert decayed({"run": 1.0}, silence) == {}
