"""Setting up a goal by talking: one missing thing is asked at a time, until there is enough for a proposal.

Pure: a draft and an answer in, a draft or None (not understood) out. `answers` reads amounts and days.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from coaching.answers import Amount, read_amount, read_day, read_every, read_often, read_plan, read_weekdays
from coaching.commands import CreateGoalCommand
from coaching.language.rhythms import Rhythm
from coaching.measures import is_reading, plural_unit
from coaching.pending import is_no, is_yes
from goals.models.choices import Aggregation, Pattern
from goals.wording import pattern_in_words

LIFETIME = dt.timedelta(hours=24)
# So many messages in a row that are about something else, or that are not understood, let the goal rest.
_MOST_ASIDES, _MOST_MISSES = 2, 3
_LEFT_OUT = ("amount", "date", "why", "plan")
_CURRENCIES = frozenset({"USD", "EUR", "GBP"})
_SKIP = re.compile(
    r"(?:skip(?: (?:it|this))?|no(?:ne|pe)?|nah|nothing|not now|pass|next|no (?:date|deadline|plan|reason|idea)"
    r"|not sure|i (?:don(?:'|’)?t|do not) know)(?:[,.! ]+(?:thanks?|thank you|yet))?[.! ]*",
    re.IGNORECASE,
)
_ENOUGH = re.compile(r"(?:that(?:'|’)?s (?:all|it|enough)|that is all|enough|done|finish)[.! ]*", re.IGNORECASE)
_BEGINS = re.compile(
    r"(?:please )?(?:(?:i(?:'|’)?d like|i want|let(?:'|’)?s|can (?:you|we|i)|help me)(?: to)? )?"
    r"(?:(?:set(?: up)?|create|make|add|start|have)(?: me)? )?(?:(?:a|another|my)(?: new)?|new) goal"
    r"(?:,? please)?[.!? ]*",
    re.IGNORECASE,
)
_RESUMES = re.compile(
    r"(?:(?:let(?:'|’)?s )?(?:go on|continue|carry on)|back to|finish)(?: with)?"
    r"(?: (?:it|that|the (?:new )?goal))?[.! ]*",
    re.IGNORECASE,
)


_AMENDS = re.compile(
    r"(?:(?:no|actually|sorry|wait)[,.! ]+)*(?:(?:make|change|set) (?:it|that|the (?P<part>[a-z ]+?))"
    r"(?: (?:to|at|by))? |(?:no|actually|rather|better)[, ]+)(?P<value>.+)",
    re.IGNORECASE,
)
_DATES = frozenset({"deadline", "date", "due date", "target date"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A goal as far as it is known. `passed` are the parts that the person will not give.

    `asides` counts the messages in a row that gave no answer. One that `rests` asks nothing until the person goes on;
    one that `is_proposed` asks nothing any more, and is changed by the next message or by none.
    """

    title: str = ""
    pattern: str = ""
    target_value: str | None = None
    unit: str | None = None
    target_date: str | None = None
    times_per_period: int | None = None
    period: str | None = None
    milestones: tuple[str, ...] = ()
    why_it_matters: str | None = None
    trigger_condition: str | None = None
    action: str | None = None
    weekdays: tuple[int, ...] = ()
    every_n_days: int | None = None
    passed: tuple[str, ...] = ()
    asked: str = ""
    asides: int = 0
    rests: bool = False
    is_proposed: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def arguments(self) -> dict[str, Any]:
        """What the tool create_goal takes."""
        names = ("target_value", "target_date", "times_per_period", "period", "every_n_days", "why_it_matters")
        told = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        if self.pattern in (Pattern.RECURRING, Pattern.LIMIT) and self.target_value and self.period is None:
            told["period"] = "day" if self.pattern == Pattern.RECURRING else "week"
        if self.unit in _CURRENCIES:
            told["currency"] = self.unit
        elif self.unit and self.pattern != Pattern.STREAK:
            told["unit"] = plural_unit(self.unit)
        if self.pattern == Pattern.TARGET and not is_reading(self.unit):
            told["aggregation"] = Aggregation.SUM.value
        if self.weekdays:
            told["weekdays"] = list(self.weekdays)
        if self.milestones:
            told["milestones"] = [{"title": title} for title in self.milestones]
        if self.trigger_condition and self.action:
            told["intentions"] = [{"trigger_condition": self.trigger_condition, "action": self.action}]
        return {"title": self.title, "pattern": self.pattern or Pattern.RECURRING.value, **told}


