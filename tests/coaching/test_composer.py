"""Several modes, one answer."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.commands import Intent, Mode
from coaching.composer import Segment, composed, selected
from coaching.modes import GOES_WITH, MOST_MODES, OTHERWISE, TRANSITIONS, SegmentType

HELLO = Segment(Mode.SMALLTALK, "Hello.", SegmentType.GREETING, priority=5, standalone=True)
BYE = Segment(Mode.SMALLTALK, "See you.", SegmentType.SUMMARY, priority=0, standalone=True)
DONE = Segment(Mode.TRACK_PROGRESS, "Recorded.", SegmentType.CONFIRMATION, priority=1)
TABLE = Segment(Mode.TRACK_PROGRESS, "Run: 3 of 5.", SegmentType.ANALYSIS, priority=2, chart="███")
TIP = Segment(Mode.CONSULT, "Make it smaller.", SegmentType.ADVICE, priority=3)


def intent(mode: Mode, confidence: float = 0.9) -> Intent:
    return Intent(mode, confidence, (0, 1))


def test_surest_mode_is_chosen_first_and_what_does_not_go_with_it_is_left_out() -> None:
    found = [intent(Mode.META, 0.5), intent(Mode.TRACK_PROGRESS, 0.9), intent(Mode.SMALLTALK, 0.6)]
    assert selected(found) == [Mode.TRACK_PROGRESS, Mode.SMALLTALK]


def test_at_most_three_modes_answer_each_once() -> None:
    found = [intent(mode) for mode in (Mode.TRACK_PROGRESS, Mode.CONSULT, Mode.SMALLTALK, Mode.CONSULT)]
    assert selected(found) == [Mode.TRACK_PROGRESS, Mode.CONSULT, Mode.SMALLTALK]
    assert len(selected(found)) == MOST_MODES


def test_which_modes_go_together_is_the_same_both_ways() -> None:
    for mode, others in GOES_WITH.items():
        assert all(mode in GOES_WITH[other] for other in others)
        assert mode not in others


@pytest.mark.parametrize("segments", list(permutations([HELLO, BYE, DONE, TABLE, TIP]))[::7])
def test_greeting_is_first_summary_last_and_the_rest_by_priority(segments: tuple[Segment, ...]) -> None:
    types = [segment.type for segment in composed(segments, "Hi").segments]
    assert types == [
        SegmentType.GREETING,
        SegmentType.CONFIRMATION,
        SegmentType.ANALYSIS,
        SegmentType.ADVICE,
        SegmentType.SUMMARY,
    ]


def test_words_lead_from_one_mode_to_another_that_cannot_stand_alone() -> None:
    answer = composed([DONE, TIP], "Ran 5 km. What next?")
    phrases = list(map(str, TRANSITIONS[Mode.TRACK_PROGRESS, Mode.CONSULT]))
    assert answer.segments[0].transition == ""
    assert answer.segments[1].transition in phrases
    assert answer.transitions == 1
    assert answer.text == f"Recorded.\n\n{answer.segments[1].transition}\nMake it smaller."


def test_no_words_are_needed_within_a_mode_or_between_two_that_stand_alone() -> None:
    assert composed([DONE, TABLE], "x").transitions == 0
    assert composed([HELLO, BYE], "x").transitions == 0


def test_modes_without_phrases_of_their_own_get_common_ones() -> None:
    about = Segment(Mode.META, "By rules.", SegmentType.ANALYSIS, priority=4)
    answer = composed([TIP, about], "x")
    assert answer.segments[1].transition in list(map(str, OTHERWISE))


def test_nothing_leads_to_thanks_and_farewells() -> None:
    answer = composed([DONE, BYE], "Ran 5 km. Bye")
    assert answer.text == "Recorded.\n\nSee you."


def test_chart_stands_under_its_words() -> None:
    assert composed([TABLE], "x").text == "Run: 3 of 5.\n███"


@given(st.text())
def test_same_message_gets_the_same_answer(text: str) -> None:
    assert composed([HELLO, DONE, TIP], text) == composed([HELLO, DONE, TIP], text)


def test_different_messages_get_different_words() -> None:
    found = {composed([DONE, TIP], f"message {number}").segments[1].transition for number in range(50)}
    assert found == set(map(str, TRANSITIONS[Mode.TRACK_PROGRESS, Mode.CONSULT]))
