"""Taking back: the latest entry, which may be named ("undo the wine one"), or a goal that is to go."""

import re
from collections.abc import Sequence
from dataclasses import replace

from coaching.commands import CancelCommand, CheckInCommand, Command, KnownGoal
from coaching.language.clauses import Clause
from coaching.language.names import LOOSE, Resolved, is_shared, resolve, title_weights
from coaching.language.rules import rule, says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Thread

_GENERIC = 0.25
_ONLY_SAID = frozenset({"last", "entry", "goal", "can"})


def undone(
    clause: Clause, clauses: Sequence[Clause], commands: Sequence[Command], thread: Thread
) -> CancelCommand | None:
    """What the clause asks to be taken back, after what the message asked and said before it."""
    earlier = [each for each in clauses if each.end <= clause.start and clause.sentence - each.sentence <= 1]
    before = earlier[-1] if earlier else None
    last = commands[-1] if commands else None
    listed = _dropped_too(clause, last, thread.goals) if isinstance(last, CancelCommand) else None
    found = listed or _drop(clause, before, thread.goals, thread.goal_named)
    found = found or cancel(clause, before, thread.goals, thread.goal_named or thread.last_goal)
    found = found or _of_title(clause, thread.goals)
    if found is not None:
        thread.topic = found.goal or thread.topic  # "… I decided to skip them today"
    return found


def cancel(
    clause: Clause, before: Clause | None, goals: Sequence[KnownGoal], last: KnownGoal | None
) -> CancelCommand | None:
    """`before` is the clause that leads up to it: "the treadmill entry went in twice, take the last one off"."""
    text = clause.text.strip()
    if clause.subject is Subject.OTHER and not (says("cancel_last", text) or says("to_you", clause.mask.strip())):
        return None
    goal_words, last_words = says("cancel_goal", text), says("cancel_last", text)
    if not (goal_words or last_words) and says("dropping", clause.core):
        named = [goal for goal in goals if goal.title.casefold() in text]
        return CancelCommand(what="goal", goal=named[0], span=clause.span) if len(named) == 1 else None
    if (goal_words is None and last_words is None) or says("weighing", text) or says("to_stay", text):
        return None
    if says("wish", clause.mask) and not re.match(r"^(?:i )?(?:want|need|would like|'d like)", clause.core):
        return None
    if goal_words is not None and not says("of_an_entry", text):
        return _of_goal(clause, before, goals, last)
    return _of_entry(clause, before, goals)


def _of_goal(
    clause: Clause, before: Clause | None, goals: Sequence[KnownGoal], last: KnownGoal | None
) -> CancelCommand | None:
    found = resolve(clause.lemmas - _ONLY_SAID, goals, enough=LOOSE, said=clause.words)
    is_unclear = found.goal is not None and is_shared(clause.lemmas, found.goal, goals)
    goal = None if is_unclear else found.goal
    if goal is None and not is_unclear and re.search(r"\b(?:that|this|the) goal\b", clause.text):
        goal = last
    if goal is None and not found.candidates and before is not None and re.search(r"\b(?:it|that)\b", clause.mask):
        # "I gave away the compost heap, so take the turning of it off my list"
        found = resolve((clause.lemmas | before.lemmas) - _ONLY_SAID, goals, enough=LOOSE)
        goal = found.goal
    return CancelCommand(what="goal", goal=goal, candidates=found.candidates, span=clause.span)


def _of_entry(clause: Clause, before: Clause | None, goals: Sequence[KnownGoal]) -> CancelCommand:
    found = _entry_named(clause, goals)
    if not found.candidates and before is not None and says("of_entries", before.text):
        found = _entry_named(before, goals)
    if found.goal is not None and _may_be_another(clause, found.goal, goals):
        found = replace(found, goal=None)
    is_unknown = not found.candidates and _names_a_stranger(clause)
    return CancelCommand(
        what="last", goal=found.goal, candidates=found.candidates, span=clause.span, is_unknown=is_unknown
    )


def _entry_named(clause: Clause, goals: Sequence[KnownGoal]) -> Resolved:
    """The goal whose entry it is: by its name, or by one telling word of it where no other title has that word."""
    lemmas = clause.lemmas - _ONLY_SAID - _order_in(clause)
    found = resolve(lemmas, goals, enough=LOOSE, said=clause.words)
    named = says("entry_named", clause.text)
    if found.candidates:
        return found
    staged = [goal for goal in goals if any(_is_said(stage, lemmas) for stage in goal.milestones)]
    if named is None or staged:
        return Resolved(staged[0] if len(staged) == 1 else None, tuple(staged))
    said = {lemma(word) for word in re.findall(r"[a-z][a-z'-]*", named["name"])}
    hit = [goal for goal in goals if said & {word for word, weight in title_weights(goal.title) if weight >= 0.5}]
    return Resolved(hit[0] if len(hit) == 1 else None, tuple(hit))


def _order_in(clause: Clause) -> frozenset[str]:
    """ "Take it out again" does not speak of a goal "Take the bins out"."""
    order = says("taken_so", clause.text)
    return frozenset() if order is None else frozenset(lemma(word) for word in order.group().split())


