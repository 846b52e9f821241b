"""Orders to change a goal: other terms, another name, a new plan or milestone, and what its page is for.

Pure: a message and the goals in, a command or None out. An order is a whole message in the imperative, so that nothing
that is told or wished is taken for one. What it changes is proposed, never done at once.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from coaching.answers import read_amount, read_day, read_every, read_often, read_plan, read_weekdays
from coaching.commands import AddPartCommand, CancelCommand, ChangeGoalCommand, Command, KnownGoal, Utterance
from coaching.language.names import Resolved, resolve
from coaching.language.text import lemma
from goals.models.choices import Pattern

_ASKING = r"(?:please |(?:can|could) you (?:please )?|i(?:(?:'|’)d like| want| need) to |let(?:'|’)?s )?"
_TERM = re.compile(r"\b(?:target|goal|limit|aim|amount|frequency|rhythm|schedule)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(?:deadline|due date|target date|end date)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:name|title)\b", re.IGNORECASE)
_TO = r"\s+(?:down |up |back |over )?(?:to|at)\s+"
_CHANGE = re.compile(
    rf"{_ASKING}(?P<verb>change|set|update|adjust|edit|lower|raise|reduce|increase|decrease|cut|drop|move|make|switch)"
    rf"\s+(?P<what>.+?)(?:\s+from\s+.+?)?{_TO}(?P<value>.+)",
    re.IGNORECASE,
)
_SHALL = re.compile(
    r"(?P<what>(?:my|the) .+?) (?:should be|shall be|must be|is now|is going to be|needs to be) (?P<value>.+)",
    re.IGNORECASE,
)
_MAKE = re.compile(rf"{_ASKING}(?:make|do) (?P<what>.+)", re.IGNORECASE)
_RENAME = re.compile(rf"{_ASKING}rename (?P<what>.+?) (?:to|as|into) (?P<value>.+)", re.IGNORECASE)
_PLAN = re.compile(
    rf"{_ASKING}(?:add|make|create|set) (?:a |an |another |this )?(?:new )?(?:if-then )?plan(?: (?:to|for|on) "
    r"(?P<what>[^:,]+?))?(?:\s*[:,–-]\s*(?P<plan>.+))?",
    re.IGNORECASE | re.DOTALL,
)
_STEP = r"(?:add|create) (?:a |an |another )?(?:new )?(?:milestone|step|stage)"
_MILESTONE = (
    re.compile(rf"{_ASKING}{_STEP},?:? [\"“„](?P<title>.+?)[\"”“],? (?:to|for|in) (?P<what>.+)", re.IGNORECASE),
    re.compile(rf"{_ASKING}{_STEP} (?:to|for|in) (?P<what>[^:]+?)\s*:\s*(?P<title>.+)", re.IGNORECASE),
    re.compile(rf"{_ASKING}{_STEP}\s*:\s*(?P<title>.+)(?P<what>)", re.IGNORECASE),
)
_OF_ITS_PAGE = re.compile(
    rf"{_ASKING}(?:pause|unpause|resume|restart|reactivate|complete|close|archive|restore|delete|erase|remove|abandon)\s+(?P<what>.+?)"
    r"(?: (?:until|for|till) .+)?",
    re.IGNORECASE,
)
_TOLD = re.compile(r"\b(?:today|yesterday|this (?:morning|afternoon|evening)|last night)\b", re.IGNORECASE)
_IS_NEW = re.compile(r"(?:(?:me )?up|an?|another)\b|.*\b(?:an?|another) (?:new )?goal\b", re.IGNORECASE)
_BY = re.compile(
    r"\s+by\s+(?=\D|\d{4}-|\d{1,2}\s)|\s+and (?:the |its |my )?(?:deadline|due date|target date|date) (?:to|by) ",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"(?:(?:hi|hello|hey|ok(?:ay)?|thanks|thank you|so|now|then|and)[,.! ]+)*(?P<order>.*?)(?:,? please)?",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"{_ASKING}(?:change|update|adjust|edit|lower|raise|reduce|increase|decrease) (?P<what>(?:my|the) .+)",
    re.IGNORECASE,
)
_FILLERS = re.compile(
    r"my|the|an?|of|for|on|in|to|its?|goals?|habits?|target|limit|aim|amount|frequency|rhythm|schedule|deadline|due|date"
    r"|end|name|title|new"
)
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# What a goal without steps has none of, and one with steps has none of.
_WITH_STEPS, _WITH_DATES = (Pattern.MILESTONE,), (Pattern.TARGET, Pattern.MILESTONE)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is said: of which goal (`what`), and what it shall be (`value`)."""

    heard: Utterance
    today: dt.date
    what: str
    value: str

    @property
    def named(self) -> list[str]:
        said = _WORD.findall(self.what.casefold().replace("’", "'"))
        return [word for word in said if not _FILLERS.fullmatch(word.removesuffix("'s"))]

    def about(self, goals: Sequence[KnownGoal]) -> Resolved:
        """The goal that is named; where none is, the one talked about, or the only one of those that it may be."""
        if self.named:
            found = resolve(frozenset(map(lemma, self.named)), self.heard.goals, said=self.named)
            return Resolved(found.goal, tuple(goal for goal in found.candidates if goal in goals) or tuple(goals))
        if self.heard.last_goal in goals:
            return Resolved(self.heard.last_goal)
        return Resolved(goals[0] if len(goals) == 1 else None, tuple(goals))


