"""Every write to what a person wants. Keyword-only; the actor is `by`; atomic and journalled.

Pages, API, admin, commands and tasks change rows through these and nothing else.
"""

from goals.actions.access import change_access, set_password
from goals.actions.goals import create_goal, erase_goal, update_goal
from goals.actions.intentions import (
    create_intention,
    delete_intention,
    rehearse_intention,
    toggle_intention,
    update_intention,
)
from goals.actions.milestones import (
    complete_milestone,
    create_milestone,
    delete_milestone,
    reopen_milestone,
    reorder_milestones,
    update_milestone,
)
from goals.actions.people import erase_account, register, update_profile
from goals.actions.statuses import (
    abandon_goal,
    archive_goal,
    change_status,
    complete_goal,
    pause_goal,
    reactivate_goal,
    restore_goal,
    resume_goal,
)
from goals.actions.tokens import create_token, revoke_token

__all__ = [
    "abandon_goal",
    "archive_goal",
    "change_access",
    "change_status",
    "complete_goal",
    "complete_milestone",
    "create_goal",
    "create_intention",
    "create_milestone",
    "create_token",
    "delete_intention",
    "delete_milestone",
    "erase_account",
    "erase_goal",
    "pause_goal",
    "reactivate_goal",
    "register",
    "rehearse_intention",
    "reopen_milestone",
    "reorder_milestones",
    "restore_goal",
    "resume_goal",
    "revoke_token",
    "set_password",
    "toggle_intention",
    "update_goal",
    "update_intention",
    "update_milestone",
    "update_profile",
]
