"""Forms of goals and of the person. They check shape and speak to people; the rules are the actions'."""

from goals.forms.goals import GOAL_FORMS, GoalForm, MilestoneRows, typed_rows
from goals.forms.parts import IntentionForm, MilestoneDetailForm, MilestoneForm, PlanForm
from goals.forms.people import AppearanceForm, DayForm, ErasureForm, ProfileForm, TokenForm
from goals.forms.sharing import CheerForm, InvitationForm, LinkForm, ShareEditForm

__all__ = [
    "GOAL_FORMS",
    "AppearanceForm",
    "CheerForm",
    "DayForm",
    "ErasureForm",
    "GoalForm",
    "IntentionForm",
    "InvitationForm",
    "LinkForm",
    "MilestoneDetailForm",
    "MilestoneForm",
    "MilestoneRows",
    "PlanForm",
    "ProfileForm",
    "ShareEditForm",
    "TokenForm",
    "typed_rows",
]
