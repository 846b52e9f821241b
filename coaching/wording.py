"""How a summary reads: facts, and no word that blames."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.models.summary import SummaryPeriod
from goals.models import Goal
from goals.models.choices import Pattern
from goals.wording import with_unit

Numbers = Mapping[str, Any]


def in_short(figures: Mapping[str, Any], period: str, *, is_over: bool) -> str:
    """The whole in a sentence or two, without a word of the person's."""
    totals = figures["totals"]
    if totals["judged"]:
        words = _("%(kept)d of %(judged)d done.") % totals
        return f"{words} {_before(totals, period, is_over)}".strip()
    if totals["check_ins"]:
        count = ngettext("%(check_ins)d check-in", "%(check_ins)d check-ins", totals["check_ins"]) % totals
        return ngettext("%(count)s on %(days)d day.", "%(count)s on %(days)d days.", totals["days"]) % {
            "count": count,
            "days": totals["days"],
        }
    if figures["moved"]:
        return _("Something moved.")
    return _("Nothing was recorded in these days.")


def _before(totals: Numbers, period: str, is_over: bool) -> str:
    if not totals["judged_before"]:
        return ""
    if is_over and period == SummaryPeriod.WEEKLY:
        return _("%(kept_before)d of %(judged_before)d the week before.") % totals
    if is_over:
        return _("%(kept_before)d of %(judged_before)d the month before.") % totals
    if period == SummaryPeriod.WEEKLY:
        return _("%(kept_before)d of %(judged_before)d in the same days of the week before.") % totals
    return _("%(kept_before)d of %(judged_before)d in the same days of the month before.") % totals


def sentence(code: str, numbers: Numbers, goal: Goal | None) -> str:
    """What a line says of its goal, whose name stands before it."""
    return _SENTENCES[code](numbers, goal)


def _kept(numbers: Numbers, goal: Goal | None) -> str:
    if goal is not None and goal.pattern == Pattern.LIMIT:
        return _limit_kept(numbers)
    if numbers["judged_before"]:
        return _("%(kept)d of %(judged)d done, %(kept_before)d of %(judged_before)d before.") % numbers
    return _("%(kept)d of %(judged)d done.") % numbers


def _limit_kept(numbers: Numbers) -> str:
    if numbers["judged_before"]:
        return _("%(kept)d of %(judged)d kept, %(kept_before)d of %(judged_before)d before.") % numbers
    return _("%(kept)d of %(judged)d kept.") % numbers


def _added(numbers: Numbers, goal: Goal | None) -> str:
    added = Decimal(numbers["added"])
    words = _("%(amount)s added.") if added > 0 else _("%(amount)s taken out.")
    said = words % {"amount": _measured(abs(added), goal)}
    if numbers["value"] is None:
        return said
    if numbers["target"] is None:
        return f"{said} {_('%(value)s so far.') % {'value': _measured(numbers['value'], goal)}}"
    values = {"value": _measured(numbers["value"], goal), "target": _measured(numbers["target"], goal)}
    return f"{said} {_('%(value)s of %(target)s so far.') % values}"


def _reading(numbers: Numbers, goal: Goal | None) -> str:
    values = {name: _measured(value, goal) for name, value in numbers.items() if value is not None}
    if "from" not in values:
        said = _("%(to)s recorded.") % values
    elif numbers["from"] == numbers["to"]:
        said = _("%(to)s, as before.") % values
    else:
        said = _("From %(from)s to %(to)s.") % values
    return f"{said} {_('The aim is %(target)s.') % values}" if "target" in values else said


def _steps(numbers: Numbers, goal: Goal | None) -> str:
    parts, count = [], numbers["milestones"]
    if count:
        parts.append(ngettext("%(milestones)d milestone done.", "%(milestones)d milestones done.", count) % numbers)
    if numbers["tasks"]:
        parts.append(ngettext("%(tasks)d task done.", "%(tasks)d tasks done.", numbers["tasks"]) % numbers)
    if count:
        parts.append(_("%(done)d of %(total)d milestones so far.") % numbers)
    return " ".join(parts)


def _recorded(numbers: Numbers, goal: Goal | None) -> str:
    return ngettext("%(check_ins)d check-in.", "%(check_ins)d check-ins.", numbers["check_ins"]) % numbers


def _small_version(numbers: Numbers, goal: Goal | None) -> str:
    if goal is None or not goal.small_version:
        return _one_part(numbers, goal)
    return _("Take it up again with its small version: %(small)s") % {"small": goal.small_version}


def _one_part(numbers: Numbers, goal: Goal | None) -> str:
    return _("Take it up again with one small part of it.")


def _carry_on(numbers: Numbers, goal: Goal | None) -> str:
    return _("Carry on: your run is %(run)d.") % numbers if numbers else _("Carry on as you do.")


def _says(words: Callable[[], str]) -> Callable[[Numbers, Goal | None], str]:
    return lambda numbers, goal: words()


def _measured(value: Any, goal: Goal | None) -> str:
    amount = Decimal(value)
    return with_unit(amount, goal) if goal is not None else str(amount)


_SENTENCES: dict[str, Callable[[Numbers, Goal | None], str]] = {
    "kept": _kept,
    "added": _added,
    "reading": _reading,
    "steps": _steps,
    "recorded": _recorded,
    "nothing": _says(lambda: _("Nothing recorded.")),
    "small_version": _small_version,
    "begin": _one_part,
    "plan": _says(lambda: _("Give it a place: an if-then plan says when and where you begin.")),
    "smaller": _says(lambda: _("A smaller target may fit better. What changes applies from today.")),
    "other_limit": _says(lambda: _("Another limit may fit better. What changes applies from today.")),
    "carry_on": _carry_on,
    "choose": _says(lambda: _("Choose one goal to begin with.")),
    "rest": _says(lambda: _("Your goals rest. Nothing is due until they go on.")),
}