def order(heard: Utterance, today: dt.date) -> Command | None:
    """The command of a message that orders a change; None for all others."""
    found = _POLITE.fullmatch(" ".join(heard.text.split()).rstrip(".!"))
    text = found["order"] if found else ""
    readers = (_new_plan, _new_milestone, _renamed, _changed, _made, _of_its_page, _bare)
    return next(filter(None, (reader(heard, today, text) for reader in readers)), None)


def _new_plan(heard: Utterance, today: dt.date, text: str) -> Command | None:
    """Without its words where they are no plan: then it is asked for whole."""
    found = _PLAN.fullmatch(text)
    if found is None:
        return None
    trigger, action = read_plan(found["plan"] or "") or ("", "")
    about = _Order(heard, today, found["what"] or "", "").about(heard.goals)
    return AddPartCommand(goal=about.goal, candidates=about.candidates, trigger=trigger, action=action)


def _new_milestone(heard: Utterance, today: dt.date, text: str) -> Command | None:
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _MILESTONE)), None)
    if found is None:
        return None
    about = _Order(heard, today, found["what"], "").about([goal for goal in heard.goals if goal.pattern in _WITH_STEPS])
    title = found["title"].strip(' "“”„')[:200]
    return AddPartCommand(goal=about.goal, candidates=about.candidates, milestone=title) if title else None


def _renamed(heard: Utterance, today: dt.date, text: str) -> Command | None:
    found = _RENAME.fullmatch(text)
    return _title(_Order(heard, today, found["what"], found["value"])) if found else None


def _changed(heard: Utterance, today: dt.date, text: str) -> Command | None:
    found = _CHANGE.fullmatch(text) or _SHALL.fullmatch(text)
    if found is None or _TOLD.search(text) or _IS_NEW.match(found["what"]):
        return None
    said = _Order(heard, today, found["what"], found["value"])
    for word, reader in ((_DATED, _date), (_NAMED, _title), (_TERM, _terms)):
        if word.search(said.what):
            return reader(said)
    is_set = "verb" not in found.groupdict() or found["verb"].casefold() in ("set", "move", "drop")
    return None if is_set else _terms_of_named(said)


def _made(heard: Utterance, today: dt.date, text: str) -> Command | None:
    """ "Make yoga 3 times a week": the name, and behind it what it shall be."""
    found = _MAKE.fullmatch(text)
    if found is None:
        return None
    rest = re.sub(r"^(?:my|the) ", "", found["what"], flags=re.IGNORECASE)
    for goal in sorted(heard.goals, key=lambda goal: -len(goal.title)):
        title, value = rest[: len(goal.title)], rest[len(goal.title) :]
        if title.casefold() == goal.title.casefold() and value[:1] == " ":
            is_rhythm = read_often(value) or read_weekdays(value) or read_every(value)
            return _terms(_Order(heard, today, title, value.strip())) if is_rhythm else None
    return None


def _bare(heard: Utterance, today: dt.date, text: str) -> Command | None:
    """ "Change my target", and not to what: the goal alone is known."""
    found = _BARE.fullmatch(text)
    if found is None or not (_TERM.search(found["what"]) or _DATED.search(found["what"])):
        return None
    said = _Order(heard, today, found["what"], "")
    about = said.about(heard.goals)
    is_whole = about.goal is not None or not said.named
    return ChangeGoalCommand(goal=about.goal, candidates=about.candidates) if is_whole else None


def _of_its_page(heard: Utterance, today: dt.date, text: str) -> Command | None:
    """To pause, complete or archive a goal is said of it by its name, or with the word goal."""
    found = _OF_ITS_PAGE.fullmatch(text)
    if found is None or _TOLD.search(text):
        return None
    about = _Order(heard, today, found["what"], "").about(heard.goals)
    words = re.sub(r"^(?:my|the) | goal$", "", found["what"], flags=re.IGNORECASE).casefold()
    is_named = about.goal is not None and words == about.goal.title.casefold()
    is_goal = _TERM.search(found["what"]) is not None
    return CancelCommand(what="goal", goal=about.goal) if is_named or is_goal else None


def _title(said: _Order) -> Command | None:
    about, title = said.about(said.heard.goals), said.value.strip(' "“”„')[:200]
    return ChangeGoalCommand(goal=about.goal, candidates=about.candidates, title=title) if title else None


def _date(said: _Order) -> Command | None:
    day = read_day(said.value, said.heard.now, said.today)
    about = said.about([goal for goal in said.heard.goals if goal.pattern in _WITH_DATES])
    return ChangeGoalCommand(goal=about.goal, candidates=about.candidates, date=day) if day else None


def _terms_of_named(said: _Order) -> Command | None:
    """Where no word says that it is about terms, the goal itself has to be named: "change Run to 80 km"."""
    found = _terms(said) if said.named else None
    return found if isinstance(found, ChangeGoalCommand) and found.goal is not None else None


def _terms(said: _Order) -> Command | None:
    about = said.about([goal for goal in said.heard.goals if goal.pattern not in _WITH_STEPS])
    amount, day = _BY.split(said.value, maxsplit=1) if _BY.search(said.value) else (said.value, "")
    until = read_day(day, said.heard.now, said.today) if day else None
    known = ChangeGoalCommand(goal=about.goal, candidates=about.candidates, date=until)
    if weekdays := read_weekdays(amount):
        return replace(known, weekdays=weekdays)
    if every := read_every(amount):
        return replace(known, every_n_days=every)
    often, value = read_often(amount), read_amount(amount)
    if often is not None and often.times is not None:
        return replace(known, times=often.times, period=often.period)
    if value is None or value.value < 0:
        return _date(said)
    return replace(known, value=value.value, unit=value.unit, period=often.period if often else None)
