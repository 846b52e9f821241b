"""Check-ins: what a clause says was done, not done or let go, how much of it and on which days."""

import datetime as dt
import re

from coaching.commands import CheckInCommand, KnownGoal
from coaching.language.amounts import asked, recorded
from coaching.language.carried import (
    asked_once_more,
    carried_polarity,
    is_a_comparison,
    is_a_reason,
    is_of_what_was_asked,
    is_taken_out,
    none_of,
    of_the_thread,
    overheard,
    with_planned,
    without_purpose,
)
from coaching.language.clauses import Clause
from coaching.language.connected import is_of_no_connection
from coaching.language.deeds import (
    is_a_note,
    is_bare,
    is_deed,
    is_of_its_own,
    is_routine,
    is_told,
    names_it,
    verbs_of,
)
from coaching.language.meant import continued, for_it, resolved
from coaching.language.names import Resolved, by_unit, resolve, title_weights
from coaching.language.quantities import dimension_of
from coaching.language.rules import rule, says
from coaching.language.slips import abstained, consumed, not_one_of, of_any_goal, slip_of
from coaching.language.subjects import Subject
from coaching.language.text import lemma
from coaching.language.thread import Said, Thread, days_of, is_barred
from coaching.language.vocabulary import vocabulary


def check_ins(clause: Clause, thread: Thread) -> list[CheckInCommand]:
    """Those of one clause, none when it tells of nothing done; `thread` moves on."""
    if thread.spoken_of is not None and says("it_did_not", clause.core):
        return recorded(thread.spoken_of, Said("missed", [], days_of(clause, thread) or ()), clause, thread)
    if is_barred(clause, thread):
        overheard(clause, thread)
        return []
    if _is_only_when(clause, thread) or _is_what_it_cost(clause, thread):
        return []
    days = days_of(clause, thread)
    polarity = polarity_of(clause) or carried_polarity(clause, thread)
    clause = without_purpose(clause, thread) if polarity is not None else clause
    found = resolved(clause, thread)
    if thread.is_astray and found.goal is None and clause.link == "comma" and _FRAGMENT.match(clause.mask):
        return asked(clause, found, Said(None, clause.quantities, days or (thread.today,)), thread)
    thread.is_astray = not found.candidates and is_of_its_own(clause) and not clause.quantities
    if _is_paid_for(clause, found.goal) or is_taken_out(clause, found.goal) or is_of_no_connection(clause, found.goal):
        thread.named += [found.goal] if found.goal is not None else []
        return []
    made = with_planned(clause, thread, _told(clause, thread, polarity, found, days), found.goal)
    made = _with_named(clause, thread, made) if polarity is None else made
    thread.noted = bool(made) and clause.subject is Subject.NONE and (clause.is_line or not clause.pasts)
    thread.polarity = polarity if made else None
    thread.verbed = bool(made) and polarity is None and bool(clause.pasts) and not clause.quantities
    thread.did = re.search(r"\bdid\b|\b(?:managed|remembered|got) to\b", clause.mask) is not None
    if not made and found.goal is not None:
        thread.topic = resolve(clause.lemmas, thread.goals).goal or found.goal  # of stages nothing can be told here
        thread.named.append(found.goal)
        if is_bare(clause, found.goal):
            thread.bare.append(found.goal)
    return made


def _is_only_when(clause: Clause, thread: Thread) -> bool:
    """ "30 squats, done yesterday": the day of what was just told, and no deed of its own."""
    is_next = bool(thread.made) and thread.made[-1].value is not None and clause.link in ("comma", "dash", "paren")
    return is_next and thread.days is None and says("that_was_when", clause.mask) is not None


def _is_a_contrast(clause: Clause, goal: KnownGoal | None) -> bool:
    """ "did yoga, not the gym"."""
    is_plain = goal is not None and goal.pattern == "recurring" and not clause.pasts
    return is_plain and clause.link in ("comma", "but", "and") and _NOT_A_NAME.match(clause.mask) is not None


