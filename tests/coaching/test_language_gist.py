"""The learned model: how a message looks to it, and what it hears where no rule knows."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from coaching.commands import KnownGoal
from coaching.language import gist
from coaching.language.gist import Gist
from coaching.language.lessons import gist_of
from coaching.language.shapes import features, names_of
from coaching.language.vocabulary import DATA as MODELS

DATA = Path(__file__).parent.parent / "data" / "coach"
SPANISH = KnownGoal("Spanish", "recurring", "minute")
NOVEL = KnownGoal("Write the novel", "target", "page", ("First draft",))


def guess(text: str, goals: Sequence[KnownGoal] = (SPANISH, NOVEL)) -> Gist:
    return gist.guess(text, names_of(goals))[0]


def bare(text: str) -> str:
    return text.casefold().strip(" .!?")


def test_names_of_goals_are_one_word_to_it() -> None:
    spanish = features("how is my spanish going?", names_of([SPANISH]))
    chess = features("how is my chess going?", names_of([KnownGoal("Chess", "recurring")]))
    assert spanish == [name.replace("Gs", "G") for name in chess]
    assert {"G", "my G", "~my~G", "~G~going", "first how", "head my", "length 2", "ends ?"} <= set(spanish)


def test_stages_and_units_are_named_too() -> None:
    names = names_of([NOVEL])
    assert {"draft", "novel"} <= names.titles
    assert {"many U", "~many~U"} <= set(features("how many pages", names))


def test_words_that_name_things_are_read_by_their_form() -> None:
    found = features("anna mended two lamps slowly while whistling", names_of([]))
    assert {"lamps slowly", "~ed~w", "~s~ly", "~while~ing"} <= set(found)


def test_marks_are_one_letter_each() -> None:
    assert {"ran Q", "Q D", "~Q~D"} <= set(features("ran QQQQ DDDDD", names_of([])))


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("would a second language slow me down?", Gist.CONSULT),
        ("which of these would you tackle before the others?", Gist.CONSULT),
        ("does your company peek at what people put in here?", Gist.META),
        ("how much of the novel have i got behind me?", Gist.REVIEW),
        ("the neighbours got a trampoline", Gist.TALK),
    ],
)
def test_wordings_that_are_new_to_it_are_heard(text: str, about: Gist) -> None:
    assert guess(text) is about


def test_nothing_to_go_by_is_talk() -> None:
    assert guess("") is Gist.TALK
    assert guess("XXXX") is Gist.TALK


def test_only_a_report_is_a_report() -> None:
    names = names_of([SPANISH, NOVEL])
    assert gist.chance_of(Gist.REPORT, "i did my spanish DDDD", names) > gist.SURE
    assert gist.chance_of(Gist.REPORT, "how is my spanish going?", names) < gist.LIKELY


def test_labels_have_a_class_where_they_are_one_thing() -> None:
    review = {"type": "review", "goal": None, "period": None}
    assert gist_of({"modes": ["TRACK_PROGRESS"], "commands": [review]}) is Gist.REVIEW
    assert gist_of({"modes": ["TRACK_PROGRESS"], "commands": [{"type": "cancel"}]}) is Gist.ORDER
    assert gist_of({"modes": ["TRACK_PROGRESS"], "commands": []}) is Gist.REPORT
    assert gist_of({"modes": ["SMALLTALK"], "commands": []}) is Gist.TALK
    assert gist_of({"modes": ["META"], "commands": []}) is Gist.META
    assert gist_of({"modes": ["CONSULT", "SMALLTALK"], "commands": []}) is None


def test_weights_are_small() -> None:
    assert (MODELS / "gist.json").stat().st_size < 600_000


def test_wordings_are_each_there_once_and_none_is_held_out() -> None:
    rows = [line.split("\t") for line in (DATA / "wordings.tsv").read_text(encoding="utf-8").splitlines()]
    texts = [text.translate(str.maketrans("", "", "[]<>")) for _, text in rows]
    assert {about for about, _ in rows} == set(Gist) - {Gist.OTHER}
    assert len(set(texts)) == len(texts)
    held_out = {bare(json.loads(line)["text"]) for line in (DATA / "own_heldout.jsonl").open(encoding="utf-8")}
    assert held_out.isdisjoint(map(bare, texts))
