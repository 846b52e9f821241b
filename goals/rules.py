"""Rules that several actions of this app share."""

from collections.abc import Mapping, Set
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from config.refusals import Invalid, Refusal
from goals.models import Goal
from goals.models.choices import Status
from goals.policies import may_edit


class GoalNotEditable(Refusal):
    code = "GOAL_NOT_EDITABLE"
    status = 409

    def __init__(self, goal: Goal) -> None:
        way = _("Restore it first.") if goal.status == Status.ARCHIVED else _("Reactivate it first.")
        state = _("This goal is %(status)s.") % {"status": goal.get_status_display().lower()}
        super().__init__(f"{state} {way}")


def require_editable(goal: Goal) -> None:
    """Raises GoalNotEditable for a goal that is completed, abandoned or archived."""
    if not may_edit(goal):
        raise GoalNotEditable(goal)


def given(model: type[models.Model], fields: Mapping[str, Any], writable: Set[str]) -> dict[str, Any]:
    """A caller's values, fit to be set: other names raise Invalid.

    Lines lose the space around them; blank text, or an empty list, in an optional column is null.
    """
    if unknown := sorted(fields.keys() - writable):
        raise Invalid(fields={name: [_("This cannot be set.")] for name in unknown})
    return {name: _fit(model, name, value) for name, value in fields.items()}


def _fit(model: type[models.Model], name: str, value: Any) -> Any:
    if not isinstance(value, str | list):
        return value
    field = model._meta.get_field(name)
    if isinstance(value, str) and (isinstance(field, models.CharField) or not value.strip()):
        value = value.strip()
    return None if value in ("", []) and getattr(field, "null", False) else value