_NOT_A_NAME = re.compile(r"^\W*(?:but )?not (?:the |my |any )?[a-z' -]+\W*$")


def _told(
    clause: Clause, thread: Thread, polarity: str | None, found: Resolved, days: tuple[dt.date, ...] | None
) -> list[CheckInCommand]:
    if is_a_comparison(clause, thread) or _is_a_contrast(clause, found.goal):
        return []
    if thread.made and found.goal is None and says("all_of_it", clause.core):
        return []
    if says("alone", clause.marked.mask.strip()):
        return of_any_goal(clause, thread, days or ())
    made = none_of(clause, thread, days or ()) or of_the_thread(clause, thread, days or ())
    if made:
        return made
    if polarity is not None:
        return _negative(clause, thread, polarity, found, days)
    made = _positive(clause, thread, found, days, is_request=says("request", clause.core) is not None)
    if not made and found.goal is not None and _goes_on(clause, found.goal, thread):
        return recorded(found.goal, Said("completed", [], days or ()), clause, thread)
    return made or asked_once_more(clause, thread, found, days or ())


# "18 km all in", after a deed that no goal is about.
_FRAGMENT = re.compile(r"^\W*(?:about |around |roughly )?Q")


def _is_what_it_cost(clause: Clause, thread: Thread) -> bool:
    """ "had a pint, £7": money and nothing else, after what a goal counts as had."""
    had = thread.made[-1].goal if thread.made and clause.link in ("comma", "dash", "paren") else None
    if (
        had is None
        or had.pattern != "limit"
        or dimension_of(had.unit) == "money"
        or not _FRAGMENT_ONLY.match(clause.mask)
    ):
        return False
    unit = clause.quantities[0].reads_as("money").unit if clause.quantities else None
    return unit is not None and unit.dimension == "money"


_FRAGMENT_ONLY = re.compile(r"^\W*(?:about |for |at |only )?Q+(?: each| a go| all in| altogether| in total)?\W*$")


def _is_paid_for(clause: Clause, goal: KnownGoal | None) -> bool:
    """ "paid 4 euros for a coffee": what it cost, not that it was had."""
    read = [each.reads_as("money").unit for each in clause.quantities]
    is_money = bool(read) and all(unit is not None and unit.dimension == "money" for unit in read)
    if not is_money or (goal is not None and dimension_of(goal.unit) == "money"):
        return False
    is_told = clause.pasts and not says("priced", clause.text)
    is_only_a_price = goal is not None and not is_told and not says("request", clause.core)
    return is_only_a_price or says("paid_for", clause.mask) is not None


def _with_named(clause: Clause, thread: Thread, made: list[CheckInCommand]) -> list[CheckInCommand]:
    """ "gym and piano done", "yoga, 10 pages": what the list named before is done too."""
    if not made or clause.subject is not Subject.NONE:
        return made
    is_next = clause.link in ("and", "&", "+") and all(each.status == "completed" for each in made)
    if is_next and says("done", clause.mask):
        named, thread.named = thread.named, []
    elif (is_next and _is_only_dated(clause)) or _goes_on_listing(clause):
        named, thread.bare = [goal for goal in thread.bare if goal.pattern == "recurring" and not goal.unit], []
    else:
        return made
    said = Said("completed", [], tuple(dict.fromkeys(each.date for each in made)))
    return [each for goal in named if goal != made[0].goal for each in recorded(goal, said, clause, thread)] + made


def _is_only_dated(clause: Clause) -> bool:
    """ "yoga and tai chi yesterday"."""
    return bool(clause.dates) and not clause.pasts and not clause.quantities


def _goes_on(clause: Clause, goal: KnownGoal, thread: Thread) -> bool:
    """ "jog 4k, 30 squats, vitamins": a name alone after notes, in the same list."""
    is_next = clause.link in ("and", "&", "+", "comma") or clause.is_line
    is_plain = goal.pattern == "recurring" and not goal.unit
    if thread.verbed and clause.link in ("and", "&", "and also") and is_plain and is_bare(clause, goal):
        return True
    return thread.noted and is_next and is_plain and is_bare(clause, goal)


