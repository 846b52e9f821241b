"""What a share shows, for the pages of those it is shared with."""

from django import template

from checkins import shared
from goals.models import GoalShare

register = template.Library()


@register.simple_tag
def shown_by(share: GoalShare) -> shared.SharedGoal:
    return shared.shared_goal(share)
