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
    pending, is_near = state.pending or {}, kept(silence) >= LEAST
    if pending.get("draft") and silence < dialogue.LIFETIME:
        turn.draft = dialogue.draft_from(pending["draft"])
    turn.has_proposed = is_near and bool(pending.get("proposed"))
    if pending.get("held") and is_near:
        turn.held = held_from(pending["held"], turn.known)