def _goes_on_listing(clause: Clause) -> bool:
    is_next = clause.link in ("and", "&", "+", "comma") and re.match(r"\W*Q", clause.mask) is not None
    return (is_next or clause.is_line) and not says("all_done", clause.marked.mask)


def polarity_of(clause: Clause) -> str | None:
    """`skipped` or `missed` where the clause tells of what was not done, else None."""
    skipped = says("skipped", clause.mask)
    if skipped is not None and not _is_in_a_title(clause, skipped):
        return "skipped"
    if says("left_for_now", clause.text):
        return "skipped"
    told = rule("never_logged").sub("", clause.mask)  # "did it and never ticked it"
    if says("not_done_request", told):
        return "missed"
    if says("missed", told):
        return "skipped" if says("let_go", told) else "missed"
    return None


def _is_in_a_title(clause: Clause, found: re.Match[str]) -> bool:
    """The skipping of "Skipping rope"."""
    after = re.match(r"\W*([a-z]+)", clause.mask[found.end() :])
    said = re.findall(r"[a-z]+", found.group())
    if said and any((word, said[-1]) in clause.marked.beside for word in said[:-1]):
        return True  # "took my stretch break"
    return after is not None and (found.group(), after[1]) in clause.marked.beside


def _negative(
    clause: Clause, thread: Thread, polarity: str, found: Resolved, days: tuple[dt.date, ...] | None
) -> list[CheckInCommand]:
    slip = slip_of(clause, thread) if says("own_failing", clause.core) else None
    goal = found.goal or slip
    if goal is None and not found.candidates:
        goal = _meant_by_it(clause, thread)
    if goal is None and not found.candidates and is_of_what_was_asked(clause, thread):
        return asked(clause, Resolved(None, thread.made[-1].candidates), Said(polarity, [], days or ()), thread)
    if goal is None:
        return asked(clause, found, Said(polarity, [], days or ()), thread) if found.candidates else []
    if goal.pattern == "milestone" or (clause.subject is Subject.THING and not names_it(clause, goal)):
        return []
    if is_a_reason(clause, goal, thread):
        return []
    if polarity == "missed" and goal.pattern in ("limit", "streak"):
        return abstained(clause, goal, Said(None, [], days or ()), thread)
    if goal.pattern == "limit":
        return recorded(goal, Said(None, [], days or (), is_zero=True), clause, thread)
    return recorded(goal, Said(polarity, [], days or ()), clause, thread)


def _meant_by_it(clause: Clause, thread: Thread) -> KnownGoal | None:
    if says("only_missed", clause.core) and (thread.made or clause.link != "sentence"):
        return thread.goal or thread.topic
    if re.search(r"\b(?:it|that|this|them|those)\b", clause.mask) or re.search(
        r"^\W*not D|\b(?:didn't|forgot|couldn't)\s*D*\W*$", clause.core
    ):
        return thread.topic or thread.goal or thread.last_goal
    return None