@dataclass(frozen=True, slots=True)
class Question:
    part: str
    sentence: str
    choices: tuple[str, ...] = ()


def draft_of(command: CreateGoalCommand) -> Draft:
    """What was understood of a new goal; where that is in doubt, its name is asked for."""
    value = None if command.target_value is None else str(command.target_value)
    day = command.target_date.isoformat() if command.target_date else None
    return Draft(
        title="" if command.is_doubtful else command.title.strip(),
        pattern=command.pattern,
        target_value=value,
        unit=command.unit,
        target_date=day,
        times_per_period=command.times_per_period,
        period=command.period,
    )


def draft_from(data: Mapping[str, Any]) -> Draft:
    known = {field.name for field in fields(Draft)}
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known
    }
    return Draft(**values)


def begins(text: str) -> bool:
    """Whether a message asks to set up a goal and says nothing of it yet."""
    return _BEGINS.fullmatch(text.strip()) is not None


def resumes(text: str) -> bool:
    """Whether a message goes on with a goal that rests."""
    return _RESUMES.fullmatch(text.strip()) is not None or text.strip() == go_on()


def go_on() -> str:
    """What the button says, and sends, that goes on with a goal that rests."""
    return _("Go on")


def put_aside(draft: Draft, *, is_miss: bool) -> Draft:
    """After a message that was about something else, or a `is_miss`, one that nobody understood."""
    asides = draft.asides + 1
    return replace(draft, asides=asides, rests=asides >= (_MOST_MISSES if is_miss else _MOST_ASIDES))


def taken_up(draft: Draft) -> Draft:
    return replace(draft, asides=0, rests=False)


def amended(draft: Draft, text: str, now: dt.datetime, today: dt.date) -> Draft | None:
    """A goal that was just proposed, with the amount, day or title that is put right; None for any other message."""
    found = _AMENDS.fullmatch(" ".join(text.split()).rstrip(".!"))
    if found is None:
        return None
    part, value = (found["part"] or "").casefold(), found["value"]
    if part in ("title", "name"):
        return _title(draft, value)
    changed = None if part in _DATES else _other_amount(draft, value)
    return changed or _date(draft, value, now, today)


def _other_amount(draft: Draft, said: str) -> Draft | None:
    """A bare number is one of the unit that was told."""
    amount = read_amount(said)
    if draft.target_value is not None and amount is not None and amount.unit is None and read_often(said) is None:
        return replace(draft, target_value=str(amount.value)) if amount.value >= 0 else None
    if draft.pattern == Pattern.RECURRING:
        draft = replace(draft, target_value=None, unit=None, times_per_period=None, weekdays=(), every_n_days=None)
    return None if draft.pattern == Pattern.MILESTONE else _amount(draft, said)


def next_question(draft: Draft) -> Question | None:
    """The first thing that is missing; None when nothing is, or the person has had enough."""
    return next((question for question in _questions(draft) if question.part not in draft.passed), None)


def _questions(draft: Draft) -> Iterator[Question]:
    skip, enough = pgettext("a question", "Skip"), _("That’s all")
    if not draft.title:
        yield Question("title", _("What is the goal? A few words are enough, for example “Read more”."))
    if not draft.pattern:
        words = tuple(pattern_in_words(pattern) for pattern in Pattern)
        yield Question("pattern", _("How is it measured?"), words)
    if draft.pattern and not _has_amount(draft):
        yield Question("amount", _amount_question(draft), () if _must_have_amount(draft) else (skip,))
    if draft.pattern in (Pattern.TARGET, Pattern.MILESTONE) and not draft.target_date:
        yield Question("date", _("By when? A date such as 30 June, or skip it."), (skip,))
    if not draft.why_it_matters:
        yield Question("why", _("Why does it matter to you?"), (skip, enough))
    if not draft.action:
        sentence = _("A plan helps: “If it is 7 am, then I put on my shoes.” What is yours?")
        yield Question("plan", sentence, (skip, enough))


def _has_amount(draft: Draft) -> bool:
    if draft.pattern == Pattern.MILESTONE:
        return bool(draft.milestones)
    if draft.pattern == Pattern.RECURRING:
        rhythm = draft.times_per_period or draft.every_n_days or draft.weekdays
        return draft.target_value is not None or bool(rhythm)
    return draft.target_value is not None


def _must_have_amount(draft: Draft) -> bool:
    return draft.pattern in (Pattern.TARGET, Pattern.LIMIT)


