"""Templates: start a goal from one; staff make, change and delete them.

A template belongs to nobody, so what staff do to one is written in their own journal, as `goal_template`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from config.refusals import Forbidden, Invalid, NotFound, Refusal
from config.text import PlainText
from goals import template_library
from goals.actions.goals import create_goal, draft_goal
from goals.actions.intentions import WRITABLE as OF_INTENTIONS
from goals.actions.milestones import WRITABLE as OF_MILESTONES
from goals.journal import Actor, Journal, check_row, snapshot, writing
from goals.models import Goal, GoalTemplate, Intention, Milestone, User
from goals.models.choices import Pattern
from goals.policies import may_edit_templates
from goals.rules import given
from goals.template_library import CONTENT
from goals.template_plan import DAYS, GOAL_FIELDS, INTENTION_FIELDS, MILESTONE_FIELDS, WHY_PROMPT, plan_of
from goals.validators import validate_day

WRITABLE = frozenset(field.name for field in GoalTemplate._meta.concrete_fields if field.editable)
_MOST_DAYS = 3660
_MOST_PARTS = 50
_LONGEST_PROMPT = 300


class NameTaken(Invalid):
    def __init__(self) -> None:
        super().__init__(fields={"slug": [_("Another template has this name.")]})


class TemplateShipped(Refusal):
    code = "TEMPLATE_SHIPPED"
    status = 409
    sentence = "An upgrade would bring a template of the library back. Stop offering it instead."


def start_template(*, by: Actor, owner: User, template: GoalTemplate, **overrides: Any) -> Goal:
    """Create a goal as the template plans it; `overrides` are fields of the goal that the person chose instead.

    `milestones` or `intentions` among them take the place of all of the template's. Raises QuotaExceeded, Invalid,
    InvalidTarget.
    """
    if set(overrides) & {"pattern", "goal_type"}:
        raise Invalid(fields={"pattern": [_("A template keeps its pattern. Choose another template.")]})
    start_date = overrides.pop("start_date", None) or owner.today()
    _check_start(start_date)
    parts: dict[str, Any] = {name: overrides.pop(name) for name in ("milestones", "intentions") if name in overrides}
    plan = plan_of(template, start_date, overrides)
    parts = {"milestones": plan.milestones, "intentions": plan.intentions, **parts}
    return create_goal(by=by, owner=owner, pattern=template.pattern, **plan.fields, **parts)


def create_template(*, by: Actor, **fields: Any) -> GoalTemplate:
    """Raises Forbidden, Invalid."""
    with _staff_writing(by) as journal:
        template = GoalTemplate(**given(GoalTemplate, fields, WRITABLE))
        check_template(template)
        _save(template)
        journal.note(template, "created", {name: [None, value] for name, value in snapshot(template).items()}, 0)
    return template


def update_template(*, by: Actor, template: GoalTemplate, **changes: Any) -> GoalTemplate:
    """Change fields; a shipped one whose content changes is the staff's from then on. Raises Forbidden, Invalid."""
    with _staff_writing(by) as journal:
        template = _fresh(template)
        values = given(GoalTemplate, changes, WRITABLE)
        if template.is_shipped and values.get("slug", template.slug) != template.slug:
            raise Invalid(fields={"slug": [_("Upgrades know a template of the library by this name. Keep it.")]})
        if template.is_shipped and any(values[name] != getattr(template, name) for name in CONTENT & set(values)):
            values["is_edited"] = True
        return _change(journal, template, "updated", values)


def restore_template(*, by: Actor, template: GoalTemplate) -> GoalTemplate:
    """Give a shipped template the library's content back. Raises Forbidden, NotFound."""
    with _staff_writing(by) as journal:
        template = _fresh(template)
        shipped = {values["slug"]: values for values in template_library.read()} if template.is_shipped else {}
        if template.slug not in shipped:
            raise NotFound(_("The library has no such template."))
        values = {name: shipped[template.slug][name] for name in CONTENT}
        return _change(journal, template, "restored", {**values, "is_edited": False})


def delete_template(*, by: Actor, template: GoalTemplate) -> None:
    """Goals that were started from it stay. Raises Forbidden, TemplateShipped."""
    with _staff_writing(by) as journal:
        template = _fresh(template)
        if template.is_shipped:
            raise TemplateShipped
        journal.note(template, "deleted", {name: [value, None] for name, value in snapshot(template).items()}, 0)
        template.delete()