def _positive(
    clause: Clause, thread: Thread, found: Resolved, days: tuple[dt.date, ...] | None, *, is_request: bool
) -> list[CheckInCommand]:
    named = thread.bare if clause.is_line and thread.bare else thread.named
    if says("bare_done", clause.mask.strip()) and found.goal is None:
        said = Said("completed", [], days or ())
        goals = (
            named
            or thread.named_before
            or [goal for goal in (thread.topic, thread.goal, *_vowed(clause, thread), thread.last_goal) if goal][:1]
        )
        made = [each for goal in goals for each in recorded(goal, said, clause, thread)]
        return made if goals or says("only_yes", clause.mask.strip()) else asked(clause, found, said, thread)
    if says("all_done", clause.mask) and named:
        listed = [each for goal in named for each in recorded(goal, Said("completed", [], days or ()), clause, thread)]
        thread.named, thread.bare = [], []
        return listed + _positive(clause, thread, found, days, is_request=True)
    if found.goal is None and thread.named and says("did_it", clause.core):
        goals, thread.named = thread.named[-1:], []
        return [each for goal in goals for each in recorded(goal, Said("completed", [], days or ()), clause, thread)]
    if found.goal is None and thread.made and thread.goal is not None and says("did_then", clause.mask.strip()):
        return recorded(thread.goal, Said("completed", [], days or ()), clause, thread)
    goal = found.goal or continued(clause, thread) or for_it(clause, thread, is_request=is_request)
    goal = goal or not_one_of(clause, thread)
    without = _without(clause, goal, thread, days)
    if without:
        return without
    slip = slip_of(clause, thread) if goal is None or goal.pattern == "streak" else None
    if slip is not None and consumed(clause, slip):
        return recorded(slip, Said("missed", [], days or ()), clause, thread)
    if goal is None:
        return _unresolved(clause, found, days, thread, is_request=is_request)
    if goal.pattern == "milestone" or not is_told(clause, goal, thread, is_request=is_request):
        return []
    if days is None:
        return asked(clause, Resolved(None, (goal,)), Said(None, clause.quantities, (thread.today,)), thread)
    return recorded(goal, Said(None, clause.quantities, days), clause, thread)


def _vowed(clause: Clause, thread: Thread) -> list[KnownGoal]:
    """ "said I'd bake today, and I did"."""
    return [thread.spoken_of] if thread.spoken_of is not None and clause.link in ("and", "but") else []


def _without(
    clause: Clause, goal: KnownGoal | None, thread: Thread, days: tuple[dt.date, ...] | None
) -> list[CheckInCommand]:
    """ "no drinks today", "sugar free", "day 12 without sugar", "no guitar tonight"."""
    if goal is None or clause.subject is Subject.OTHER or not says("without", clause.mask):
        return []
    if _denies_another_thing(clause, goal) or says("absent", clause.mask) or _is_how_it_was_had(clause):
        return []
    if goal.pattern == "limit":
        is_since = re.search(r"Q since\b", clause.mask) is not None  # "one coffee since breakfast", not "no coffee"
        had = [each for each in clause.quantities if is_since and each.unit and each.unit.name == goal.unit]
        return [] if had else recorded(goal, Said(None, [], days or (), is_zero=True), clause, thread)
    if goal.pattern == "streak":
        return recorded(goal, Said("completed", [], days or ()), clause, thread)
    if re.search(r"\bno\b", clause.mask) and goal.pattern == "recurring":
        told = _without_title(clause.marked.mask, goal)
        status = "skipped" if says("exempt", told) or says("let_go", clause.mask) else "missed"
        return recorded(goal, Said(status, [], days or ()), clause, thread)
    return []


def _is_how_it_was_had(clause: Clause) -> bool:
    """ "had two coffees, no sugar"."""
    is_bare = re.match(r"^\W*(?:no|without) [a-z]+\W*$", clause.mask) is not None
    return (
        is_bare and clause.link == "comma" and says("had_plain", clause.marked.plain.text[: clause.start]) is not None
    )


def _without_title(text: str, goal: KnownGoal) -> str:
    """The cold of "Cold shower" is no illness."""
    names = {word for word, _ in title_weights(goal.title)}
    return re.sub(r"[a-z'-]+", lambda match: "" if lemma(match.group()) in names else match.group(), text)


def _denies_another_thing(clause: Clause, goal: KnownGoal) -> bool:
    """ "piano, no 40" and "yoga with no mat": what stands after the "no" is none of the goal's words."""
    denied = re.findall(r"\bno ((?:[a-z'-]+ ?){0,3})", clause.mask)
    names = {word for word, _ in title_weights(goal.title)} | {lemma((goal.unit or "").casefold())}
    slips = set().union(*(vocabulary().slips.get(name, frozenset()) for name in names))
    said = {form for text in denied for word in text.split() for form in (word, lemma(word))}
    return bool(denied) and said.isdisjoint(names | slips)


