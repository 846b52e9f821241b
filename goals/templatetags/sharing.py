"""Cheers on the page of the goal they are for."""

from django import template

from goals.models import Cheer, Goal

register = template.Library()

_RECENT = 5


@register.simple_tag
def cheers_for(goal: Goal) -> list[Cheer]:
    """The newest cheers for a goal, with who said them."""
    return list(Cheer.objects.filter(share__goal=goal).select_related("author", "share")[:_RECENT])


@register.filter
def said_by(cheer: Cheer) -> str:
    """The author as the owner knows them: by their own name, else by what the owner called or invited them by."""
    return cheer.author.name or cheer.share.name or cheer.share.email or ""