@contextmanager
def _staff_writing(by: Actor) -> Iterator[Journal]:
    if by.user is None or not may_edit_templates(by):
        raise Forbidden
    with writing(by.user.pk, by=by) as journal:
        yield journal


def _fresh(template: GoalTemplate) -> GoalTemplate:
    """The row as it is now, locked: several staff members may be at it. Raises NotFound."""
    found = GoalTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if found is None:
        raise NotFound
    return found


def _change(journal: Journal, template: GoalTemplate, action: str, values: Mapping[str, Any]) -> GoalTemplate:
    before = snapshot(template)
    for name, value in values.items():
        setattr(template, name, value)
    check_template(template)
    diff = {name: [before[name], value] for name, value in snapshot(template).items() if value != before[name]}
    if diff:
        _save(template)
        journal.note(template, action, diff, 0)
    return template


def _save(template: GoalTemplate) -> None:
    """Raises NameTaken for one that another staff member has chosen since it was checked."""
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError:
        if _is_taken(template):
            raise NameTaken from None
        raise


def _is_taken(template: GoalTemplate) -> bool:
    return GoalTemplate.objects.filter(slug=template.slug).exclude(pk=template.pk).exists()


def check_template(template: GoalTemplate) -> None:
    """A template is valid when a goal can be started from it as it stands. Raises Invalid naming its columns."""
    check_row(template)
    if not template.summary:
        raise Invalid(fields={"summary": [_("Write the sentence that the gallery shows.")]})
    if _is_taken(template):
        raise NameTaken
    today = timezone.localdate()
    with _naming("goal"):
        _check_extras(template.goal, GOAL_FIELDS | {DAYS, WHY_PROMPT})
    _check_list("milestones", template.milestones, MILESTONE_FIELDS | {DAYS})
    _check_list("intentions", template.intentions, INTENTION_FIELDS)
    plan = plan_of(template, today, {})
    with _naming("goal"):
        goal = draft_goal(None, Pattern(template.pattern), today, plan.fields)
    for place, values in enumerate(plan.milestones, start=1):
        with _naming("milestones", place):
            check_row(Milestone(goal=goal, **given(Milestone, values, OF_MILESTONES)))
    for place, values in enumerate(plan.intentions, start=1):
        with _naming("intentions", place):
            check_row(Intention(goal=goal, **given(Intention, values, OF_INTENTIONS)))


def _check_list(name: str, parts: Any, allowed: frozenset[str]) -> None:
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise Invalid(fields={name: [_("Give a list of objects.")]})
    if len(parts) > _MOST_PARTS:
        raise Invalid(fields={name: [_("Give at most %(most)d.") % {"most": _MOST_PARTS}]})
    for place, part in enumerate(parts, start=1):
        with _naming(name, place):
            _check_extras(part, allowed)


def _check_extras(values: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Names, and what is no field of the goal itself. Raises Invalid."""
    if unknown := sorted(set(values) - allowed):
        choices = _("A template cannot set this. It can set: %(names)s.") % {"names": ", ".join(sorted(allowed))}
        raise Invalid(fields={name: [choices] for name in unknown})
    days = values.get(DAYS)
    if days is not None and not (type(days) is int and 1 <= days <= _MOST_DAYS):
        raise Invalid(fields={DAYS: [_("Give a whole number from 1 to %(most)d.") % {"most": _MOST_DAYS}]})
    prompt = values.get(WHY_PROMPT, "")
    if not isinstance(prompt, str) or len(prompt) > _LONGEST_PROMPT:
        raise Invalid(fields={WHY_PROMPT: [_("Give at most %(most)d characters.") % {"most": _LONGEST_PROMPT}]})
    try:
        PlainText()(prompt)
    except ValidationError as error:
        raise Invalid(fields={WHY_PROMPT: error.messages}) from error


def _check_start(start_date: Any) -> None:
    """Beyond the calendar no milestone could be planned. Raises Invalid."""
    try:
        if not isinstance(start_date, dt.date):
            raise ValidationError(_("Give a day."))
        validate_day(start_date)
    except ValidationError as error:
        raise Invalid(fields={"start_date": error.messages}) from error


@contextmanager
def _naming(column: str, place: int | None = None) -> Iterator[None]:
    """What is wrong inside a column of JSON, said beside that column: "2. title: This field cannot be blank."."""
    try:
        yield
    except Refusal as refusal:
        where = "" if place is None else f"{place}. "
        sentences = [f"{where}{name}: {text}" for name, texts in refusal.fields.items() for text in texts]
        raise Invalid(fields={column: sentences or [refusal.sentence]}) from refusal
