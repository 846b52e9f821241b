"""The reminders on Today."""

from collections.abc import Sequence

from django import template
from django.template import RequestContext
from django.utils import timezone

from coaching.models import Reminder
from coaching.reminders_due import shown_today

register = template.Library()


@register.simple_tag(takes_context=True)
def due_reminders(context: RequestContext) -> Sequence[Reminder]:
    """Those of the person's day that are open; one query."""
    return shown_today(context["request"].user, timezone.now())
