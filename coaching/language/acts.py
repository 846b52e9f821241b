"""What a clause asks of the record besides check-ins: look back, say how it goes, tick off a stage."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    ReviewCommand,
    SetSentimentCommand,
)
from coaching.language.clauses import Clause
from coaching.language.dates import words as calendar_words
from coaching.language.names import LOOSE, fit, mended, resolve, title_weights
from coaching.language.quantities import dimension_of
from coaching.language.rules import rule, says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.vocabulary import vocabulary

_PERIODS = ("all", "quarter", "day", "week", "month", "year", "total")
_PRONOUN = re.compile(r"\b(?:it|that|this|them|these|those)\b")


def review(clause: Clause, goals: Sequence[KnownGoal], last: KnownGoal | None = None) -> ReviewCommand:
    text = re.sub(
        r"\b(?:three|two|four|five|six|\d+|once|twice|times) (?:times )?(?:a|per|each|every) (?:day|week|month|year)\b",
        " ",
        clause.text,
    )
    for each in goals:
        text = text.replace(each.title.casefold(), " ")  # the month of "Dry month" is no time to look back on
    period = next((name for name in _PERIODS if says(f"period_{name}", text)), None)
    period = "all" if period == "total" else period
    shown = rule("shown_by").sub(" ", clause.text)
    told = re.findall(r"[^\W\d_][\w'-]*", shown)
    lemmas = frozenset(lemma(part) for word in told for part in {word, *word.split("-")})
    found = resolve(lemmas - _period_words(), goals, enough=LOOSE)
    goal = found.goal or _counted(clause, goals) or (None if found.candidates else _by_one_word(lemmas, goals))
    if goal is None and not found.candidates and says("of_the_last", clause.text):
        goal = last
    return ReviewCommand(goal=goal, candidates=found.candidates, period=period, span=clause.span)


def _by_one_word(lemmas: frozenset[str], goals: Sequence[KnownGoal]) -> KnownGoal | None:
    """ "How much have I slept": the one goal that has a telling word of it in its title, "Sleep between shifts"."""
    said = mended(lemmas, goals) - _period_words()
    hit = [goal for goal in goals if said & {word for word, weight in title_weights(goal.title) if weight >= 0.5}]
    return hit[0] if len(hit) == 1 else None


@cache
def _period_words() -> frozenset[str]:
    """Words of time name no goal in a look back: the October of "how did it go in October"."""
    told = {"week", "month", "day", "year", "today", "goal", "how", "many", "much", "far", "do", "progress"}
    return frozenset(told | {lemma(month) for month in calendar_words()["months"]})


def _counted(clause: Clause, goals: Sequence[KnownGoal]) -> KnownGoal | None:
    """ "how many pages": the one goal that counts them."""
    if re.search(r"\b(?:put away|put aside|set aside|saved?|stashed|in the bank|banked)\b", clause.text):
        same = [goal for goal in goals if dimension_of(goal.unit) == "money"]
    else:
        same = [goal for goal in goals if goal.unit and lemma(goal.unit.casefold()) in clause.lemmas]
    return same[0] if len(same) == 1 else None


def sentiment(
    clause: Clause, goals: Sequence[KnownGoal], near: KnownGoal | None, last: KnownGoal | None
) -> SetSentimentCommand | None:
    said = next((name for name in ("behind", "ahead", "on_track") if says(name, clause.text)), None)
    said = "on_track" if says("not_behind", clause.text) else said
    led = says("would_say", clause.mask)
    told = clause if led is None else replace(clause, start=clause.start + led.end())
    if said is None or told.subject is Subject.OTHER or says("conditional", told.mask):
        return None
    if says("wondering", clause.text):
        return None
    found = resolve(_without_reason(clause), goals, enough=LOOSE)
    goal = found.goal or near or (last if _PRONOUN.search(clause.mask) else None)
    if goal is None and clause.subject not in (Subject.ME, Subject.NONE):
        return None
    if (
        goal is None
        and not found.candidates
        and not re.search(
            r"\b(?:behind|ahead|track|schedule|pace)\b\s*(?:\W*$|this|with|on|lately|again|a bit|right|so|overall)",
            clause.text.strip(),
        )
    ):
        return None
    return SetSentimentCommand(goal=goal, candidates=found.candidates, sentiment=said, span=clause.span)


def _without_reason(clause: Clause) -> frozenset[str]:
    """ "Ahead on the car fund thanks to the tax refund" says nothing of the taxes."""
    reason = says("reason_given", clause.text)
    return clause.lemmas if reason is None else replace(clause, end=clause.start + reason.start()).lemmas


def stages(
    clause: Clause, commands: Sequence[Command], before: Clause | None, goals: Sequence[KnownGoal]
) -> list[CompleteMilestoneCommand]:
    """Stages that the clause says are done, alone or in a list: "walls and roof are both done"."""
    last = commands[-1] if commands and clause.link != "sentence" else None
    found = milestones(clause, goals)
    if not found and before is not None and before.end <= clause.start and says("done_with_it", clause.core):
        found = milestones(replace(clause, start=before.start), goals) if clause.link == "comma" else []
    if not found and isinstance(last, CompleteMilestoneCommand):
        found = [each for each in (_listed_stage(clause, last.goal),) if each is not None]
    if found and before is not None and before.end <= clause.start and clause.link == "and":
        found = [*(each for each in (_listed_stage(before, found[0].goal),) if each is not None), *found]
    return found


def milestones(clause: Clause, goals: Sequence[KnownGoal]) -> list[CompleteMilestoneCommand]:
    """Stages that the clause says are done; several goals with the same stage need the goal's name beside it."""
    booked = says("booked_for", clause.text)
    clause = clause if booked is None else replace(clause, end=clause.start + booked.end())
    is_told = clause.pasts or _is_done(clause) or says("ticking", clause.core) or says("so_at_last", clause.text)
    placed = None if is_told else says("put_in_place", clause.text)
    if clause.is_inert or clause.subject is Subject.OTHER or not (is_told or placed):
        return []
    if says("missed", clause.mask) or says("skipped", clause.mask) or says("denied_stage", clause.text):
        return []
    if _is_half_done(clause, goals):
        return []
    if says("of_another", clause.text):
        return []
    lemmas = mended(clause.lemmas, goals)
    found: dict[str, list[tuple[float, KnownGoal]]] = {}
    titles = [title for goal in goals for title in goal.milestones if _may_be_told(title, clause, lemmas, goals)]
    if booked is not None:
        titles = [title for title in titles if lemma(booked["how"]) in {word for word, _ in title_weights(title)}]
    full = min((_reached(lemmas, title, clause) for title in titles if _is_named(lemmas, title)), default=0.1)
    for goal in goals:
        for title in (title for title in goal.milestones if title in titles):
            score = _reached(lemmas, title, clause)
            if (
                score >= full
                and not _is_of_another_thing(clause, title, goal)
                and _is_of_its_goal(title, goal, lemmas, placed)
            ):
                found.setdefault(title, []).append((score + fit(lemmas, goal.title)[1], goal))
    if len(found) > 1:
        found = {title: rows for title, rows in found.items() if not _is_only_a_doing(clause, title)}
    best = max((score for rows in found.values() for score, _ in rows), default=0.0)
    return [
        _milestone(title, rows, clause)
        for title, rows in found.items()
        if max(rows, key=lambda row: row[0])[0] > best - 1
    ]


