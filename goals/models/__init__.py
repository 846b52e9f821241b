"""The rows of `goals`, one module a concept."""

from goals.models.calendar import CalendarFeed
from goals.models.change import Change, Erasure
from goals.models.goal import Goal
from goals.models.intention import Intention
from goals.models.milestone import Milestone
from goals.models.money import Budget, Contribution, Debt
from goals.models.pause import Pause
from goals.models.sharing import Cheer, GoalShare
from goals.models.task import HabitLink, Task
from goals.models.template import GoalTemplate
from goals.models.terms import PastTerms
from goals.models.token import PersonalToken
from goals.models.user import User

__all__ = [
    "Budget",
    "CalendarFeed",
    "Change",
    "Cheer",
    "Contribution",
    "Debt",
    "Erasure",
    "Goal",
    "GoalShare",
    "GoalTemplate",
    "HabitLink",
    "Intention",
    "Milestone",
    "PastTerms",
    "Pause",
    "PersonalToken",
    "Task",
    "User",
]
