"""The journal of one goal: its own lines and those of everything under it, and how they read to people."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.journal import entity_of, plain
from goals.models import Budget, Change, Debt, Goal, GoalTemplate, Milestone, PersonalToken, Task, User
from goals.models.choices import Source
from goals.models.owned import Owned
from goals.terms import weekday_names

_NAMED: tuple[type[Owned], ...] = (Goal, Milestone, Task, Budget, Debt)
# Said by the line itself, of no meaning to people, or a consequence of what they did.
_UNTOLD = frozenset(
    {"created_at", "goal", "share", "author", "sort_order", "check_in_count", "last_check_in_at", "key", "numbers"}
    | {"code", "confidence", "sample_size", "other_goal"}
)


class Difference(NamedTuple):
    """A field in words, before and after; empty where there was nothing."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the journal as people read it. Of what is new there is no before to tell."""

    at: dt.datetime
    who: str
    where: str
    what: str
    subject: str
    is_new: bool
    fields: Sequence[Difference]


def entities() -> tuple[str, ...]:
    """The words of all models of which there can be lines."""
    noted = {GoalTemplate, PersonalToken, User}
    return tuple(sorted(entity_of(each) for each in apps.get_models() if issubclass(each, Owned) or each in noted))


def lines_about(goal: Goal) -> "QuerySet[Change]":
    """Every line about the goal, its parts (deleted ones too), the cheers for it, and what names it beside another."""
    shares = [str(pk) for pk in goal.shares.values_list("pk", flat=True)]
    mine = Change.objects.filter(owner_id=goal.owner_id)
    named = Q(fields__goal__1=str(goal.pk)) | Q(fields__other_goal__1=str(goal.pk))
    parts = mine.filter(named | Q(fields__share__1__in=shares)).order_by()
    return mine.filter(Q(entity_id=goal.pk) | Q(entity_id__in=parts.values("entity_id")))


def told(lines: Iterable[Change], reader: User) -> list[Told]:
    """The lines in words, with the same few queries for any number of them."""
    lines = list(lines)
    names, people = _names(lines, reader), _people(lines, reader)
    return [
        Told(
            at=line.at,
            who=people(line),
            where=str(Source(line.source).label),
            what=f"{_entity_word(line.entity)}: {_action_word(line.action)}",
            subject=names.get(str(line.entity_id), "") if line.entity != "goal" else "",
            is_new=line.action == "created",
            fields=list(_differences(line, names)),
        )
        for line in lines
    ]


@cache
def _models() -> dict[str, type[models.Model]]:
    return {entity_of(model): model for model in apps.get_models() if issubclass(model, Owned)}


def _names(lines: Sequence[Change], reader: User) -> dict[str, str]:
    """Titles of the rows that the lines are about or point to, by id."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for line in lines:
        model = _models().get(line.entity)
        if model is None:
            continue
        wanted[model].add(str(line.entity_id))
        for name, pair in line.fields.items():
            field = _field(model, name)
            if field is not None and isinstance(field.related_model, type):
                wanted[field.related_model].update(value for value in pair if value is not None)
    found: dict[str, str] = {}
    for named in _NAMED:
        if ids := wanted.get(named):
            rows: Any = named._default_manager
            titles = rows.filter(owner=reader, pk__in=ids).values_list("pk", "title")
            found |= {str(pk): title for pk, title in titles}
    return found


def _people(lines: Sequence[Change], reader: User) -> Callable[[Change], str]:
    """Who did it, without anybody's address."""
    others = {line.actor_id for line in lines if line.actor_id not in (None, reader.pk)}
    named: dict[uuid.UUID | None, str] = dict(User.objects.filter(pk__in=others).values_list("pk", "name"))

    def who(line: Change) -> str:
        if line.actor_id == reader.pk:
            return _("You")
        if line.actor_id is None:
            return _("Steady")
        return named.get(line.actor_id) or (_("Staff") if line.source == Source.ADMIN else _("Somebody else"))

    return who


def _differences(line: Change, names: dict[str, str]) -> Iterator[Difference]:
    model = _models().get(line.entity)
    for name, (before, after) in line.fields.items():
        field = None if model is None else _field(model, name)
        if field is None or name in _UNTOLD or (line.action == "created" and after == plain(field.get_default())):
            continue
        old, new = _in_words(field, before, names), _in_words(field, after, names)
        if old != new:
            label = str(field.verbose_name)
            yield Difference(label[:1].upper() + label[1:], old, new)


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any] | None":
    return next((field for field in model._meta.concrete_fields if field.name == name), None)


def _in_words(field: "models.Field[Any, Any]", value: Any, names: dict[str, str]) -> str:
    """A journalled value as people read it; empty for none."""
    if value in (None, "", [], {}):
        return ""
    if field.is_relation:
        return names.get(str(value), _("something that is gone"))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(dt.datetime.fromisoformat(value)), "j F Y, H:i")
    if isinstance(field, models.DateField):
        return date_format(dt.date.fromisoformat(value), "j F Y")
    if isinstance(value, list):
        days = weekday_names()
        return ", ".join(days[each] if field.name.endswith("weekdays") else str(each) for each in value)
    return str(value)


def _entity_word(entity: str) -> str:
    words = {
        "goal": _("Goal"),
        "milestone": _("Milestone"),
        "intention": _("If-then plan"),
        "past_terms": _("Earlier terms"),
        "pause": _("Pause"),
        "check_in": _("Check-in"),
        "task": _("Task"),
        "habit_link": _("Linked habit"),
        "contribution": _("Contribution"),
        "goal_share": pgettext("with somebody", "Share"),
        "cheer": _("Cheer"),
        "insight": _("Insight"),
    }
    return words.get(entity, entity.replace("_", " "))


def _action_word(action: str) -> str:
    words = {
        "created": _("added"),
        "updated": _("changed"),
        "deleted": _("deleted"),
        "completed": _("completed"),
        "reached": _("reached"),
        "reopened": _("opened again"),
        "reordered": _("moved"),
        "corrected": _("corrected"),
        "withdrawn": _("taken back"),
        "undone": _("undone"),
        "paused": _("paused"),
        "resumed": _("resumed"),
        "abandoned": _("let go"),
        "reactivated": _("taken up again"),
        "archived": _("archived"),
        "restored": _("restored"),
        "merged": _("joined with another"),
        "toggled": _("switched"),
        "rehearsed": _("rehearsed"),
        "dismissed": _("put aside"),
        "accepted": _("done as proposed"),
        "found": _("found"),
        "renewed": _("brought up to date"),
        "retired": _("no longer so"),
        "revoked": _("revoked"),
    }
    return words.get(action, action.replace("_", " "))
