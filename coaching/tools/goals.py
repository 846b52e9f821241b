"""Tools about goals themselves: set one up, change its terms, say how it feels."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from pydantic import Field

from coaching.models import SummaryPeriod
from coaching.tools.base import Arguments, Call, Outcome, Preview, Risk, Tool
from config.refusals import Invalid
from goals import actions
from goals.actions.goals import changed_goal, draft_goal
from goals.journal import plain
from goals.models import Goal
from goals.models.choices import Aggregation, Direction, Pattern, Period, Scope, Sentiment
from goals.wording import pattern_in_words, terms_in_words, with_unit

_RHYTHMS = frozenset({"times_per_period", "weekdays", "every_n_days"})
_TERMS = frozenset({*_RHYTHMS, "period", "unit", "target_value"})
Title = Field(min_length=1, max_length=200)


class NewPlan(Arguments):
    trigger_condition: str = Field(min_length=1, max_length=500)
    action: str = Field(min_length=1, max_length=500)


class NewMilestone(Arguments):
    title: str = Title
    target_date: dt.date | None = None


class Terms(Arguments):
    """What may be agreed; absent is the default of the pattern, or, in an update, what it is now."""

    target_value: Decimal | None = Field(None, max_digits=20, decimal_places=4)
    baseline_value: Decimal | None = Field(None, max_digits=20, decimal_places=4)
    unit: str | None = Field(None, max_length=30)
    currency: str | None = Field(None, pattern="^[A-Z]{3}$")
    aggregation: Aggregation | None = Field(None, description="How the values of a target goal become its value.")
    direction: Direction | None = None
    target_date: dt.date | None = None
    period: Period | None = None
    times_per_period: int | None = Field(None, ge=1, le=366)
    weekdays: list[int] | None = Field(None, description="From 0 (Monday) to 6 (Sunday).")
    every_n_days: int | None = Field(None, ge=2, le=366, description="Instead of weekdays.")
    reserve_per_month: int | None = Field(None, ge=0, le=31, description="Misses that are absorbed a month.")
    why_it_matters: str | None = Field(None, max_length=2000)
    small_version: str | None = Field(None, max_length=200)

    def terms(self) -> dict[str, Any]:
        """The values that were given; null means the same as absent."""
        named = {name: getattr(self, name) for name in Terms.model_fields if name in self.model_fields_set}
        return {name: value for name, value in named.items() if value is not None}


class CreateGoal(Terms):
    title: str = Title
    pattern: Pattern = Pattern.RECURRING
    milestones: list[NewMilestone] = Field(default_factory=list, max_length=50)
    intentions: list[NewPlan] = Field(default_factory=list, max_length=20)


class UpdateGoal(Terms):
    goal_id: uuid.UUID
    title: str | None = Field(None, min_length=1, max_length=200)

    def changes(self) -> dict[str, Any]:
        """A new rhythm takes the place of the old one, whichever way that was given."""
        named = self.terms() | ({} if self.title is None else {"title": self.title})
        if not _RHYTHMS.isdisjoint(named):
            named = {"weekdays": None, "every_n_days": None, "times_per_period": 1} | named
        return named


class UpdateSentiment(Arguments):
    goal_id: uuid.UUID
    sentiment: Sentiment


class SummarisePeriod(Arguments):
    period: SummaryPeriod = SummaryPeriod.WEEKLY
    day: dt.date | None = Field(None, description="A day of the week or month meant; today when absent.")


def create_goal(call: Call, asked: CreateGoal) -> Outcome:
    parts: dict[str, Any] = {
        "milestones": [each.given() for each in asked.milestones],
        "intentions": [each.given() for each in asked.intentions],
    }
    goal = actions.create_goal(
        by=call.by, owner=call.owner, title=asked.title, pattern=asked.pattern, **asked.terms(), **parts
    )
    told = _("New goal: %(title)s. %(terms)s.") % {"title": goal.title, "terms": terms_in_words(goal)}
    data = {"goal_id": str(goal.pk), "title": goal.title}
    return Outcome(data, told, goal, "goal", goal.pk, {"goal": str(goal.pk)}, changed=True)


def preview_create(call: Call, asked: CreateGoal) -> Preview:
    """The goal as it would be. Raises what its creation would refuse."""
    today = call.owner.today()
    goal = draft_goal(call.owner, asked.pattern, today, {**asked.terms(), "title": asked.title})
    if asked.pattern == Pattern.MILESTONE:
        terms = ", ".join(each.title for each in asked.milestones) or pattern_in_words(asked.pattern)
        if goal.target_date:
            terms = _("%(what)s by %(date)s") % {"what": terms, "date": date_format(goal.target_date, "j F Y")}
    else:
        terms = terms_in_words(goal)
    said = [f"{goal.title}: {terms}"]
    if goal.why_it_matters:
        said.append(_("Why: %(why)s") % {"why": goal.why_it_matters})
    said += [f"{each.trigger_condition}, {each.action}" for each in asked.intentions]
    return Preview(_("Create goal"), after=". ".join(part.rstrip(".") for part in said))


def take_back_create(call: Call, undo: Mapping[str, Any]) -> None:
    """Into the archive, where nothing is lost; to erase it is for its page."""
    actions.archive_goal(by=call.by, goal=call.goal(uuid.UUID(undo["goal"])))


def update_goal(call: Call, asked: UpdateGoal) -> Outcome:
    goal, changes = call.goal(asked.goal_id), asked.changes()
    if not changes:
        raise Invalid(fields={"arguments": [_("Say what should change.")]})
    before = {name: plain(getattr(goal, name)) for name in changes}
    shown = preview_update(call, asked)
    goal = actions.update_goal(by=call.by, goal=goal, **changes)
    told = _("%(title)s: %(before)s → %(after)s") % {
        "title": goal.title,
        "before": shown.before,
        "after": shown.after,
    }
    undo = {"goal": str(goal.pk), "before": before}
    return Outcome({"goal_id": str(goal.pk)}, told, goal, "goal", goal.pk, undo, changed=True)


def preview_update(call: Call, asked: UpdateGoal) -> Preview:
    """ "Change target of Run", "5 km", "3 km"; a rhythm as a sentence. Raises what the change would be refused for."""
    goal, changes = call.goal(asked.goal_id), asked.changes()
    after = changed_goal(goal, changes)
    if _TERMS.issuperset(changes) and not (_RHYTHMS | {"period"}).isdisjoint(changes):
        label = _("Change the terms of %(title)s") % {"title": goal.title}
        return Preview(label, terms_in_words(goal), terms_in_words(after), goal)
    if set(changes) == {"title"}:
        return Preview(_("Rename"), goal.title, after.title, goal)
    names = [name for name in changes if getattr(goal, name) != getattr(after, name)] or list(changes)
    label = _("Change %(what)s of %(title)s") % {
        "what": ", ".join(str(_field(name).verbose_name) for name in names),
        "title": goal.title,
    }
    before = ", ".join(_value(goal, name, getattr(goal, name)) for name in names)
    return Preview(label, before, ", ".join(_value(after, name, getattr(after, name)) for name in names), goal)


def take_back_update(call: Call, undo: Mapping[str, Any]) -> None:
    goal = call.goal(uuid.UUID(undo["goal"]))
    before = {name: _field(name).to_python(value) for name, value in undo["before"].items()}
    actions.update_goal(by=call.by, goal=goal, **before)


def update_goal_sentiment(call: Call, asked: UpdateSentiment) -> Outcome:
    goal = call.goal(asked.goal_id)
    before, label = goal.progress_sentiment, Sentiment(asked.sentiment).label
    if before == asked.sentiment:
        told = _("%(title)s is marked %(sentiment)s already.") % {"title": goal.title, "sentiment": label.lower()}
        return Outcome({"goal_id": str(goal.pk), "sentiment": before}, told, goal)
    goal = actions.update_goal(by=call.by, goal=goal, progress_sentiment=asked.sentiment)
    told = _("%(title)s: %(sentiment)s") % {"title": goal.title, "sentiment": label}
    data = {"goal_id": str(goal.pk), "sentiment": goal.progress_sentiment}
    undo = {"goal": str(goal.pk), "before": {"progress_sentiment": before}}
    return Outcome(data, told, goal, "goal", goal.pk, undo, changed=True)


def preview_sentiment(call: Call, asked: UpdateSentiment) -> Preview:
    goal = call.goal(asked.goal_id)
    before = str(Sentiment(goal.progress_sentiment).label) if goal.progress_sentiment else ""
    return Preview(_("Mark %(title)s") % {"title": goal.title}, before, str(Sentiment(asked.sentiment).label), goal)


def summarise_period(call: Call, asked: SummarisePeriod) -> Outcome:
    # The coach's own actions run the pipeline, which runs the tools.
    from coaching.actions.summaries import summarize  # noqa: PLC0415

    summary = summarize(by=call.by, owner=call.owner, period=asked.period, day=asked.day)
    data = {"summary_id": str(summary.pk), "starts_on": plain(summary.starts_on), "ends_on": plain(summary.ends_on)}
    return Outcome({**data, "text": summary.text, "figures": summary.figures}, summary.text)


def preview_summary(call: Call, asked: SummarisePeriod) -> Preview:
    return Preview(_("Sum up"), after=str(SummaryPeriod(asked.period).label))


def _field(name: str) -> "models.Field[Any, Any]":
    return next(field for field in Goal._meta.concrete_fields if field.name == name)


def _value(goal: Goal, name: str, value: Any) -> str:
    if value is None:
        return "–"
    if name in ("target_value", "baseline_value"):
        return with_unit(value, goal)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    return str(value)


TOOLS = (
    Tool(
        "create_goal",
        "Set up a goal with its terms, milestones and if-then plans.",
        CreateGoal,
        create_goal,
        Scope.WRITE,
        Risk.HIGH,
        preview_create,
        take_back_create,
    ),
    Tool(
        "update_goal",
        "Change terms or words of an open goal. New terms apply from today.",
        UpdateGoal,
        update_goal,
        Scope.WRITE,
        Risk.HIGH,
        preview_update,
        take_back_update,
    ),
    Tool(
        "update_goal_sentiment",
        "Store how the person says that a goal is going.",
        UpdateSentiment,
        update_goal_sentiment,
        Scope.WRITE,
        Risk.LOW,
        preview_sentiment,
        take_back_update,
    ),
    Tool(
        "summarise_period",
        "Sum up a week or a month: what moved, what stood still, one next step.",
        SummarisePeriod,
        summarise_period,
        Scope.WRITE,
        Risk.LOW,
        preview_summary,
    ),
)
