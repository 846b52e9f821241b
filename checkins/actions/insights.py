"""Insights are written by the figures; people only put them aside."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from checkins.findings import Finding, has_moved
from checkins.insight_words import in_words
from checkins.lookback import look_back
from checkins.models import Insight
from checkins.noticing import notice
from goals.journal import Actor, Journal, writing
from goals.models import Goal, User

# A claim that was put aside and holds no more is remembered for so long: coming back within it, it stays aside.
REMEMBERED = dt.timedelta(weeks=12)

Goals = Mapping[uuid.UUID | None, Goal]


class Found(NamedTuple):
    """How many insights are new, told anew because their numbers moved, and gone because they hold no more."""

    new: int
    renewed: int
    retired: int


def dismiss_insight(*, by: Actor, insight: Insight) -> Insight:
    """Put it aside now; one that is aside already keeps its time."""
    with writing(insight.owner_id, by=by) as journal:
        insight = journal.fresh(insight)
        if insight.dismissed_at is None:
            journal.update(insight, "dismissed", dismissed_at=journal.now)
    return insight


def find_insights(*, by: Actor, owner: User, now: dt.datetime | None = None) -> Found:
    """Write what the last 26 weeks show: patterns, pairs of goals, predictions, suggestions.

    A claim is written once. While it holds it is renewed only when its numbers have moved, and never once it was put
    aside; when it holds no more it is retired. The reading is done before the lock, so that a person's other writes do
    not wait for it; an insight may therefore be one check-in behind. `now` is the present unless given.
    """
    held = set(Insight.objects.for_owner(owner).found().values_list("key", flat=True))
    goals = list(Goal.objects.for_owner(owner).open().prefetch_related("intentions").order_by("created_at", "id"))
    for goal in goals:
        goal.owner = owner
    findings = notice(goals, look_back(owner, goals, owner.today(now)), held)
    with writing(owner.pk, by=by) as journal:
        there: dict[uuid.UUID | None, Goal] = {goal.pk: goal for goal in Goal.objects.for_owner(owner).open()}
        rows = {row.key: row for row in Insight.objects.for_owner(owner).found()}
        holding = {one.key: one for one in findings if {one.goal, one.other_goal} - {None} <= there.keys()}
        return Found(
            new=_write(journal, [one for key, one in holding.items() if key not in rows], there),
            renewed=sum(_renew(journal, row, holding[key], there) for key, row in rows.items() if key in holding),
            retired=sum(_retire(journal, row) for key, row in rows.items() if key not in holding),
        )


def _write(journal: Journal, findings: Iterable[Finding], goals: Goals) -> int:
    rows = [Insight(key=one.key, kind=one.kind, **_ends(one, goals), **_told(one, goals)) for one in findings]
    journal.create_all(rows, "found")
    return len(rows)


def _renew(journal: Journal, row: Insight, finding: Finding, goals: Goals) -> bool:
    if row.dismissed_at is not None or not has_moved(row.numbers, finding.numbers):
        return False
    return journal.update(row, "renewed", **_ends(finding, goals), **_told(finding, goals))


def _ends(one: Finding, goals: Goals) -> dict[str, Goal | None]:
    """Which goal follows and which is compared with may change places while the claim stays."""
    return {"goal": goals.get(one.goal), "other_goal": goals.get(one.other_goal)}


def _told(one: Finding, goals: Goals) -> dict[str, Any]:
    return {
        "code": one.code,
        "message": in_words(one.code, one.numbers, *_ends(one, goals).values())[:500],
        "confidence": one.confidence,
        "sample_size": one.sample_size,
        "numbers": one.numbers,
    }


def _retire(journal: Journal, row: Insight) -> bool:
    if row.dismissed_at is not None and row.dismissed_at > journal.now - REMEMBERED:
        return False
    journal.delete(row, "retired")
    return True
