"""What somebody without goals could start from."""

from django import template

from goals.models import GoalTemplate

register = template.Library()

_MOST = 3


@register.simple_tag
def starters() -> list[GoalTemplate]:
    """Three templates of the gallery, of different patterns as far as it has them."""
    found = GoalTemplate.objects.offered().only("slug", "title", "summary", "pattern")
    first = {each.pattern: each for each in reversed(found)}
    return sorted(found, key=lambda each: each is not first[each.pattern])[:_MOST]
