"""Decay: what was said before weighs less with silence and with turns, and is forgotten in the end."""

import datetime as dt

from coaching import dialogue
from coaching.memory import LEAST, decayed, kept
from coaching.pending import held_from
from coaching.pipeline.turn import Turn


def decay(turn: Turn) -> None:
    """A question waits as long as a topic does; a goal that is being set up waits a day."""
    state = turn.state
    silence = turn.now - state.last_turn_at if state.last_turn_at else dt.timedelta(0)
    turn.topics = decayed(state.topics, silence)
    turn.intents = decayed(state.intents, silence)
    if state.last_goal_id is not None and str(state.last_goal_id) in turn.topics:
        turn.last_goal = turn.goals.get(state.last_goal_id)
    pending = state.pending or {}
    if pending.get("kind") == "draft" and silence < dialogue.LIFETIME:
        turn.draft = dialogue.draft_from(pending)
    turn.has_proposed = pending.get("kind") == "proposed" and kept(silence) >= LEAST
    if pending.get("kind") == "held" and kept(silence) >= LEAST:
        turn.held = held_from(pending, turn.known)
