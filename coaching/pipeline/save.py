"""Save: messages, memory, entries and proposals, in the write that the answer was made in."""

from collections import Counter

from checkins.units import State
from coaching.commands import Mode
from coaching.memory import refreshed
from coaching.models import Message, Role
from coaching.models.conversation import LONGEST_REPLY
from coaching.pipeline.requests import Correct, Do, LetGo, Show
from coaching.pipeline.turn import Turn
from goals.journal import Journal
from goals.models import Goal


def save(turn: Turn, journal: Journal) -> Message:
    """Returns the reply."""
    number = 2 * turn.state.turn + 1
    asked = Message(conversation=turn.conversation, number=number, role=Role.PERSON, said=turn.text)
    if turn.key is not None:
        asked.pk = turn.key
    reply = Message(
        conversation=turn.conversation,
        number=number + 1,
        role=Role.COACH,
        said=turn.reply.text[:LONGEST_REPLY],
        segments=[segment.as_json() for segment in turn.reply.segments],
        saw=_saw(turn),
    )
    journal.create_all([asked, reply])
    for capture in turn.captures:
        capture.message = asked
    for proposal in turn.proposals:
        proposal.message = reply
    if turn.captures:
        journal.create_all(turn.captures)
    if turn.proposals:
        journal.create_all(turn.proposals)
    _remember(turn, journal)
    return reply


def _saw(turn: Turn) -> dict[str, int]:
    """Of how many rows the answer was made: what it may have told of."""
    return {"goals": len(turn.goals), "days": 28 if turn.saw_check_ins else 0}


def _remember(turn: Turn, journal: Journal) -> None:
    goals = _talked_about(turn)
    topics = refreshed(turn.topics, [str(goal.pk) for goal in goals])
    last = goals[-1] if goals else turn.last_goal
    values = {
        "turn": turn.state.turn + 1,
        "last_turn_at": turn.now,
        "topics": topics,
        "intents": refreshed(turn.intents, [mode.value for mode in turn.modes]),
        "pending": _pending(turn),
        "last_goal": last,
        "last_goal_mention": turn.now if goals else turn.state.last_goal_mention if last else None,
        "primary_goal_domain": _domain(turn, topics),
        "suggested_check_in": _suggested(turn),
    }
    journal.derive(turn.state, "remembered", **values)


def _pending(turn: Turn) -> dict[str, object] | None:
    """The questions of this reply, or those that it left open; to a proposal, yes and no are answers too."""
    is_heard = Mode.TRACK_PROGRESS in turn.modes
    held, draft = (turn.next_held, turn.next_draft) if is_heard else (turn.held, turn.draft)
    waiting: dict[str, object] = {}
    if held is not None:
        waiting["held"] = held.as_json()
    if draft is not None:
        waiting["draft"] = draft.as_json()
    if turn.proposals:
        waiting["proposed"] = True
    return waiting or None


def _talked_about(turn: Turn) -> list[Goal]:
    """The goals of the message, in order of mention."""
    named = [request.goal for request in turn.requests if isinstance(request, Do | Correct | Show | LetGo)]
    return [goal for goal in (*named, *(capture.goal for capture in turn.captures)) if goal is not None]


def _domain(turn: Turn, topics: dict[str, float]) -> str | None:
    """The area in which most of the weight of the talk lies."""
    weights: Counter[str] = Counter()
    for goal in turn.goals.values():
        area = goal.value_category or goal.category
        if area:
            weights[area] += round(1000 * topics.get(str(goal.pk), 0))
    best = weights.most_common(1)
    return best[0][0] if best and best[0][1] else None


def _suggested(turn: Turn) -> Goal | None:
    """The first goal that still asks for something today, where this message looked at how they stand."""
    if not turn.saw_check_ins:
        return turn.state.suggested_check_in
    recorded = {capture.goal_id for capture in turn.captures}
    for pk, standing in turn.standings.items():
        unit = standing.due(turn.today)
        if pk not in recorded and unit is not None and unit.state is State.PENDING and standing.record is None:
            return turn.goals[pk]
    return None
