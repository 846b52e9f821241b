"""`coach_parse`, `evaluate_coach` and `train_coach`, as somebody types them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coaching.language import doubt, gist
from coaching.language.shapes import features, names_of
from coaching.language.told import Told

LINE: dict[str, Any] = {
    "id": "a",
    "text": "ran 5 km",
    "now": "2025-03-09T10:20:00-07:00",
    "goals": [{"title": "Run", "pattern": "recurring", "unit": "km", "milestones": []}],
}
READ: dict[str, Any] = {
    "id": "a",
    "modes": ["TRACK_PROGRESS"],
    "commands": [
        {"type": "check_in", "goal": "Run", "status": None, "value": 5, "unit": "km", "date": "2025-03-09"},
    ],
    "clarify": False,
}


def parse(monkeypatch: pytest.MonkeyPatch, written: str) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(written.encode())))
    out = io.StringIO()
    call_command("coach_parse", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_parse_writes_a_line_for_a_line_and_touches_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    written = json.dumps(LINE) + "\n\n" + json.dumps({**LINE, "id": 2, "text": "hello"}) + "\n"
    first, second = parse(monkeypatch, written)
    assert first == READ
    assert second == {"id": "2", "modes": ["SMALLTALK"], "commands": [], "clarify": False}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"now": "2025-03-09T10:20:00"}, "line 2: now needs an offset"),
        ({"now": "yesterday"}, "line 2: now must be a time"),
        ({"now": 5}, "line 2: now must be a time"),
        ({"text": 5}, "line 2: text must be a string"),
        ({"goals": "Run"}, "line 2: goals must be a list"),
        ({"goals": ["Run"]}, "line 2: a goal must be an object"),
        ({"goals": [{"pattern": "recurring"}]}, "line 2: 'title' is missing"),
        ({"goals": [{"title": "Run", "pattern": "habit"}]}, "line 2: the pattern of a goal is one of recurring, .*"),
        ({"goals": [{"title": "Run", "pattern": "target", "unit": 5}]}, "line 2: the title and unit"),
        ({"goals": [{"title": "Run", "pattern": "milestone", "milestones": "Train"}]}, "line 2: the milestones"),
    ],
)
def test_bad_line_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        parse(monkeypatch, json.dumps(LINE) + "\n" + json.dumps({**LINE, **change}))


def test_line_that_is_no_json_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="line 1: not JSON"):
        parse(monkeypatch, "{")
    with pytest.raises(CommandError, match="line 1: an object"):
        parse(monkeypatch, "[]")


def test_evaluation_tells_figures_and_misses(tmp_path: Path) -> None:
    labelled = [
        {**LINE, "expect": READ, "tags": ["checkin_value"]},
        {**LINE, "id": "b", "text": "ran 6 km", "expect": READ, "tags": []},
    ]
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(map(json.dumps, labelled)), encoding="utf-8")
    out = io.StringIO()
    call_command("evaluate_coach", str(file), "--misses", stdout=out)
    told = out.getvalue()
    assert "b WRONG WRITE ran 6 km" in told
    assert "a WRONG" not in told
    assert "check-ins exact  0.500 of 2" in told
    assert "wrong writes     1 in 50.0% of messages" in told


def test_evaluation_of_a_file_that_is_not_there_or_not_labelled_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name a file that can be read"):
        call_command("evaluate_coach", str(tmp_path / "none.jsonl"))
    file = tmp_path / "asking.jsonl"
    file.write_text(json.dumps(LINE), encoding="utf-8")
    with pytest.raises(CommandError, match="line 1: 'expect' is missing"):
        call_command("evaluate_coach", str(file))


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        ("TRACK_PROGRESS", "expect must be an object"),
        ({**READ, "modes": "TRACK_PROGRESS"}, "the modes of expect"),
        ({**READ, "modes": ["PROGRESS"]}, "the modes of expect"),
        ({**READ, "commands": 5}, "the commands of expect"),
        ({**READ, "commands": [{}]}, "the commands of expect"),
        ({**READ, "clarify": "no"}, "clarify of expect"),
        ({"modes": [], "commands": []}, "'clarify' is missing"),
    ],
)
def test_label_that_is_none_is_named_before_anything_is_scored(tmp_path: Path, expect: Any, reason: str) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(json.dumps({**LINE, "expect": expect}), encoding="utf-8")
    with pytest.raises(CommandError, match=f"line 1: {reason}"):
        call_command("evaluate_coach", str(file))


def test_file_without_a_message_has_no_score(tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(CommandError, match="nothing to score"):
        call_command("evaluate_coach", str(file))


def small_data() -> dict[str, list[list[str]]]:
    talk = [["hello there", "greeting"], ["thanks a lot", "thank_you"], ["who made you", "who_made_you"]]
    other = [["what is the weather", "weather"], ["play some music", "play_music"]]
    return {"train": [*talk, *other] * 4, "val": talk, "oos_train": [["how tall is it", "oos"]], "oos_val": []}


def own_files(tmp_path: Path) -> list[str]:
    """Two labelled messages, each four times, and two wordings."""
    kept = {**LINE, "id": "k-1", "expect": READ}
    asked = {**LINE, "id": "x-1", "text": "is 5 km a lot?", "expect": {**READ, "modes": ["CONSULT"], "commands": []}}
    labelled, wordings = tmp_path / "own.jsonl", tmp_path / "own.tsv"
    labelled.write_text("\n".join(map(json.dumps, [kept, asked] * 4)), encoding="utf-8")
    wordings.write_text("REVIEW\thow is my [Spanish]\nREVIEW\thow many <pages> so far\n" * 2, encoding="utf-8")
    return [str(labelled), str(wordings)]


def train(tmp_path: Path, *arguments: str) -> tuple[bytes, str]:
    """The weights of the gist and what the command says."""
    data, target, out = tmp_path / "data.json", tmp_path / "weights", io.StringIO()
    data.write_text(json.dumps(small_data()), encoding="utf-8")
    target.mkdir(exist_ok=True)
    call_command("train_coach", str(data), *arguments, "--output", str(target), stdout=out)
    return (target / "gist.json").read_bytes(), out.getvalue()


def likeliest(text: str, written: bytes) -> str:
    found = gist.chances(features(text, names_of([])), json.loads(written))
    assert sum(found.values()) == pytest.approx(1)
    return max(found, key=lambda name: found[name])


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    own = own_files(tmp_path)
    first, _ = train(tmp_path, *own)
    assert train(tmp_path, *own)[0] == first
    assert likeliest("who made you", first) == "META"
    assert likeliest("how is my G", first) == "REVIEW"
    assert likeliest("ran Q", first) == "REPORT"


def test_messages_that_are_left_out_only_measure(tmp_path: Path) -> None:
    own = own_files(tmp_path)
    kept, told = train(tmp_path, *own)
    assert "left out" not in told
    without, told = train(tmp_path, *own, "--leave-out", "x-")
    assert without != kept
    assert "left out, CONSULT:" in told


def readings_file(tmp_path: Path) -> Path:
    """What was read of ten batches of one message: half of the times a report of a run that nobody made."""
    messages, readings = tmp_path / "batches.jsonl", tmp_path / "readings.jsonl"
    told = [("ran 5 km", READ), ("my sister ran 5 km", {**READ, "modes": ["SMALLTALK"], "commands": []})]
    rows = [(f"b{batch}-{at}", *each) for batch in range(10) for at, each in enumerate(told)]
    labelled = [{**LINE, "id": name, "text": text, "expect": label} for name, text, label in rows]
    messages.write_text("\n".join(map(json.dumps, labelled)), encoding="utf-8")
    read = [{"id": name, "commands": READ["commands"], "spans": [[0, len(text)]]} for name, text, _ in rows]
    readings.write_text("\n".join(map(json.dumps, read)), encoding="utf-8")
    return readings


def test_second_reader_learns_what_is_told_of_a_goal(tmp_path: Path) -> None:
    readings_file(tmp_path)
    train(tmp_path, str(tmp_path / "batches.jsonl"))
    model = json.loads((tmp_path / "weights" / "told.json").read_text())
    assert set(model["classes"]) == set(Told)
    assert not (tmp_path / "weights" / "doubt.json").exists()
    assert any("sister" in feature for feature in model["weights"])


def test_doubt_is_learned_from_readings_that_were_checked(tmp_path: Path) -> None:
    readings = readings_file(tmp_path)
    train(tmp_path, str(tmp_path / "batches.jsonl"), "--readings", str(readings))
    first = (tmp_path / "weights" / "doubt.json").read_bytes()
    model = json.loads(first)
    assert model["classes"] == [doubt.RIGHT, doubt.MISREAD]
    assert model["weights"]["subject OTHER"][1] > 0 > model["weights"]["subject OTHER"][0]
    train(tmp_path, str(tmp_path / "batches.jsonl"), "--readings", str(readings))
    assert (tmp_path / "weights" / "doubt.json").read_bytes() == first


@pytest.mark.parametrize("row", ["{}", '{"id": "nobody", "commands": [], "spans": []}', "[1]", "no JSON"])
def test_reading_that_belongs_to_no_message_says_its_line(tmp_path: Path, row: str) -> None:
    readings = readings_file(tmp_path)
    readings.write_text(row, encoding="utf-8")
    with pytest.raises(CommandError, match=r"readings\.jsonl: line 1: an object with the id of a message"):
        train(tmp_path, str(tmp_path / "batches.jsonl"), "--readings", str(readings))


def test_goal_that_is_in_doubt_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.3)
    (read,) = parse(monkeypatch, json.dumps(LINE))
    assert read == {**READ, "commands": [{**READ["commands"][0], "goal": None}], "clarify": True}


def test_new_goal_that_is_in_doubt_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.3)
    (read,) = parse(monkeypatch, json.dumps({**LINE, "text": "I want to stretch every day"}))
    assert (read["modes"], read["commands"], read["clarify"]) == (["TRACK_PROGRESS"], [], True)


@pytest.mark.parametrize(
    ("name", "written", "reason"),
    [
        ("own.tsv", "ADVICE\thelp me", "a line is a class"),
        ("own.tsv", "CONSULT help me", "a line is a class"),
        ("own.jsonl", json.dumps(LINE), "line 1: 'expect' is missing"),
    ],
)
def test_training_on_messages_that_break_their_form_says_which(
    tmp_path: Path, name: str, written: str, reason: str
) -> None:
    file = tmp_path / name
    file.write_text(written, encoding="utf-8")
    with pytest.raises(CommandError, match=reason):
        train(tmp_path, str(file))


def test_training_on_another_file_says_what_is_needed(tmp_path: Path) -> None:
    data = tmp_path / "data.json"
    data.write_text("{}", encoding="utf-8")
    with pytest.raises(CommandError, match="not CLINC150 as JSON with the lists train, val, oos_train, oos_val"):
        call_command("train_coach", str(data))
    with pytest.raises(CommandError, match="Name a file that can be read"):
        call_command("train_coach", str(tmp_path / "none.json"))
