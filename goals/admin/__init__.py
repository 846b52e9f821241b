"""The admin: for staff, with every write through the actions and in the journal under the staff member's name."""

from goals.admin.goals import GoalAdmin
from goals.admin.journal import ChangeAdmin
from goals.admin.parts import IntentionAdmin, MilestoneAdmin, PastTermsAdmin, PauseAdmin
from goals.admin.people import PersonalTokenAdmin, UserAdmin
from goals.admin.sharing import CalendarFeedAdmin, CheerAdmin, GoalShareAdmin
from goals.admin.templates import GoalTemplateAdmin

__all__ = [
    "CalendarFeedAdmin",
    "ChangeAdmin",
    "CheerAdmin",
    "GoalAdmin",
    "GoalShareAdmin",
    "GoalTemplateAdmin",
    "IntentionAdmin",
    "MilestoneAdmin",
    "PastTermsAdmin",
    "PauseAdmin",
    "PersonalTokenAdmin",
    "UserAdmin",
]