def _amount_question(draft: Draft) -> str:
    return {
        Pattern.RECURRING: _("How often? For example every day, 3 times a week, or 20 minutes a day."),
        Pattern.STREAK: _("How many days in a row? Without a number it is 30."),
        Pattern.LIMIT: _("What is the limit? For example 14 cups a week."),
        Pattern.TARGET: _("Which number do you want to reach, in which unit? For example 100 km."),
        Pattern.MILESTONE: _("Which steps does it have? Write them in order, with commas between them."),
    }[Pattern(draft.pattern)]


def calls_off(draft: Draft, text: str) -> bool:
    """Whether the answer drops the goal; where a part may be left out, "no" leaves out that part."""
    return is_no(text) and not leaves_out(draft, text)


def leaves_out(draft: Draft, text: str) -> bool:
    """Whether the answer leaves out the part that is asked for, or all that are left."""
    must = draft.asked in ("title", "pattern") or (draft.asked == "amount" and _must_have_amount(draft))
    return not must and (_passes(text) or _has_enough(text))


def answered(draft: Draft, text: str, now: dt.datetime, today: dt.date) -> Draft | None:
    """The draft with what the answer to its last question says; None when that is not understood."""
    said, part, draft = text.strip(), draft.asked, taken_up(draft)
    if leaves_out(draft, said):
        return replace(draft, passed=(*draft.passed, *((part,) if _passes(said) else _LEFT_OUT)))
    return _date(draft, said, now, today) if part == "date" else _FILL[part](draft, said)


# What the buttons send is in the person's language; what is typed is English.
def _passes(text: str) -> bool:
    return _SKIP.fullmatch(text.strip()) is not None or text.strip() == pgettext("a question", "Skip")


def _has_enough(text: str) -> bool:
    return _ENOUGH.fullmatch(text.strip()) is not None or text.strip() == _("That’s all")


def _title(draft: Draft, said: str) -> Draft | None:
    line = " ".join(said.split())
    if not 0 < len(line) <= 200 or is_yes(line):
        return None
    return replace(draft, title=line[0].upper() + line[1:])


def _pattern(draft: Draft, said: str) -> Draft | None:
    word = said.casefold().rstrip(".! ")
    for pattern in Pattern:
        if word in (pattern.value, str(pattern.label).casefold(), pattern_in_words(pattern).casefold()):
            return replace(draft, pattern=pattern.value)
    return None


def _amount(draft: Draft, said: str) -> Draft | None:
    if draft.pattern == Pattern.MILESTONE:
        steps = tuple(" ".join(step.split())[:200] for step in re.split(r"[,;\n]", said) if step.strip())
        return replace(draft, milestones=steps[:50]) if steps else None
    often, amount = read_often(said), read_amount(said)
    if draft.pattern == Pattern.RECURRING:
        return _rhythm(draft, said, often, amount)
    if amount is None or amount.value < 0:
        return None
    if draft.pattern == Pattern.STREAK:
        return replace(draft, target_value=str(amount.value)) if amount.value > 0 else None
    period = often.period if often and draft.pattern == Pattern.LIMIT else None
    return replace(draft, target_value=str(amount.value), unit=amount.unit or draft.unit, period=period or draft.period)


def _rhythm(draft: Draft, said: str, often: Rhythm | None, amount: Amount | None) -> Draft | None:
    """How often, or how much in which time."""
    if weekdays := read_weekdays(said):
        return replace(draft, weekdays=weekdays)
    if days := read_every(said):
        return replace(draft, every_n_days=days)
    if often is not None and often.times is not None:
        return replace(draft, times_per_period=often.times, period=often.period)
    if amount is None or amount.value <= 0:
        return None
    if amount.unit is None:
        whole = amount.value == amount.value.to_integral_value() and amount.value <= 366
        period = often.period if often else "week"
        return replace(draft, times_per_period=int(amount.value), period=period) if whole else None
    return replace(draft, target_value=str(amount.value), unit=amount.unit, period=often.period if often else "day")


def _date(draft: Draft, said: str, now: dt.datetime, today: dt.date) -> Draft | None:
    day = read_day(said, now, today)
    return replace(draft, target_date=day.isoformat()) if day and day > today else None


def _why(draft: Draft, said: str) -> Draft | None:
    return replace(draft, why_it_matters=said[:2000])


def _plan(draft: Draft, said: str) -> Draft | None:
    plan = read_plan(said)
    return replace(draft, trigger_condition=plan[0], action=plan[1]) if plan else None


_FILL: dict[str, Callable[[Draft, str], Draft | None]] = {
    "title": _title,
    "pattern": _pattern,
    "amount": _amount,
    "why": _why,
    "plan": _plan,
}
