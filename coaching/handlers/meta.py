"""What the coach says of itself: what it can do, how it decides, what it keeps."""

import re
from collections.abc import Callable, Iterator, Mapping

from django.utils.translation import gettext as _

from coaching.commands import Mode
from coaching.composer import Segment
from coaching.modes import SegmentType
from coaching.pipeline.turn import Turn

_ORDERS = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|rule|prompt|previous|above|everything)"
    r"|\bsystem prompt\b|\bjailbreak\b|\bdeveloper mode\b|\byou are now\b|\bpretend (?:to be|you)\b",
    re.IGNORECASE | re.DOTALL,
)
_TOPICS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("orders", _ORDERS),
    (
        "privacy",
        re.compile(
            r"\b(?:privacy|private|who (?:can )?(?:sees?|reads?)|data|shared?|sell|store[ds]?|secret|confidential)\b"
            r"|\bknow (?:about|of) me\b",
            re.IGNORECASE,
        ),
    ),
    ("memory", re.compile(r"\b(?:remember|memory|forget|memori[sz]e|earlier|last time)\b", re.IGNORECASE)),
    (
        "identity",
        re.compile(
            r"\b(?:who|what) are you\b|\bare you (?:an? )?(?:ai|bot|robot|human|person|real|llm|chatgpt|gpt|model)"
            r"|\byour name\b|\b(?:language )?model\b|\bchatgpt\b",
            re.IGNORECASE,
        ),
    ),
    ("deciding", re.compile(r"\bhow (?:do|did|does|can) (?:you|it)\b|\bwhy did you\b|\bhow come\b", re.IGNORECASE)),
    ("deleting", re.compile(r"\b(?:delete|erase|remove)\b", re.IGNORECASE)),
)


def meta(turn: Turn) -> Iterator[Segment]:
    topic = _topic(turn)
    yield Segment(Mode.META, _ANSWERS[topic](), SegmentType.ANALYSIS, priority=2, standalone=True)


def _topic(turn: Turn) -> str:
    if turn.reading.clarify and not turn.commands:
        return "language"
    return next((name for name, words in _TOPICS if words.search(turn.text)), "abilities")


_ANSWERS: Mapping[str, Callable[[], str]] = {
    "language": lambda: _("So far I understand English only. Please say it in English. Nothing was recorded."),
    "orders": lambda: _(
        "I work by fixed rules, so that text cannot change what I do. I record what you did, propose changes that you "
        "confirm, and answer from your own figures."
    ),
    "privacy": lambda: _(
        "What you write stays on this installation, in the database of who runs it. I read your own goals and "
        "check-ins and nobody else’s, and no text is sent to another service. You can delete this conversation at any "
        "time, and an export holds all of it."
    ),
    "memory": lambda: _(
        "I keep this conversation until you delete it. What we talked about guides my answers for some minutes only; "
        "after that I go by your goals and check-ins."
    ),
    "identity": lambda: _(
        "I am the coach of Steady: a program that reads messages by rules, without a language model. I do not guess: "
        "what I do not understand, I ask."
    ),
    "deciding": lambda: _(
        "By rules: I look for amounts, days and the names of your goals. What is clear and easy to take back I record "
        "at once; new goals, changed terms and several things at once wait for your Confirm. Figures are those of your "
        "goals’ own pages, and advice names where it comes from."
    ),
    "deleting": lambda: _(
        "I delete nothing. On its page a goal can be paused, archived and erased, and a check-in withdrawn."
    ),
    "abilities": lambda: _(
        "Tell me what you did (“ran 5 km yesterday”, “skipped yoga”), and I record it. Ask how a goal is going, ask "
        "for advice, or say what you want to reach, and I set the goal up with you. I work by rules, so short and "
        "plain works best."
    ),
}
