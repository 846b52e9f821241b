"""What every page's template uses: navigation, paging, numbers."""

import uuid
from decimal import Decimal

from django import forms, template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.template import RequestContext
from django.utils.safestring import SafeString

from config.fields import shown_number
from goals.models import Goal
from goals.wording import with_unit

register = template.Library()

_SECTIONS = {"today": "today", "goals": "goals", "more": "more", "settings": "more", "accounts": "more", "import": "more"}


@register.simple_tag(takes_context=True)
def current_section(context: RequestContext) -> str:
    """The part of the navigation that the page belongs to, by the first segment of its path."""
    return _SECTIONS.get(context["request"].path.split("/")[1], "")


@register.simple_tag(takes_context=True)
def page_query(context: RequestContext, number: int) -> str:
    """The query of this page with another page number; filters stay."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


@register.filter
def undoes(message: Message) -> uuid.UUID | None:
    """The check-in whose last change the message offers to undo."""
    kind, _, check_in = (message.extra_tags or "").partition(":")
    return uuid.UUID(check_in) if kind == "undo" else None


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def number(value: Decimal | None) -> str:
    """A number as the locale writes it, without trailing zeros."""
    return shown_number(value)


@register.filter
def amount_of(value: Decimal | None, goal: Goal) -> str:
    """A value with the goal's unit or currency: "1.5 km", "£500"."""
    return with_unit(value, goal)


@register.simple_tag
def percent_attribute(value: float) -> SafeString:
    """A length for SVG geometry: never localised, never outside 0 to 100."""
    return SafeString(f"{min(max(value, 0), 100):.4g}%")
