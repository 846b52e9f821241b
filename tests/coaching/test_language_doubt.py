"""Which reports, new goals and undoings are asked about first."""

import datetime as dt
from dataclasses import replace

import pytest

from coaching.commands import SURE, CancelCommand, CheckInCommand, CreateGoalCommand, KnownGoal, Reading, Utterance
from coaching.interpreters.offline import OfflineInterpreter
from coaching.language import doubt
from coaching.language.clauses import clauses
from coaching.language.evidence import Evidence
from coaching.language.marks import marked
from coaching.language.vocabulary import DATA

NOW = dt.datetime(2026, 3, 12, 14, 20, tzinfo=dt.UTC)
RUN, YOGA = KnownGoal("Run", "recurring", "km"), KnownGoal("Yoga", "recurring")
READ, COFFEE = KnownGoal("Read", "recurring", "page"), KnownGoal("Coffee", "limit", "coffee")
SMOKE, FUND = KnownGoal("No smoking", "streak"), KnownGoal("Savings", "target", "USD")
PIANO, THESIS = KnownGoal("Piano", "recurring", "minute"), KnownGoal("Thesis", "milestone", None, ("Outline", "Draft"))
GOALS = (RUN, YOGA, READ, COFFEE, SMOKE, FUND, PIANO, THESIS)


def read(text: str, last_goal: KnownGoal | None = None) -> Reading:
    return OfflineInterpreter().read(Utterance(text, now=NOW, goals=GOALS, last_goal=last_goal))


@pytest.mark.parametrize(
    "text",
    [
        "ran 5k",
        "I ran 5 km this morning",
        "Just got back from a 10k run",
        "yoga done",
        "did yoga yesterday",
        "skipped yoga",
        "missed yoga on Monday",
        "20 pages",
        "read 20 pages last night",
        "two coffees",
        "no coffee today",
        "had three coffees yesterday",
        "didn't smoke today",
        "I smoked",
        "$50 to savings",
        "put $50 into savings",
        "piano for half an hour",
        "finished the outline",
        "ran 4 miles with Anna",
        "log 30 minutes of piano for yesterday",
        "did my yoga and ran 3k",
        "on Monday I ran 3k and on Tuesday 4k",
        "I want to stretch every day",
        "new goal: run 500 km by December",
        "limit coffee to 2 cups a day",
        "I want no alcohol for 30 days",
        "Set up a goal to call my mom every Sunday",
        "I want to save $2000 by June",
        "New project - finish the kitchen: demo, cabinets, paint",
        "I'd like to meditate 10 minutes a day",
    ],
)
def test_what_is_plainly_said_is_not_doubted(text: str) -> None:
    reading = read(text)
    assert reading.commands
    assert not reading.clarify


@pytest.mark.parametrize("chance", [0.1, 0.3])
def test_report_is_asked_about_where_it_may_be_misread(monkeypatch: pytest.MonkeyPatch, chance: float) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: chance)
    reading = read("ran 5k")
    (command,) = reading.commands
    assert isinstance(command, CheckInCommand)
    assert command.goal == RUN, "what was read stays as it is"
    assert command.confidence == pytest.approx(1 - chance)
    assert reading.clarify is command.is_doubtful is (1 - chance < SURE)


def test_other_commands_are_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 1.0)
    assert not read("How is my yoga going?").clarify
    assert not read("I am behind with my yoga").clarify


@pytest.mark.parametrize(
    "text",
    [
        "undo",
        "undo that",
        "Undo the last one",
        "scratch that",
        "Take it back",
        "take that back please",
        "delete my last entry",
        "remove the last yoga entry",
        "undo my last run",
        "delete the Savings goal",
        "actually 6",
        "actually my run was 6 km",
        "no, that was 4 km",
    ],
)
def test_what_is_plainly_taken_back_is_not_doubted(text: str) -> None:
    reading = read(text, last_goal=RUN)
    assert isinstance(reading.commands[0], CancelCommand)
    assert not any(each.is_doubtful for each in reading.commands)
    assert not reading.clarify


def test_undo_is_weighed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.4)
    reading = read("undo that")
    assert reading.commands[0].is_doubtful
    assert reading.clarify


