"""Summaries as people read them: codes and numbers in words, with the goals' titles of now."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.models import SummaryPeriod, UserSummary
from coaching.wording import sentence
from goals.models import Goal, User


@dataclass(frozen=True, slots=True)
class Said:
    """One line. `goal` is None for what is said of no goal in particular."""

    code: str
    message: str
    numbers: Mapping[str, Any]
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    summary: UserSummary
    moved: Sequence[Said]
    stood_still: Sequence[Said]
    next_step: Said | None

    @property
    def name(self) -> str:
        """ "November 2026", "9 to 15 November 2026"."""
        first, last = self.summary.starts_on, self.summary.ends_on
        if self.summary.period == SummaryPeriod.MONTHLY:
            return date_format(first, "F Y")
        same_month = (first.year, first.month) == (last.year, last.month)
        form = "j" if same_month else "j F" if first.year == last.year else "j F Y"
        ends = {"first": date_format(first, form), "last": date_format(last, "j F Y")}
        return _("%(first)s to %(last)s") % ends


def told(summaries: Iterable[UserSummary], owner: User) -> list[Told]:
    """One query for all; what was said of a goal that is erased is left out."""
    summaries = list(summaries)
    named = {line["goal"] for summary in summaries for line in _lines(summary) if line["goal"]}
    goals = {str(goal.pk): goal for goal in Goal.objects.for_owner(owner).filter(pk__in=map(uuid.UUID, named))}
    return [
        Told(
            summary,
            moved=_said(summary.figures["moved"], goals),
            stood_still=_said(summary.figures["stood_still"], goals),
            next_step=next(iter(_said([summary.figures["next_step"]], goals)), None),
        )
        for summary in summaries
    ]


def _lines(summary: UserSummary) -> list[dict[str, Any]]:
    figures = summary.figures
    return [*figures["moved"], *figures["stood_still"], figures["next_step"]]


def _said(lines: Iterable[Mapping[str, Any]], goals: Mapping[str, Goal]) -> list[Said]:
    found = []
    for line in lines:
        goal = goals.get(line["goal"] or "")
        if goal is not None or not line["goal"]:
            found.append(Said(line["code"], sentence(line["code"], line["numbers"], goal), line["numbers"], goal))
    return found
