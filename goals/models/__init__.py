"""The rows of `goals`, one module a concept."""

from goals.models.change import Change, Erasure
from goals.models.goal import Goal
from goals.models.intention import Intention
from goals.models.milestone import Milestone
from goals.models.pause import Pause
from goals.models.terms import PastTerms
from goals.models.token import PersonalToken
from goals.models.user import User

__all__ = ["Change", "Erasure", "Goal", "Intention", "Milestone", "PastTerms", "Pause", "PersonalToken", "User"]