def test_days_and_parts_that_are_left_are_told() -> None:
    found = evidence("Yesterday I ran 5 km and began my yoga, today nothing")
    run = next(each for each in found.commands if isinstance(each, CheckInCommand) and each.goal == RUN)
    told = set(doubt.features(run, replace(found, commands=[run])))
    assert {"today left True", "vague False", "partly False True", "by Ged of 4"} <= told
    assert "days left 0 of 1" in told


def test_what_an_undo_names_and_leaves_is_told() -> None:
    found = evidence("take the yoga entry off, I never rolled out the mat")
    undo = replace(CancelCommand(what="last", goal=YOGA), span=(0, 23))
    told = set(doubt.features(undo, replace(found, commands=[undo])))
    assert {"undo UNDO goal True named 1", "undo UNDO held 4", "undo UNDO whole True", "undo UNDO word off"} <= told
    of_none = set(doubt.features(replace(undo, goal=None), replace(found, commands=[replace(undo, goal=None)])))
    assert any(name.startswith("undo UNDO strange") for name in of_none)


def test_new_goal_is_weighed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.4)
    (command,) = read("I want to stretch every day").commands
    assert command.is_doubtful


def test_what_is_left_in_the_title_of_a_new_goal_is_told() -> None:
    found = evidence("I want to stretch every day and then I will see")
    (command,) = [each for each in found.commands if isinstance(each, CreateGoalCommand)]
    told = set(doubt.features(replace(command, title="Ve decided: 3 km of it"), found))
    assert {"new first w", "new marks True", "new has of", "new words 5"} <= told
    assert any(name.endswith("digits True") for name in told)


def test_what_goes_on_from_the_talk_before_is_not_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 1.0)
    assert read("another 2 km").clarify
    assert not read("another 2 km", last_goal=RUN).clarify
    assert not read("2 km", last_goal=RUN).clarify
    assert read("ran another 2 km in my run", last_goal=RUN).clarify
    assert read("put $50 away on Monday", last_goal=FUND).clarify
    assert read("got through 20 pages", last_goal=READ).clarify


@pytest.mark.parametrize("chance", [0.1, 0.4])
def test_what_it_was_is_as_doubtful_as_that_it_was_wrong(monkeypatch: pytest.MonkeyPatch, chance: float) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda command, *_: chance * isinstance(command, CancelCommand))
    undo, right = read("actually my run was 6 km").commands
    assert right.confidence == undo.confidence == pytest.approx(1 - chance)


def test_doubt_about_a_new_goal_is_none_about_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        doubt, "chance_of_misreading", lambda command, *_: float(isinstance(command, CreateGoalCommand))
    )
    reading = read("I ran 5 km. I want to swim 3 times a week")
    assert [each.is_doubtful for each in reading.commands] == [False, True]
    assert not reading.clarify


def evidence(text: str) -> Evidence:
    message = marked(Utterance(text, now=NOW, goals=GOALS))
    return Evidence(message, clauses(message), GOALS, read(text).commands)


def features(text: str) -> set[str]:
    found = evidence(text)
    return set(doubt.features(found.reports[0], found))


def test_chances_are_told_by_the_steps_that_they_pass() -> None:
    found = {name for name in features("I ran 5 km this morning") if name.startswith("agrees > ")}
    assert {"agrees > 0.02", "agrees > 0.5"} <= found


def test_amounts_that_nobody_read_are_told() -> None:
    assert "amounts left 0" in features("ran 5k")
    assert "amounts left 1" in features("ran 5k and burned 300 calories")


def test_other_goals_in_the_clause_are_rivals() -> None:
    assert "rivals 0" in features("did yoga")
    assert "rivals 1" in features("did yoga before the run")


def test_the_day_is_told_by_its_age_and_by_words_for_it() -> None:
    assert "day 0 of 0" in features("did yoga")
    assert "day 1 of 1" in features("did yoga yesterday")
    assert "day older of 1" in features("did yoga on Monday")


def test_what_is_told_of_a_goal_that_nothing_was_read_of_is_looked_at() -> None:
    found = evidence("did yoga, my brother sat at the piano for half an hour")
    assert [report.goal for report in found.reports] == [YOGA]
    assert evidence("did yoga").elsewhere == 0.0 < found.elsewhere


def test_weights_are_few() -> None:
    assert (DATA / "doubt.json").stat().st_size < 40_000