def _unresolved(
    clause: Clause, found: Resolved, days: tuple[dt.date, ...] | None, thread: Thread, *, is_request: bool
) -> list[CheckInCommand]:
    """A deed with an amount that belongs to no goal, or to several: worth asking about."""
    said = Said(None, clause.quantities, days or (thread.today,))
    if clause.subject is Subject.THING and found.candidates and _is_seen_to(clause):
        return asked(clause, found, said, thread)
    if clause.subject in (Subject.OTHER, Subject.THING):
        return []
    verbs = verbs_of(clause)
    has_amount = any(each.unit is not None or each.is_short for each in clause.quantities)
    if found.candidates and has_amount and clause.subject is Subject.NONE and _are_noted(clause, found):
        return asked(clause, found, said, thread)
    if found.candidates and (clause.pasts or is_request or (verbs and has_amount) or says("done", clause.mask)):
        is_money = all(dimension_of(goal.unit) == "money" for goal in found.candidates)
        told = [word for word in verbs if (word in clause.pasts or has_amount) and not is_money]
        is_told = told or is_request or says("done", clause.mask) or is_deed(clause, verbs)
        return asked(clause, found, said, thread) if is_told else []
    if not has_amount:
        is_bare = _BARE.match(clause.core) is not None and bool(clause.quantities)
        is_ticked = is_request and says("to_be_ticked", clause.mask.strip()) is not None
        is_named = (
            is_bare or is_ticked or is_routine(clause) or (is_request and _THAT_I.search(clause.core) is not None)
        )
        return asked(clause, found, said, thread) if is_named else []
    if is_request or is_deed(clause, verbs):
        return asked(clause, found, said, thread)
    return []


_BARE = re.compile(
    r"^(?:i |we |just |only )*(?:(?:did|got|managed|hit|had|logged) Q+"
    r"|(?:put|set) (?:another )?(?:(?:aside|away|by) Q+|Q+ (?:aside|away|by)))[\sD]*(?:this (?:week|month))?\W*$"
)


def _is_seen_to(clause: Clause) -> bool:
    """ "the family phone call is made", "that's the pills swallowed"."""
    return says("done", clause.mask) is not None or says("seen_to", clause.core) is not None


# "make a note that I polished the silver".
_THAT_I = re.compile(r"\b(?:that|note|log|record) (?:i|we) [a-z]+")


def _are_noted(clause: Clause, found: Resolved) -> bool:
    """ "30 minutes of bass" where two goals are about the bass; "got a $20 refund" is about no pot."""
    if all(dimension_of(goal.unit) == "money" for goal in found.candidates) and not is_deed(clause, verbs_of(clause)):
        return False
    return any(is_a_note(clause, goal, {word for word, _ in title_weights(goal.title)}) for goal in found.candidates)


def correction_of_earlier(clause: Clause, thread: Thread) -> CheckInCommand | None:
    """ "actually it was 6": the check-in that takes the place of the one before, which this message did not tell."""
    amounts = [each for each in clause.quantities if not re.search(r"\bnot $", clause.marked.mask[: each.start])]
    if not amounts:
        return None
    found = resolve(clause.lemmas, thread.goals, amounts, clause.hints)
    goal = found.goal or thread.last_goal
    if goal is None and not found.candidates:
        found = by_unit(thread.goals, amounts)
        counting = [each for each in thread.goals if each.unit] if len(thread.goals) > 1 else thread.goals
        goal = found.goal or (counting[0] if len(counting) == 1 else None)
    days = days_of(clause, thread) or (thread.today,)
    if goal is None:
        return asked(clause, Resolved(None, found.candidates), Said(None, amounts, days), thread)[0]
    made = recorded(goal, Said(None, amounts, days), clause, thread)
    return made[0] if made and made[0].value is not None else None