def _is_of_its_goal(title: str, goal: KnownGoal, lemmas: frozenset[str], placed: re.Match[str] | None) -> bool:
    """What "Dig it out" digs out, and what the roof is on, is told by the goal's name."""
    names = {word for word, _ in title_weights(goal.title)}
    if placed is not None:
        return lemma(placed["where"]) in names
    return _PRONOUN.search(title.casefold()) is None or not names.isdisjoint(lemmas)


def _may_be_told(title: str, clause: Clause, lemmas: frozenset[str], goals: Sequence[KnownGoal]) -> bool:
    """Not where its word is what a goal counts or part of a goal's name: "£75 into the roof fund", "340 old photos"."""
    words = {word for word, _ in title_weights(title)}
    begun = says("only_begun", clause.text)
    if not _numbers_said(clause, title) or (begun is not None and words.isdisjoint(map(lemma, begun["how"].split()))):
        return False
    names = ({word for word, _ in title_weights(goal.title)} for goal in goals if title not in goal.milestones)
    units = {lemma(goal.unit.casefold()) for goal in goals if goal.unit}
    is_money = any(each.unit is not None and each.unit.dimension == "money" for each in clause.quantities)
    is_named = is_money and any(words < named <= lemmas for named in names)
    is_counted = bool(clause.quantities) and len(words) == 1 and words <= units and not _is_done(clause)
    return not is_named and not is_counted


