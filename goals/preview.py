"""What a goal's form would make, as a sentence, before anything is saved."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms import GoalForm
from goals.models import Goal
from goals.models.choices import Pattern
from goals.terms import Period, Terms
from goals.wording import terms_in_words


def preview_of(form: GoalForm, rows: Any = None) -> str:
    """ "3 times a week. Appears on Today until it is done 3 times."; empty while what was typed makes no sense.

    `rows` are those of the milestones. Saves nothing.
    """
    if not form.is_bound or not form.is_valid() or (rows is not None and not rows.is_valid()):
        return ""
    goal = Goal(owner=form.instance.owner, pattern=form.instance.pattern)
    for name, value in form.values().items():
        if name != "intentions":
            setattr(goal, name, value)
    said = _what(goal, rows, form)
    when = _when(goal.pattern, goal.terms)
    if goal.start_date > goal.owner.today():
        when = _("From %(day)s: %(when)s") % {"day": date_format(goal.start_date, "j F Y"), "when": when}
    return f"{said}. {when}"


def _what(goal: Goal, rows: Any, form: GoalForm) -> str:
    if goal.pattern != Pattern.MILESTONE:
        return terms_in_words(goal)
    if rows is None:
        return terms_in_words(form.instance, goal.terms)
    count = sum(bool(row.cleaned_data.get("title")) for row in rows)
    words = ngettext("%(count)d milestone", "%(count)d milestones", count) % {"count": count}
    if goal.target_date is None:
        return words
    return _("%(what)s by %(date)s") % {"what": words, "date": date_format(goal.target_date, "j F Y")}


def _when(pattern: str, terms: Terms) -> str:
    """When it is on Today."""
    if pattern in (Pattern.TARGET, Pattern.MILESTONE):
        return _("Stands on Today under way, with its next step.")
    if pattern == Pattern.LIMIT:
        return _("Appears on Today every day, with what is left.")
    if terms.weekdays and len(terms.weekdays) < 7:
        return _("Appears on Today on these days.")
    if terms.every_n_days:
        return _("Appears on Today when it is due again.")
    if terms.weekdays or terms.period == Period.DAY:
        return _("Appears on Today every day.")
    if terms.period == Period.WEEK:
        return _("Appears on Today every day until the week has what it asks for.")
    return _("Appears on Today every day until the month has what it asks for.")
