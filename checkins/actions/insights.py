"""Insights are written by the figures; people only put them aside."""

from checkins.models import Insight
from goals.journal import Actor, writing


def dismiss_insight(*, by: Actor, insight: Insight) -> Insight:
    """Put it aside now; one that is aside already keeps its time."""
    with writing(insight.owner_id, by=by) as journal:
        insight = journal.fresh(insight)
        if insight.dismissed_at is None:
            journal.update(insight, "dismissed", dismissed_at=journal.now)
    return insight