def denies_stage(clause: Clause, goals: Sequence[KnownGoal]) -> bool:
    """ "Don't mark the roof as done": neither a stage nor anything else is told."""
    titles = [title for goal in goals for title in goal.milestones]
    is_measured = any(each.unit is not None for each in clause.quantities)
    is_denied = says("denied_stage", clause.text) is not None or (not is_measured and _is_half_done(clause, goals))
    return is_denied and any(_is_named(clause.lemmas, title) for title in titles)


def _is_half_done(clause: Clause, goals: Sequence[KnownGoal]) -> bool:
    """ "half the plates are tested", unless a stage is called "Half the plates"."""
    found = says("half_done", clause.text)
    said = set(re.findall(r"[a-z]+", found.group())) if found is not None else set[str]()
    titles = (title.casefold() for goal in goals for title in goal.milestones)
    named = {word for title in titles if title in clause.text for word in re.findall(r"[a-z]+", title)}
    return found is not None and named.isdisjoint(said & _PARTS)


_PARTS = frozenset({"half", "part", "parts", "first", "third", "quarter"})


def takes_back(clause: Clause, commands: Sequence[Command]) -> bool:
    """ "just kidding", "chapter one is done, well, almost", "we kayaked 40 km, must be fifteen years ago"."""
    if not commands or says("retracted", clause.text):
        return bool(commands)
    if clause.link != "sentence" and says("long_ago", clause.text) and isinstance(commands[-1], CheckInCommand):
        return True
    is_of_a_stage = isinstance(commands[-1], CompleteMilestoneCommand)
    return is_of_a_stage and clause.link != "sentence" and says("only_half", clause.text.strip(" ,;:-–")) is not None


def _listed_stage(clause: Clause, goal: KnownGoal | None) -> CompleteMilestoneCommand | None:
    """The next of a list of stages, by its name alone: "I passed the theory test and also the medical check"."""
    words = frozenset(lemma(word) for word in re.findall(r"[a-z'-]+", rule("beside_a_stage").sub(" ", clause.text)))
    stages = goal.milestones if goal is not None and not clause.asks else ()
    told = [title for title in stages if _names_all(words, title)]
    return _milestone(told[0], [(1.0, goal)], clause) if goal is not None and len(told) == 1 else None


def _names_all(words: frozenset[str], title: str) -> bool:
    """Whether they are all the words of the title, of which the verb may be missing."""
    named = [word for word, _ in title_weights(title)]
    return bool(words) and words in (frozenset(named), frozenset(named[1:]))


def _is_only_a_doing(clause: Clause, title: str) -> bool:
    """ "finished drafting the outline" finishes no stage "Draft"."""
    names = {word for word, _ in title_weights(title)}
    told = [word for word in clause.words if lemma(word) in names]
    return bool(told) and all(word.endswith("ing") for word in told)


def _numbers_said(clause: Clause, title: str) -> bool:
    """ "chapter 2" finishes no stage "Chapter 1"."""
    words = vocabulary().numbers
    said, meant = (
        {str(words.get(word, word)) for word in re.findall(r"[a-z]+|\d+", text)}
        for text in (clause.text, title.casefold())
    )
    return said.issuperset(word for word in meant if word.isdigit())


def _is_named(lemmas: frozenset[str], title: str) -> bool:
    words = [word for word, _ in title_weights(title) if not _PRONOUN.fullmatch(word)]
    return bool(words) and all(word in lemmas for word in words)


def _milestone(title: str, rows: list[tuple[float, KnownGoal]], clause: Clause) -> CompleteMilestoneCommand:
    rows.sort(key=lambda row: -row[0])
    alone = len(rows) == 1 or rows[0][0] - rows[1][0] >= 0.3
    candidates = tuple(goal for _, goal in rows)
    return CompleteMilestoneCommand(
        goal=rows[0][1] if alone else None, candidates=candidates, milestone=title, span=clause.span
    )


def _is_of_another_thing(clause: Clause, title: str, goal: KnownGoal) -> bool:
    """ "submitted my application" is no stage "Submit" of a tax return, an interview at the tile firm none "Tiles"."""
    words = {word for word, _ in title_weights(title)}
    place = _AT_ANOTHER.search(clause.mask)
    if place is not None and words == {lemma(place["what"])} and not _is_done(clause):
        return True
    named = words | {word for word, _ in title_weights(goal.title)}
    for verb in clause.pasts:
        match = re.search(
            rf"\b{re.escape(verb)} (?:off |in |out )?(?:my|the|a|an|our) ((?:[a-z]+ )?[a-z]+)", clause.mask
        )
        if len(words) == 1 and lemma(verb) in words and match is not None:
            return not named.intersection(lemma(word) for word in match[1].split())
    return False


