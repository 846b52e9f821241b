"""Advice: moves that fit the figures of one goal, each with where it comes from, and a change that it may lead to."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from checkins.recommendations import recommendations_for
from coaching.advice import Advice, Facts, choose, facts_from, moves
from coaching.commands import Mode
from coaching.composer import Segment, Source
from coaching.modes import SegmentType
from coaching.pipeline.desk import propose
from coaching.pipeline.requests import Correct, Do, Show
from coaching.pipeline.turn import Turn
from config.refusals import Refusal
from goals.models import Goal, Intention

_MOST_MOVES = 2
_RESERVE = 2
_SHORTEST_NAME = 3


def consult(turn: Turn) -> Iterator[Segment]:
    if not turn.goals:
        sentence = _("Advice needs something to go by. Begin with one goal: say what you want to reach.")
        yield Segment(Mode.CONSULT, sentence, SegmentType.ADVICE, priority=3, standalone=True)
        return
    plans = list(Intention.objects.filter(goal__in=list(turn.goals), is_active=True))
    planned = {plan.goal_id for plan in plans}
    facts = {pk: facts_from(standing, has_plan=pk in planned) for pk, standing in turn.standings.items()}
    goal = _goal(turn, facts)
    advised = choose(facts[goal.pk], _MOST_MOVES)
    yield _advice(goal, advised, facts[goal.pk])
    if not turn.proposals:
        _offer(turn, goal, advised, [plan for plan in plans if plan.goal_id == goal.pk])


def _goal(turn: Turn, facts: dict[Any, Facts]) -> Goal:
    """The goal that the message names, or that was talked about; else the one that advice is most pressing for."""
    for request in turn.requests:
        if isinstance(request, Do | Show | Correct) and request.goal is not None:
            return request.goal
    if (named := _named(turn)) is not None:
        return named
    if turn.last_goal is not None:
        return turn.last_goal
    order = {move.code: place for place, move in enumerate(moves())}

    def pressing(goal: Goal) -> int:
        first = choose(facts[goal.pk], 1)
        return order[first[0].move.code] if first else len(order)

    return min(turn.goals.values(), key=pressing)


def _named(turn: Turn) -> Goal | None:
    said = f" {' '.join(turn.text.casefold().split())} "
    named = [goal for goal in turn.goals.values() if _is_said(goal.title.casefold(), said)]
    return max(named, key=lambda goal: len(goal.title), default=None)


def _is_said(title: str, said: str) -> bool:
    """Whether the title, or its first long word, stands in the message; "read" is said in "reading" too."""
    word = next((word for word in title.split() if len(word) > _SHORTEST_NAME), title)
    return f" {title} " in said or f" {word}" in said


def _advice(goal: Goal, advised: Sequence[Advice], facts: Facts) -> Segment:
    if not advised:
        sentence = _("%(title)s: the figures ask for no change. Go on as you do.") % {"title": goal.title}
        return Segment(Mode.CONSULT, sentence, SegmentType.ADVICE, priority=3, goal=goal.pk)
    told, sources = [], []
    for advice in advised:
        parts = [advice.because, advice.suggestion, *(text for text, _source in advice.evidence[:1])]
        told.append(" ".join(part for part in parts if part))
        sources += [Source(f"{each.authors} ({each.year})", each.link or "") for _text, each in advice.evidence]
    if advised[0].caution:
        told.append(advised[0].caution)
    content = f"{goal.title}: " + "\n\n".join(told)
    told_of = tuple(dict.fromkeys(sources))
    return Segment(Mode.CONSULT, content, SegmentType.ADVICE, priority=3, sources=told_of, goal=goal.pk)


def _offer(turn: Turn, goal: Goal, advised: Sequence[Advice], plans: Sequence[Intention]) -> None:
    """Propose the change that the advice speaks of, where it is known what it would be."""
    codes = {advice.move.code for advice in advised}
    standing = turn.standings[goal.pk]
    calls: list[Do] = []
    if codes & {"small_step", "own_pace", "pick_up"}:
        found = recommendations_for(goal, standing.figures, turn.today, plans=plans)
        calls = [_call(goal, one.action) for one in found if one.action and "complete_goal" not in one.action][:1]
    if not calls and "reserve" in codes:
        calls = [Do("update_goal", {"goal_id": str(goal.pk), "reserve_per_month": _RESERVE}, goal)]
    if not calls:
        return
    try:
        propose(turn, calls)
    except Refusal:
        # The advice stands without it: the goal may have come to its end meanwhile.
        return


def _call(goal: Goal, action: dict[str, Any]) -> Do:
    if "create_intention" in action:
        return Do("add_intention", {"goal_id": str(goal.pk), **action["create_intention"]}, goal)
    return Do("update_goal", {"goal_id": str(goal.pk), **action["update_goal"]}, goal)
