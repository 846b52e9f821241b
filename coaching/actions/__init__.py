"""Every write of the coach's. Keyword-only; the actor is `by`; atomic and journalled."""

from coaching.actions.summaries import summarize

__all__ = ["summarize"]