_AT_ANOTHER = re.compile(
    r"\b(?:at|to|from|with|by|about) (?:the|a|an|my|our) (?P<what>[a-z]+) "
    r"(?:firm|shop|store|company|place|people|man|woman|guys?|factory|museum|show|fair|office|team|club|meeting|talk)\b"
)


def _is_done(clause: Clause) -> bool:
    return bool(says("done", clause.mask) or says("achieved", clause.mask))


def _reached(lemmas: frozenset[str], title: str, clause: Clause) -> float:
    """How much of a stage's name is there; its verb may be missing where the clause says done."""
    words = [word for word, _ in title_weights(title) if not _PRONOUN.fullmatch(word)]
    held = [word for word in words if word in lemmas]
    if re.search(rf"\b{re.escape(title.casefold())}(?!\w)", clause.text):
        return float(len(words))
    if words and len(held) == len(words):
        return float(len(words))
    if _NAMES_NOTHING.issuperset(held):
        return 0.0  # "tick it off", "one more box checked"
    is_done = _is_done(clause) or says("ticking", clause.core) is not None
    missing = [word for word in words if word not in lemmas]
    if held and missing in (["test"], ["exam"]) and says("passed", clause.text):
        return len(held) - 0.5
    verb_only = len(missing) == 1 and missing[0] == words[0] and len(words) >= 2
    return len(held) - 0.5 if is_done and verb_only and held else 0.0


_NAMES_NOTHING = frozenset({"it", "this", "that", "them", *vocabulary().numbers})


def is_told_again(command: Command, found: Sequence[Command], clause: Clause) -> bool:
    """ "went for a swim, did 600 m": the amount takes the place of the bare deed, and of one in another dimension."""
    if not isinstance(command, CheckInCommand) or command.goal is None or command.status == "skipped":
        return False
    goal = command.goal
    if command.status == "completed" and command.value is None and _is_denied(command, found, clause):
        return True
    if command.value is not None and dimension_of(command.unit) == dimension_of(goal.unit):
        return False
    return any(
        isinstance(each, CheckInCommand)
        and (each.goal, each.date) == (goal, command.date)
        and each.value is not None
        and (command.value is None or dimension_of(each.unit) == dimension_of(goal.unit))
        for each in found
    )


def _is_denied(command: CheckInCommand, found: Sequence[Command], clause: Clause) -> bool:
    """ "I had to call my parents, and I clean forgot": a miss that names nothing is one of what was told before it."""
    names = {word for word, _ in title_weights(command.goal.title)} if command.goal is not None else set[str]()
    missed = {(each.goal, each.date) for each in found if isinstance(each, CheckInCommand) and each.status == "missed"}
    return (command.goal, command.date) in missed and names.isdisjoint(clause.lemmas)


def is_said_of_a_stage(clause: Clause, commands: Sequence[Command]) -> bool:
    """ "I sent the draft, so that is done" tells nothing new."""
    is_last = bool(commands) and isinstance(commands[-1], CompleteMilestoneCommand)
    return is_last and says("bare_done", clause.mask.strip()) is not None


def is_felt(found: SetSentimentCommand, commands: Sequence[Command]) -> bool:
    """ "The course is slipping, I'm way behind" is said of one goal, once."""
    last = commands[-1] if commands else None
    is_again = isinstance(last, SetSentimentCommand) and found.goal in (None, last.goal)
    return is_again and isinstance(last, SetSentimentCommand) and last.sentiment == found.sentiment


def is_stray(command: Command) -> bool:
    """An amount in passing that belongs to no goal."""
    return isinstance(command, CheckInCommand) and command.goal is None and not command.candidates


def asks_back(command: Command) -> bool:
    """Whether it is asked about before anything is written. Of a new goal in doubt its name is."""
    return _is_open(command) or (command.is_doubtful and not isinstance(command, CreateGoalCommand))


def _is_open(command: Command) -> bool:
    if isinstance(command, CancelCommand):
        is_named = command.what == "goal" or bool(command.candidates) or command.is_unknown
        return is_named and command.goal is None
    return isinstance(command, CheckInCommand | CompleteMilestoneCommand) and command.goal is None
