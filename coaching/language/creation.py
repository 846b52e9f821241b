"""New goals: what is asked for or declared, with its pattern, amount, rhythm and deadline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from coaching.commands import Command, CreateGoalCommand
from coaching.language.clauses import Clause
from coaching.language.deadlines import Deadline, deadline
from coaching.language.quantities import COUNT, Quantity, quantities
from coaching.language.rhythms import Rhythm, rhythm
from coaching.language.rules import rule, says
from coaching.language.second_thoughts import taken_back
from coaching.language.subjects import Subject
from coaching.language.titles import thing_of, title_of
from coaching.language.vocabulary import vocabulary
from goals.plurals import singular

_FIRM = re.compile(r"^(?:by|before|until|till|come|due|no later|(?:the )?end of|in|within|this|over)\b")
_DAYS = {"day": 1, "week": 7, "month": 30}
_LIMIT_NOUN = re.compile(r"\b(?:limit|cap|budget|ceiling|max(?:imum)?)\b")
_AT_LEAST = re.compile(r"\b(?:at least|minimum|or more)\b")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where the words of the goal begin; `is_asked` when a goal was asked for in so many words."""

    text: str
    end: int
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What of a new goal was said, in characters of `text`."""

    text: str
    lead: Lead
    deadline: Deadline | None
    rhythm: Rhythm | None
    amounts: tuple[Quantity, ...]
    gone: tuple[tuple[int, int], ...] = ()
    """What was taken back again, or said twice."""
    counted: frozenset[str] = frozenset()
    """What the goals that there are count."""

    @property
    def first(self) -> int:
        return self.lead.end


def creation(
    clauses: Sequence[Clause], at: int, counted: frozenset[str], week_starts_on: int, *, is_announced: bool = False
) -> tuple[CreateGoalCommand, int] | None:
    """The goal that the clause at `at` begins to tell of, and the place of the first clause that is none of it."""
    clause = clauses[at]
    if says("will_have", clause.mask):
        return None
    is_others = clause.subject is Subject.OTHER and not says("lead_before", clause.text)
    if is_others or says("reported", clause.mask) or says("conditional", clause.core):
        return None
    if says("how_a_goal_is", clause.text):
        return None
    lead = lead_of(clause) or (Lead("", 0, True) if is_announced else None)
    if lead is None:
        return None
    past = _past(clauses, at)
    command = created(clause, clauses[past - 1].end, lead, counted, week_starts_on)
    return (command, past) if command is not None else None


def created(
    clause: Clause, end: int, lead: "Lead", counted: frozenset[str], week_starts_on: int
) -> CreateGoalCommand | None:
    """The goal that the text of the clause tells of, up to `end`; None where nothing is told that could be kept."""
    terms = _terms(clause, end, lead, counted, week_starts_on)
    pattern = _pattern(terms, clause)
    if pattern is None:
        return None
    title = title_of(terms, pattern, clause.marked.plain)
    return _command(terms, pattern, title, clause) if title else None


def is_asked_for(clause: Clause) -> bool:
    """Whether a goal is asked for by a question: "can you cap my coffees at 2 a day"."""
    after = clause.marked.plain.text[clause.end :]
    is_due = says("add_doing", clause.text) is not None and says("due_after", after) is not None
    return is_due or says("create", clause.text.strip()) is not None


def due_by(clause: Clause, commands: Sequence[Command], week_starts_on: int) -> CreateGoalCommand | None:
    """ "I want it finished by the end of May", said of a goal that has no deadline yet."""
    goal = commands[-1] if commands else None
    told = says("deadline_told", clause.text.strip())
    if not isinstance(goal, CreateGoalCommand) or goal.target_date is not None or told is None:
        return None
    day = re.sub(r"^(?:is|to|for|on|:)\b", "", clause.text.strip()[told.end() :].strip(" :")).strip()
    when = deadline(clause.text, clause.marked.moment, week_starts_on)
    when = when or deadline(f"by {day}", clause.marked.moment, week_starts_on)
    return replace(goal, target_date=when.day) if when is not None else None


def loose_creation(clauses: Sequence[Clause], counted: frozenset[str], week_starts_on: int) -> CreateGoalCommand | None:
    """Of a message that asks for a goal in words of its own: what leads up to it is passed over."""
    clause = clauses[0]
    if says("how_a_goal_is", clause.text):
        return None
    led = says("loose_lead", clause.marked.plain.text[clause.start :])
    is_torn = led is None or led.group().endswith("'")  # of "I've"
    lead = lead_of(clause) or Lead("", 0 if led is None or is_torn else led.end(), True)
    terms = _terms(clause, clauses[-1].end, lead, counted, week_starts_on)
    pattern = _pattern(terms, clause)
    if pattern is None or (pattern == "milestone" and not _is_a_project(terms)):
        return None
    title = title_of(terms, pattern, clause.marked.plain)
    return _command(terms, pattern, title, clause) if title else None


def _is_a_project(terms: Terms) -> bool:
    """A name alone ("Read more") may as well answer a question."""
    is_called_so = re.search(r"\b(?:goals?|projects?|list|board|habit|challenge)\b", terms.text) is not None
    return is_called_so or terms.deadline is not None or _has_stages(terms.text[terms.first :])


def lead_of(clause: Clause) -> Lead | None:
    """What asks for a goal or declares one, at the beginning of the clause or after its deadline or purpose."""
    text = clause.text
    core_at, bare_at = len(text) - len(clause.core), len(text) - len(text.lstrip())
    when = deadline(text, clause.marked.moment, 0)
    later = when.end if when is not None and not text[: when.start].strip() else bare_at
    led = says("lead_before", text)
    for name in ("create", "declare"):
        for start in (core_at, bare_at, later, led.end() if led is not None else bare_at):
            rest = text[start:].lstrip(" ,")
            found = says(name, rest)
            if found is not None and found.start() == 0:
                end = len(text) - len(rest) + found.end()
                return Lead(text[:end], end, name == "create")
    after = clause.marked.plain.text[clause.end :]
    added = says("add_doing", text)
    if added is not None and says("due_after", after):
        return Lead(text[: added.end()], added.end(), True)
    is_kept = says("declared", after) is not None and says("promise", text.strip()) is not None
    return Lead("", bare_at, False) if is_kept or _is_rule(text) else None


def _is_rule(text: str) -> bool:
    """ "at most 2 coffees a day", "… from now on": a rule without anything before it."""
    limit = says("limit", text)
    if limit and limit.start() < 3 and rhythm(text):
        return True
    if (
        limit
        and rhythm(text)
        and re.match(r"\s*(?:please )?(?:spend|keep|drink|eat|limit|stay|smoke|buy|have|watch|use)\b", text)
    ):
        return True
    return "from now on" in text or bool(says("declared", text)) or says("to_do_without", text.strip()) is not None


def _past(clauses: Sequence[Clause], at: int) -> int:
    """Where another act begins: a question, a report, or a new sentence that names no stages."""
    here, mended = at + 1, clauses[at].sentence
    while here < len(clauses):
        each = clauses[here]
        text = each.text.strip()
        is_more = (
            says("stages", text)
            or _tells_length(clauses, at, here)
            or text.startswith(("deadline", "due ", "target date"))
            or says("kept_as", text) is not None
        )
        if each.sentence != clauses[at].sentence and _is_put_right(clauses, here):
            mended = each.sentence
        is_more = is_more or each.sentence == mended
        is_later = each.sentence != clauses[at].sentence and not is_more
        if is_later and not _goes_on_stages(clauses[here - 1], each):
            break
        if (
            (each.subject is Subject.ME and each.is_surely_past)
            or rule("next_act").match(text)
            or (says("review", text) and not says("kept_as", text))
            or says("consult", text)
            or says("create", text)
            or says("declared", text)
        ):
            break
        here += 1
    return here


def _tells_length(clauses: Sequence[Clause], at: int, here: int) -> bool:
    """ "Start a no sugar streak? I'm shooting for 100 days": how long it is to be, which was not said before."""
    asked = clauses[at]
    is_streak = says("streak", asked.text) is not None and not asked.quantities
    return is_streak and here == at + 1 and says("length_told", clauses[here].text) is not None


def _is_put_right(clauses: Sequence[Clause], at: int) -> bool:
    """ "Actually, make that three times a week": a part of the goal is told once more."""
    each = clauses[at]
    told = each.marked.plain.text[each.start : max(c.end for c in clauses[at:] if c.sentence == each.sentence)]
    mark = rule("thinks_better").match(f" {told.strip()}")
    if mark is None or any(c.is_surely_past for c in clauses[at:] if c.sentence == each.sentence):
        return False
    parts = (
        rhythm(told),
        deadline(told, each.marked.moment),
        *each.marked.quantities_in(each.start, each.start + len(told)),
    )
    return any(part is not None for part in parts)


def _goes_on_stages(before: Clause, each: Clause) -> bool:
    return each.sentence == before.sentence and says("stages", before.text.strip()) is not None


def _terms(clause: Clause, end: int, lead: Lead, counted: frozenset[str], week_starts_on: int) -> Terms:
    text = clause.marked.plain.text[clause.start : end]
    rest = " " * lead.end + text[lead.end :]
    gone = taken_back(rest, clause.marked.moment, counted)
    rest = _without(rest, gone)
    often = rhythm(rest)
    when = deadline(rest, clause.marked.moment, week_starts_on)
    if when is not None and often is not None and often.start < when.start < often.end:
        when = deadline(_blanked(rest, often), clause.marked.moment, week_starts_on)  # "six times in a week"
    bare = _blanked(rest, when)
    when = when or deadline(text[: lead.end], clause.marked.moment, week_starts_on)
    often = rhythm(bare) or _adverb(text[: lead.end])
    bare = _blanked(bare, often)
    again = rhythm(bare) if often is not None else None
    if again is not None and often is not None and again.period == often.period:
        gone.append((again.start, again.end))  # "150 euros a month, every month"
        bare = _blanked(bare, again)
    bare = rule("title_tail").sub(lambda match: " " * len(match.group()), bare)
    for name in ("clocks", "numbering") if says("limit", rest) else ("clocks", "numbering", "hours"):
        bare = rule(name).sub(lambda match: "T" * len(match.group()), bare)
    return Terms(text, lead, when, often, tuple(quantities(bare, counted)), tuple(gone), counted)


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _adverb(lead: str) -> Rhythm | None:
    """ "give me a daily goal of 25 burpees"."""
    found = rhythm(lead)
    return found if found is not None and lead[found.start : found.end].endswith("ly") else None


def _blanked(text: str, span: Deadline | Rhythm | None) -> str:
    return text if span is None else text[: span.start] + " " * (span.end - span.start) + text[span.end :]


def _pattern(terms: Terms, clause: Clause) -> str | None:
    """None when nothing was declared that could be kept."""
    rest = terms.text[terms.first :]
    measured = [each for each in terms.amounts if not _is_span(each)]
    has_limit = says("limit", rest) or _LIMIT_NOUN.search(terms.lead.text)
    if has_limit and terms.amounts and not _AT_LEAST.search(rest) and (terms.rhythm or terms.lead.is_asked):
        return "limit"
    if says("streak", f"{terms.lead.text} {rest}") and any(_is_span(each) for each in terms.amounts):
        return "streak"
    if terms.rhythm is not None and not re.search(r"\b(?:skip|miss)\b", rest):
        return "recurring"
    return _once(terms, measured, rest)


def _once(terms: Terms, measured: list[Quantity], rest: str) -> str | None:
    is_asked = terms.lead.is_asked
    is_weak = says("weak_lead", terms.lead.text) is not None
    is_firm = (
        terms.deadline is not None
        and _FIRM.match(terms.text[terms.deadline.start :]) is not None
        and not terms.text[: terms.deadline.start].rstrip().endswith(("n't", " not"))
    )
    is_led = bool(measured) and terms.deadline is not None and "," not in rest  # "by the end of June: cycle 300 km"
    is_in_order = is_firm and says("in_order", rest) is not None
    if _has_stages(rest) and (is_asked or is_in_order) and not is_led:
        return "milestone"
    if measured and (is_asked or (terms.deadline is not None and (is_firm or not is_weak))):
        return "target"
    if is_asked and rest.strip(" .!?,:") and "help me" not in terms.lead.text:
        return "milestone"
    return "milestone" if is_firm and not is_weak and terms.lead.text else None


def _has_stages(rest: str) -> bool:
    head, _, tail = rest.replace(" - ", ":", 1).partition(":")
    is_listed = bool(tail.strip() and head.strip()) and ("," in tail or ":" in rest)
    return is_listed or says("has_stages", rest) is not None or says("in_order", rest) is not None


def _is_span(each: Quantity) -> bool:
    return each.unit is not None and each.unit.name in _DAYS


def _command(terms: Terms, pattern: str, title: str, clause: Clause) -> CreateGoalCommand:
    value, unit = _amount(terms, pattern)
    if pattern == "limit" and value is not None:
        unit = thing_of(title, unit) if unit else _counted_by(title)
    if unit is not None and unit not in terms.counted:
        unit = _as_written(unit, clause.marked.plain.source)
    times, period = None, None
    if pattern in ("recurring", "limit") and terms.rhythm is not None:
        period = terms.rhythm.period
        if pattern == "recurring" and (value is None or (terms.rhythm.times or 1) > 1):
            times = terms.rhythm.times or 1
            value, unit = None, None
    return CreateGoalCommand(
        title=title,
        pattern=pattern,
        target_value=value,
        unit=unit,
        target_date=terms.deadline.day if terms.deadline else None,
        times_per_period=times,
        period=period,
        span=clause.marked.plain.span(clause.start, clause.start + len(terms.text.rstrip())),
    )


def _as_written(unit: str, source: str) -> str:
    """ "2 ice creams" are counted by the ice cream, though they are read as one word; push ups are pushups."""
    letters = " ?".join(re.escape(letter) for letter in unit)
    found = re.search(rf"(?<![a-z]){letters}(?=s?(?![a-z]))", source.casefold())
    return found.group() if found is not None and not unit.endswith("up") else unit


def _counted_by(title: str) -> str | None:
    """ "a limit for taxis, 4 per month": what the title names in the plural."""
    word = title.casefold()
    return singular(word) if word.isalpha() and singular(word) != word else None


def _amount(terms: Terms, pattern: str) -> tuple[Decimal | None, str | None]:
    if pattern == "milestone":
        return None, None
    if pattern == "streak":
        span = next(each for each in terms.amounts if _is_span(each))
        return span.value * _DAYS[span.unit.name if span.unit else "day"], "day"
    amount = next((each for each in terms.amounts if not _is_span(each) and each.unit is not None), None)
    amount = amount or next((each for each in terms.amounts if not _is_span(each)), None)
    if amount is None:
        return None, None
    return _measured(amount, terms)


def _measured(amount: Quantity, terms: Terms) -> tuple[Decimal, str | None]:
    if (
        amount.unit is None
        and amount.is_short
        and re.search(r"\b(?:run|walk|swim|bike|cycle|row|jog|hike)", terms.text)
    ):
        return amount.value / 1000, "km"
    if (
        amount.unit is not None
        and amount.unit.dimension != COUNT
        and re.search(r"\b(?:lose|weigh|gain|drop|lift|bench|squat|deadlift|press|curl)", terms.text)
    ):
        return amount.value, amount.reads_as("mass").unit.name  # type: ignore[union-attr]
    unit = _noun_after(terms.text[amount.end :], is_one=amount.value == 1) or _noun_before(terms.text[: amount.start])
    return amount.value, amount.unit.name if amount.unit else unit


def _noun_before(text: str) -> str | None:
    """ "cap my coffees at 2": what is counted is what is capped."""
    match = re.search(
        r"\b(?:cap|limit|keep|restrict)(?:ping|ing)?(?: my| the)? (?:[a-z]+ )?([a-z]+s) (?:at|to|under|below)\s*$"
        r"|\b([a-z]+s) (?:are |is )?(?:capped|limited) (?:at|to)\s*$",
        text,
    )
    match = match or re.search(
        r"\b([a-z]+s)()\s*:\s*(?:max(?:imum)?|at most|no more than|up to|only|not more than)\s*$", text
    )
    return singular(match[1] or match[2]) if match is not None else None


def _noun_after(rest: str, *, is_one: bool) -> str | None:
    """ "500 German words": what is counted may be the second or third word; "one poem" is no plural."""
    words = vocabulary().words
    following: list[str] = re.findall(r"[a-z]+", rest)[:3]
    for at, word in enumerate(following):
        if word in words["stops"]:
            return None
        if at == 0 and (following[1:2] == [] or following[1] in words["stops"]) and word not in words["adjectives"]:
            return singular(word)
        if is_one and word not in words["adjectives"]:
            return word
        if singular(word) != word:
            return singular(word)
    return None


def known_units() -> frozenset[str]:
    return frozenset(vocabulary().units)
