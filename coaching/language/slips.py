"""Goals of doing without: what was a slip, and what kept them going."""

import datetime as dt
import re
from functools import cache

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.amounts import asked, recorded
from coaching.language.clauses import Clause
from coaching.language.deeds import is_without
from coaching.language.names import Resolved, title_weights
from coaching.language.rules import says
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Said, Thread
from coaching.language.vocabulary import vocabulary


def slip_of(clause: Clause, thread: Thread) -> KnownGoal | None:
    """The one goal of doing without that what was had belongs to."""
    own = _own_words(clause)
    words = set(own) | {lemma(word) for word in own}
    streaks = [goal for goal in thread.goals if goal.pattern == "streak"]
    found = [goal for goal in streaks if _is_had(clause, goal) or _is_done_after_all(clause, goal)] or [
        goal for goal in streaks if any(words & kinds for kinds in _ruled_out(goal))
    ]
    return found[0] if len(found) == 1 else None


def not_one_of(clause: Clause, thread: Thread) -> KnownGoal | None:
    """ "not a single puff today" is of "No vaping"."""
    is_left = says("not_one", clause.mask) is not None or _KEPT_AWAY.search(clause.mask) is not None
    return slip_of(clause, thread) if is_left else None


# "stayed away from the betting shop".
_KEPT_AWAY = re.compile(r"\b(?:stayed|kept|steered) (?:well |right )?(?:away|clear)\b")


def of_any_goal(clause: Clause, thread: Thread, days: tuple[dt.date, ...]) -> list[CheckInCommand]:
    """ "I slipped up last night", "rest day today" and nothing else: of the one goal that can be meant, else asked."""
    is_rest = says("skipped", clause.mask) is not None
    is_kept = says("kept_clear", clause.mask) is not None
    status = "skipped" if is_rest else "completed" if is_kept else "missed"
    meant = [
        goal
        for goal in thread.goals
        if (goal.pattern == "recurring" if is_rest else goal.pattern == "streak" and is_without(goal))
    ]
    if len(meant) == 1 and not is_rest:
        return recorded(meant[0], Said(status, [], days), clause, thread)
    return asked(clause, Resolved(None, tuple(meant)), Said(status, [], days), thread) if meant else []


def _ruled_out(goal: KnownGoal) -> list[frozenset[str]]:
    slips = vocabulary().slips
    return [slips[name] for name, _ in title_weights(goal.title) if name in slips]


def _own_words(clause: Clause) -> list[str]:
    """Not those of whoever is spoken of: "coffee with Dave, who smokes"."""
    return clause.words[: clause.words.index("who")] if "who" in clause.words else clause.words


def _is_had(clause: Clause, goal: KnownGoal) -> bool:
    """ "had my phone in bed" of "No phone in bed": what the title rules out, right after the verb."""
    things = {word for word, weight in title_weights(goal.title) if weight >= 1}
    words = vocabulary().words
    verbs = [word for word in clause.pasts if word in words["consuming"] | words["using"]]
    if not (verbs and is_without(goal) and things <= clause.lemmas | clause.hints):
        return False
    after = _own_words(clause)[clause.words.index(verbs[0]) + 1 :][:5]
    return any(lemma(word) in things for word in after)


def _is_done_after_all(clause: Clause, goal: KnownGoal) -> bool:
    """ "swore at the printer" of "No swearing", "chewed my nails" of "No nail biting"."""
    verbs = {lemma(word) for word in re.findall(r"[a-z]+ing\b", goal.title.casefold())}
    names = {word for word, _ in title_weights(goal.title)}
    return is_without(goal) and bool(verbs & clause.deeds) and names <= clause.lemmas


def consumed(clause: Clause, goal: KnownGoal) -> bool:
    """Whether something was had: to have made or seen it is no slip."""
    is_own = clause.subject in (Subject.ME, Subject.NONE)
    had = not vocabulary().words["consuming"].isdisjoint(clause.pasts) or _is_had(clause, goal)
    had = had or _is_done_after_all(clause, goal)
    return is_own and had and not says("negated", clause.mask)


def abstained(clause: Clause, goal: KnownGoal, said: Said, thread: Thread) -> list[CheckInCommand]:
    """Not to have had it keeps a limit at zero and a streak going; to have failed at it does not."""
    if says("abstained", clause.mask) or _left_alone(clause, goal):
        if goal.pattern == "limit":
            return recorded(goal, Said(None, [], said.days, is_zero=True), clause, thread)
        return recorded(goal, Said("completed", [], said.days), clause, thread)
    is_told = not clause.dates and any(each.goal == goal and each.status == "missed" for each in thread.made)
    if goal.pattern != "streak" or is_told:
        return []
    days = (
        thread.days_before if thread.days_before and not clause.dates and says("it_is_over", clause.mask) else said.days
    )
    return recorded(goal, Said("missed", [], days), clause, thread)


def _left_alone(clause: Clause, goal: KnownGoal) -> bool:
    """ "didn't bite my nails", "never shouted at anyone": whatever the goal is to do without was not done."""
    found = re.search(r"\b(?:didn't|did not|never|haven't|have not)(?: even| once| actually)? ([a-z]+)", clause.mask)
    return found is not None and is_without(goal) and lemma(found[1]) not in _keeping()


@cache
def _keeping() -> frozenset[str]:
    return frozenset(map(lemma, vocabulary().words["keeping"]))
