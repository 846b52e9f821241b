"""How well an interpreter understands: its readings of labelled messages against the labels.

Modes are sets, pooled over all messages. Commands are compared in order with all their slots; only the title of a new
goal may differ as the labelling guide allows (docs/coach.md). A wrong write is a command that would record or change
something and that the label does not hold.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from coaching.interpreters import Interpreter
from coaching.parse_contract import Line, answer

_ARTICLES = frozenset({"a", "an", "the"})


@dataclass
class Miss:
    """A message that was read otherwise than its label says."""

    line: Line
    got: dict[str, Any]
    wrong_writes: list[dict[str, Any]]


@dataclass
class Score:
    messages: int = 0
    right_modes: int = 0
    false_modes: int = 0
    missed_modes: int = 0
    right_lines: int = 0
    right_clarify: int = 0
    check_ins: int = 0
    right_check_ins: int = 0
    wrong_writes: int = 0
    wrong_lines: int = 0
    seconds: float = 0.0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return _share(self.right_modes, self.right_modes + self.false_modes)

    @property
    def recall(self) -> float:
        return _share(self.right_modes, self.right_modes + self.missed_modes)

    @property
    def check_ins_exact(self) -> float:
        return _share(self.right_check_ins, self.check_ins)

    @property
    def commands_exact(self) -> float:
        """The share of messages whose commands are all right, in order, and no others."""
        return _share(self.right_lines, self.messages)

    @property
    def wrong_write_rate(self) -> float:
        """The share of messages that would write something false."""
        return _share(self.wrong_lines, self.messages)

    @property
    def milliseconds(self) -> float:
        return 1000 * self.seconds / self.messages if self.messages else 0.0


def evaluate(interpreter: Interpreter, labelled: Iterable[Line]) -> Score:
    score = Score()
    for line in labelled:
        began = time.perf_counter()
        reading = interpreter.read(line.utterance)
        score.seconds += time.perf_counter() - began
        _add(score, line, answer(line, reading))
    return score


def _add(score: Score, line: Line, got: dict[str, Any]) -> None:
    expect = line.expect or {"modes": [], "commands": [], "clarify": False}
    modes, expected = set(got["modes"]), set(expect["modes"])
    score.messages += 1
    score.right_modes += len(modes & expected)
    score.false_modes += len(modes - expected)
    score.missed_modes += len(expected - modes)
    is_right = same_commands(got["commands"], expect["commands"])
    score.right_lines += is_right
    score.right_clarify += got["clarify"] == expect["clarify"]
    _add_check_ins(score, got["commands"], expect["commands"])
    wrong = wrong_writes(got["commands"], expect["commands"])
    score.wrong_writes += len(wrong)
    score.wrong_lines += bool(wrong)
    if not is_right or modes != expected or got["clarify"] != expect["clarify"]:
        score.misses.append(Miss(line, got, wrong))


def _add_check_ins(score: Score, got: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """A check-in counts as exact once, whatever else the message holds."""
    left = [command for command in got if command["type"] == "check_in"]
    for wanted in expected:
        if wanted["type"] != "check_in":
            continue
        score.check_ins += 1
        if wanted in left:
            left.remove(wanted)
            score.right_check_ins += 1


def same_commands(got: list[dict[str, Any]], expected: list[dict[str, Any]]) -> bool:
    return len(got) == len(expected) and all(map(same_command, got, expected))


def same_command(got: dict[str, Any], expected: dict[str, Any]) -> bool:
    if got["type"] != expected["type"] or got["type"] != "create_goal":
        return got == expected
    rest = {**got, "title": None} == {**expected, "title": None}
    return rest and same_title(got["title"], expected["title"])


def same_title(one: str, other: str) -> bool:
    """Without case, articles, numbers and the s of plurals, one holds the other."""
    first, second = _bare(one), _bare(other)
    return bool(first and second) and (first in second or second in first)


def _bare(title: str) -> str:
    words = [word for word in re.findall(r"[^\W_]+(?:'[^\W_]+)?", title.casefold()) if word not in _ARTICLES]
    return " ".join(word.removesuffix("s") for word in words if not word.isdigit())


def wrong_writes(got: list[dict[str, Any]], expected: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [each for each in got if writes(each) and not any(same_command(each, other) for other in expected)]


def writes(command: dict[str, Any]) -> bool:
    """Whether it would change something without asking back: it creates, undoes, or has its goal."""
    if command["type"] in ("create_goal", "cancel"):
        return True
    return command["type"] != "review" and command["goal"] is not None


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