def _is_said(title: str, lemmas: frozenset[str]) -> bool:
    return lemmas.issuperset(word for word, _ in title_weights(title))


def _may_be_another(clause: Clause, goal: KnownGoal, goals: Sequence[KnownGoal]) -> bool:
    """ "Undo the last walk": one is in the evening, one with the dog. Practice tells no guitar from another."""
    unsaid = [weight for word, weight in title_weights(goal.title) if word not in clause.lemmas]
    return max(unsaid, default=0) > _GENERIC and is_shared(clause.lemmas, goal, goals)


def _names_a_stranger(clause: Clause) -> bool:
    """ "remove the last yoga entry", where no goal is about yoga."""
    named = says("entry_named", clause.text)
    if named is None:
        return False
    name = rule("entry_words").sub(" ", named["name"])
    return bool(name.strip())


def _drop(
    clause: Clause, before: Clause | None, goals: Sequence[KnownGoal], named: KnownGoal | None
) -> CancelCommand | None:
    """ "I've no further use for the bowls goal, so drop it": `before` is the clause that speaks of it."""
    if before is None or not says("drop_it", clause.core):
        return None
    if not re.search(r"\bgoals?\b", before.text) and (not says("done_with", before.text) or before.dates):
        return None
    found = resolve(before.lemmas - _ONLY_SAID, goals, enough=LOOSE).goal
    goal = found or named
    return CancelCommand(what="goal", goal=goal, span=clause.span) if goal is not None else None


def _of_title(clause: Clause, goals: Sequence[KnownGoal]) -> CancelCommand | None:
    """ "Please delete Podcast launch": a goal by its whole title, one of a single word by its capital letter."""
    said = says("drops_title", clause.text)
    if said is None:
        return None
    title, at = said["title"].strip(), clause.start + said.start("title")
    is_title = " " in title or clause.marked.plain.is_capital(at)
    goal = next((each for each in goals if each.title.casefold() == title and is_title), None)
    return CancelCommand(what="goal", goal=goal, span=clause.span) if goal is not None else None


def without_farewell(commands: Sequence[Command], found: CancelCommand, clauses: Sequence[Clause]) -> list[Command]:
    """Less what was taken for a deed: "I'm done with kanji, delete that goal", "the run went in twice, undo one"."""
    if found.what != "goal":
        spans = [each.span for each in clauses if says("tells_of_entry", each.text)]
        return [each for each in commands if not (isinstance(each, CheckInCommand) and each.span in spans)]
    spans = [each.span for each in clauses if says("done_with", each.text)]
    return [each for each in commands if not (_is_bare(each) and each.span in spans)]


def _is_bare(command: Command) -> bool:
    return isinstance(command, CheckInCommand) and command.value is None and command.status != "skipped"


def _dropped_too(clause: Clause, before: CancelCommand, goals: Sequence[KnownGoal]) -> CancelCommand | None:
    """The next of a list: "delete the ukulele goal and the Duolingo goal"."""
    if before.what != "goal" or clause.link not in ("and", "comma", "plus", "&", "also"):
        return None
    said = says("goal_too", clause.text.strip())
    if said is None:
        return None
    found = resolve(clause.lemmas - _ONLY_SAID, goals, enough=LOOSE).goal
    return replace(before, goal=found, candidates=(), span=clause.span) if found not in (None, before.goal) else None


def is_told_again(found: CancelCommand, commands: Sequence[Command]) -> bool:
    """ "The kanji goal can go, please remove it": what is asked twice is done once."""
    made = [each for each in commands if isinstance(each, CancelCommand)]
    return any(found.goal is None or (each.what, each.goal) == (found.what, found.goal) for each in made)


def several(clause: Clause, clauses: Sequence[Clause], goals: Sequence[KnownGoal]) -> list[CancelCommand]:
    """Goals of a sentence that are all to go, where it names nothing else: "delete the goals Wine and Beers".

    None where it names fewer than two.
    """
    end = max(each.end for each in clauses if each.sentence == clause.sentence)
    text = clause.marked.plain.text[clause.start : end]
    listed = says("listed_to_go", text)
    if listed is None:
        return []
    rest, named = listed["names"], list[tuple[int, KnownGoal]]()
    for goal in sorted(goals, key=lambda each: -len(each.title)):
        title = re.search(rf"\b{re.escape(goal.title.casefold())}(?!\w)", rest)
        if title is not None:
            named.append((title.start(), goal))
            rest = rest[: title.start()] + " " * (title.end() - title.start()) + rest[title.end() :]
    is_more = rule("list_words").sub(" ", rest).strip(" ,;&+.!")
    if len(named) < 2 or is_more or not says("of_goals", text):
        return []
    return [
        CancelCommand(what="goal", goal=goal, span=clause.span) for _, goal in sorted(named, key=lambda each: each[0])
    ]


def is_reason(clause: Clause, commands: Sequence[Command]) -> bool:
    """ "Undo that beer, the bottle was alcohol free": why an entry is taken back is none itself."""
    last = commands[-1] if commands else None
    is_undone = isinstance(last, CancelCommand) and last.what == "last" and clause.link != "sentence"
    return is_undone and clause.subject in (Subject.THING, Subject.OTHER) and not clause.quantities
