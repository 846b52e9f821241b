"""Where handlers write: a tool call that is done at once, or several that are put before the person."""

from collections.abc import Sequence
from typing import Any

from coaching.models import Capture, Proposal
from coaching.models.capture import LONGEST_TOLD
from coaching.models.proposal import LIFETIME
from coaching.pipeline.requests import Do
from coaching.pipeline.turn import Turn
from coaching.tools import TOOLS, Call, Outcome


def perform(turn: Turn, request: Do) -> Outcome:
    """Run the tool; what it changed is captured with the message. Raises what the tool refuses."""
    tool = TOOLS[request.tool]
    outcome = tool.execute(by=turn.by, owner=turn.owner, arguments=request.arguments)
    if outcome.changed:
        turn.captures.append(captured(request.tool, outcome))
    return outcome


def captured(tool: str, outcome: Outcome, **more: Any) -> Capture:
    """The entry of what a tool has done, not stored yet."""
    if outcome.entity_id is None:
        raise ValueError(f"{tool} changed something without naming it")
    return Capture(
        tool=tool,
        entity=outcome.entity,
        entity_id=outcome.entity_id,
        goal=outcome.goal,
        told=" ".join(outcome.told.split())[:LONGEST_TOLD],
        undo=outcome.undo,
        **more,
    )


def propose(turn: Turn, requests: Sequence[Do]) -> Proposal:
    """Put tool calls before the person, in the words that stand for what they would change. Raises as `perform`."""
    call = Call(turn.by, turn.owner, turn.goals)
    steps, shown, goals = steps_of(call, [(each.tool, each.arguments) for each in requests])
    proposal = Proposal(
        steps=steps,
        shown=shown,
        goal=goals[0] if len(set(goals)) == 1 else None,
        expires_at=turn.now + LIFETIME,
    )
    turn.proposals.append(proposal)
    return proposal


def steps_of(call: Call, calls: Sequence[tuple[str, Any]]) -> tuple[list[Any], list[Any], list[Any]]:
    """Checked steps, what each shows, and the goal that each is about. Raises what a tool refuses."""
    steps, shown, goals = [], [], []
    for name, arguments in calls:
        tool = TOOLS[name]
        checked = tool.checked(arguments)
        preview = tool.shown(call, arguments)
        steps.append({"tool": name, "arguments": checked.model_dump(mode="json", exclude_unset=True)})
        shown.append(preview.as_json())
        goals.append(preview.goal)
    return steps, shown, goals
