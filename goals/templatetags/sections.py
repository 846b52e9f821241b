"""What the pages under More share: the lists that lead to them, and which of them this is."""

from typing import Any

from django import template
from django.template import RequestContext

from goals.sections import ACCOUNT, GOALS, SETTINGS, STAFF, Section

register = template.Library()
_GROUPS = {"goals": GOALS, "settings": SETTINGS, "account": ACCOUNT, "staff": STAFF}


@register.simple_tag
def sections(group: str) -> tuple[Section, ...]:
    return _GROUPS[group]


@register.simple_tag(takes_context=True)
def this_section(context: RequestContext) -> Section | None:
    """The one of the settings that the page is; None on a page that is none of them."""
    match: Any = context["request"].resolver_match
    return next((section for section in SETTINGS if match and section.name == match.view_name), None)
