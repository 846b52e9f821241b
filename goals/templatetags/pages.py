"""What every page's template uses: navigation, paging, numbers."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms as forms_module
from django import template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from goals.models import Goal, Milestone
from goals.plans import deed_of, trigger_of
from goals.terms import weekday_names
from goals.wording import (
    grouped,
    in_currency,
    in_percent,
    milestone_in_words,
    pattern_in_words,
    status_in_words,
    terms_in_words,
    with_unit,
)

register = template.Library()
register.filter(deed_of)
register.filter(in_currency)
register.filter(in_percent)
register.filter(pattern_in_words)
register.filter(status_in_words)
register.filter(trigger_of)

_UNDO = "undo:"
_UNDER_MORE = ("more", "settings", "accounts", "import", "sharing", "templates", "money", "summaries", "history")


@register.simple_tag(takes_context=True)
def current_section(context: RequestContext) -> str:
    """The part of the navigation that the page belongs to, by the first segment of its path."""
    first = str(context["request"].path).split("/")[1]
    return "more" if first in _UNDER_MORE else first


@register.simple_tag(takes_context=True)
def query(context: RequestContext, **changes: object) -> str:
    """The query of this page with some values changed; an empty value leaves the query."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value != "":
            parameters[name] = str(value)
    return f"?{parameters.urlencode()}"


@register.simple_block_tag
def card(content: str, title: str, name: str, anchor: str = "", look: str = "") -> SafeString:
    """What stands in the block, as a card under its title; `name` is the id of the title, `anchor` that of the card."""
    told = {"content": content, "title": title, "name": name, "anchor": anchor, "look": look}
    return render_to_string("components/card.html", told)


@register.filter
def is_bar(message: Message) -> bool:
    """Whether the message says what was just recorded, and so belongs into the bar that offers to undo it."""
    return (message.extra_tags or "").startswith(_UNDO)


@register.filter
def undoes(message: Message) -> str:
    """The id of the check-in whose last change the message offers to undo; empty when there is nothing to undo."""
    return (message.extra_tags or "").removeprefix(_UNDO)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms_module.CheckboxInput)


@register.simple_tag
def problems(*forms: Any) -> list[tuple[str, str]]:
    """Every error of forms and formsets as (id of the input, sentence); the id is empty for errors of the whole."""
    found: list[tuple[str, str]] = []
    for form in forms:
        if not getattr(form, "is_bound", False):
            continue
        if isinstance(form, forms_module.BaseFormSet):
            found += [("", str(error)) for error in form.non_form_errors()] + problems(*form)
            continue
        found += [("", str(error)) for error in form.non_field_errors()]
        found += [(input_id(field), sentence) for field in form for sentence in _problems_of(field)]
    return found


def _problems_of(field: BoundField) -> Iterator[str]:
    """The field's errors, apart from it: what is merely required names the field, others say what they are about."""
    for error, sentence in zip(field.errors.as_data(), field.errors, strict=True):
        if error.code == "required" and field.label:
            yield _("%(field)s: %(sentence)s") % {"field": field.label, "sentence": sentence}
        else:
            yield str(sentence)


@register.filter
def input_id(field: BoundField) -> str:
    """The id of what a link to the field should focus: the first box of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def number(value: Decimal | int) -> str:
    """A number as the locale writes it, thousands apart and without trailing zeros."""
    return grouped(Decimal(value))


@register.filter
def amount_of(value: Decimal | None, goal: Goal) -> str:
    """A value with the goal's unit or currency: "1.5 km", "£500"."""
    return with_unit(value, goal)


@register.filter
def terms_of(goal: Goal) -> str:
    """What was agreed, in words."""
    return terms_in_words(goal)


@register.filter
def past_terms_of(goal: Goal) -> list[tuple[dt.date, str]]:
    """What was agreed before, in words, with the last day on which it held; newest first."""
    held = sorted(goal.past_terms.all(), key=lambda past: past.valid_through, reverse=True)
    return [(past.valid_through, terms_in_words(goal, past.terms)) for past in held]


@register.filter
def paused_until(goal: Goal) -> dt.date | None:
    """The last day of the goal's newest pause; None when it has no end."""
    pauses = list(goal.pauses.all())
    return pauses[-1].ends_on if pauses else None


@register.filter
def milestone_words(milestone: Milestone, goal: Goal) -> str:
    """ "Done 2 August, 5 days early", "Planned for 28 February", "3 days past plan"."""
    return milestone_in_words(milestone, goal.owner)


@register.filter
def weekday_words(days: list[int] | None) -> str:
    """ "Mon, Thu"; empty for every day."""
    names = weekday_names()
    return ", ".join(names[day] for day in days or ())


@register.simple_tag
def request_id() -> str:
    """The id that the logs know this request by; empty outside of one."""
    return str(get_contextvars().get("request_id", ""))


@register.simple_tag
def percent_attribute(value: float) -> SafeString:
    """A length for SVG geometry: never localised, never outside 0 to 100."""
    return SafeString(f"{min(max(value, 0), 100):.4g}%")
