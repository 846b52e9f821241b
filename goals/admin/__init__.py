"""The admin: for staff, with every write through the actions and in the journal under the staff member's name."""

from goals.admin.feeds import BudgetAdmin, ContributionAdmin, DebtAdmin, HabitLinkAdmin, TaskAdmin
from goals.admin.goals import GoalAdmin
from goals.admin.journal import ChangeAdmin
from goals.admin.parts import IntentionAdmin, MilestoneAdmin, PastTermsAdmin, PauseAdmin
from goals.admin.people import PersonalTokenAdmin, UserAdmin
from goals.admin.sharing import CalendarFeedAdmin, CheerAdmin, GoalShareAdmin
from goals.admin.templates import GoalTemplateAdmin

__all__ = [
    "BudgetAdmin",
    "CalendarFeedAdmin",
    "ChangeAdmin",
    "CheerAdmin",
    "ContributionAdmin",
    "DebtAdmin",
    "GoalAdmin",
    "GoalShareAdmin",
    "GoalTemplateAdmin",
    "HabitLinkAdmin",
    "IntentionAdmin",
    "MilestoneAdmin",
    "PastTermsAdmin",
    "PauseAdmin",
    "PersonalTokenAdmin",
    "TaskAdmin",
    "UserAdmin",
]
