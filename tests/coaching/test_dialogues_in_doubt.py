"""Conversations about what the coach is not sure to have understood."""

from decimal import Decimal

import pytest

from coaching.commands import CancelCommand, CreateGoalCommand
from coaching.language import doubt
from coaching.models import Proposal, ProposalStatus
from goals.models import User
from tests.coaching.talks import TODAY, YESTERDAY, Dialogue, hold, nothing_new

pytestmark = pytest.mark.django_db


def test_report_in_doubt_is_proposed_and_recorded_by_yes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    hold(
        Dialogue(
            "in doubt",
            [
                ("I ran 5 km", "Is this what you mean? I record nothing before you confirm:"),
                ("yes", "Confirmed: Run: 5 km, today."),
            ],
            [("Run", TODAY, None, Decimal(5))],
        )
    )


def test_report_in_doubt_is_let_go_by_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    hold(Dialogue("in doubt", [("I ran 5 km", "Is this what you mean?"), ("no", "Discarded. Nothing was changed.")]))


def test_new_goal_in_doubt_is_asked_for_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    hold(
        Dialogue(
            "asked for its name",
            [
                ("I want to swim 3 times a week", "What is the goal?"),
                ("Swim in the lake", "Swim in the lake: "),
            ],
            also=nothing_new,
        )
    )


def test_amount_that_is_said_anew_takes_the_place_of_the_one_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    chances = iter([0.6, 0.0])
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: next(chances, 0.0))
    turns = [("I ran 5 km yesterday", "Is this what you mean?"), ("Actually 6", "Recorded: Run: 6 km, yesterday.")]

    def is_withdrawn(owner: User) -> bool:
        return [each.status for each in Proposal.objects.filter(owner=owner)] == [ProposalStatus.DISCARDED]

    hold(Dialogue("said anew", turns, [("Run", YESTERDAY, None, Decimal(6))], also=is_withdrawn))


def test_amount_that_is_said_anew_in_doubt_is_put_before_the_person_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    again = ("Actually 6", "Is this what you mean?")
    turns = [("I ran 5 km yesterday", "Is this what you mean?"), again, ("yes", "Confirmed: Run: 6 km, yesterday.")]
    hold(Dialogue("said anew in doubt", turns, [("Run", YESTERDAY, None, Decimal(6))]))


def test_amount_is_said_anew_of_one_thing_alone() -> None:
    turns = [
        ("I did yoga and ran 5 km", "I change nothing before you confirm"),
        ("Actually 6", "Nothing is recorded of that yet."),
    ]
    hold(Dialogue("of two", turns))


def doubts_undoing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda command, *_: 0.6 * isinstance(command, CancelCommand))


def test_undo_in_doubt_leaves_the_entry_and_offers_the_way_back(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_undoing(monkeypatch)
    turns = [("I ran 5 km", "Recorded"), ("take it out again", "Run: 5 km, today is recorded. I can take it back")]
    hold(Dialogue("undo in doubt", turns, [("Run", TODAY, None, Decimal(5))]))


def test_correction_in_doubt_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_undoing(monkeypatch)
    turns = [("I ran 5 km", "Recorded"), ("actually my run was 6 km", "Run: 5 km, today is recorded. I can take it")]
    hold(Dialogue("correction in doubt", turns, [("Run", TODAY, None, Decimal(5))]))


def test_correction_in_doubt_of_nothing_is_put_before_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_undoing(monkeypatch)
    turns = [("actually my run was 6 km", "Is this what you mean?"), ("yes", "Confirmed: Run: 6 km, today.")]
    hold(Dialogue("of nothing", turns, [("Run", TODAY, None, Decimal(6))]))


def test_undo_in_doubt_of_nothing_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_undoing(monkeypatch)
    hold(Dialogue("of nothing", [("take it out again", "I am not sure which entry you mean, and changed nothing.")]))


def doubts_new_goals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda command, *_: 0.6 * isinstance(command, CreateGoalCommand))


def test_new_goal_in_doubt_is_not_asked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_new_goals(monkeypatch)
    asked = "Could you set up a goal for swimming in the lake three times a week?"
    hold(Dialogue("asked", [(asked, "What is the goal?"), (asked, "What is the goal?"), (asked, "waits. Go on")]))


def test_new_goal_in_doubt_takes_no_place_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_new_goals(monkeypatch)
    turns = [("I want to set a new goal", "What is the goal?"), ("Swim", "Swim: ")]
    hold(Dialogue("kept", [*turns, ("I want to swim 3 times a week", "I did not get which of these it is.")]))


def test_what_was_done_is_recorded_beside_a_new_goal_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    doubts_new_goals(monkeypatch)
    said = "I ran 5 km. I want to swim 3 times a week"
    hold(Dialogue("beside", [(said, "Recorded: Run: 5 km, today.")], [("Run", TODAY, None, Decimal(5))]))


def test_name_that_may_be_a_report_is_taken_for_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    turns = [("I want to set a new goal", "What is the goal?"), ("Do yoga", "Do yoga: ")]
    hold(Dialogue("named", turns, also=nothing_new))


def test_question_about_a_report_waits_beside_a_new_goal() -> None:
    turns = [
        ("I read 20 pages. I want to swim 3 times a week", "Which goal is that for?"),
        ("Read fiction", "Read fiction: 20 pages"),
    ]
    hold(Dialogue("held", turns))


def test_yes_is_no_name_of_a_goal() -> None:
    hold(Dialogue("yes", [("I want to set a new goal", "What is the goal?"), ("yes", "I did not get a name")]))


def test_what_was_asked_back_is_recorded_without_another_question(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.6)
    hold(
        Dialogue(
            "asked once",
            [("I read 20 pages", "Which goal is that for?"), ("Read fiction", "Recorded: Read fiction: 20 pages")],
        )
    )
