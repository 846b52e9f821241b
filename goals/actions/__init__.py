"""Every write to what a person wants. Keyword-only; the actor is `by`; atomic and journalled.

Pages, API, admin, commands and tasks change rows through these and nothing else.
"""

from goals.actions.access import change_access, set_password
from goals.actions.calendar import create_calendar_feed, revoke_calendar_feed
from goals.actions.goals import create_goal, erase_goal, update_goal
from goals.actions.habit_links import link_habit, unlink_habit, update_habit_link
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
from goals.actions.money import (
    contribute,
    correct_contribution,
    create_budget,
    create_debt,
    delete_budget,
    delete_debt,
    update_budget,
    update_debt,
    withdraw_contribution,
)
from goals.actions.order import move_goal
from goals.actions.pauses import create_pause, delete_pause, update_pause
from goals.actions.people import erase_account, register, update_profile
from goals.actions.recovery import put_recovery_aside
from goals.actions.sharing import (
    accept_invitation,
    cheer,
    create_share,
    forget_partner,
    invite_partner,
    leave_share,
    revoke_share,
    update_share,
)
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
from goals.actions.tasks import complete_task, create_task, delete_task, reopen_task, update_task
from goals.actions.templates import (
    create_template,
    delete_template,
    restore_template,
    start_template,
    update_template,
)
from goals.actions.tokens import create_token, revoke_token

__all__ = [
    "abandon_goal",
    "accept_invitation",
    "archive_goal",
    "change_access",
    "change_status",
    "cheer",
    "complete_goal",
    "complete_milestone",
    "complete_task",
    "contribute",
    "correct_contribution",
    "create_budget",
    "create_calendar_feed",
    "create_debt",
    "create_goal",
    "create_intention",
    "create_milestone",
    "create_pause",
    "create_share",
    "create_task",
    "create_template",
    "create_token",
    "delete_budget",
    "delete_debt",
    "delete_intention",
    "delete_milestone",
    "delete_pause",
    "delete_task",
    "delete_template",
    "erase_account",
    "erase_goal",
    "forget_partner",
    "invite_partner",
    "leave_share",
    "link_habit",
    "move_goal",
    "pause_goal",
    "put_recovery_aside",
    "reactivate_goal",
    "register",
    "rehearse_intention",
    "reopen_milestone",
    "reopen_task",
    "reorder_milestones",
    "restore_goal",
    "restore_template",
    "resume_goal",
    "revoke_calendar_feed",
    "revoke_share",
    "revoke_token",
    "set_password",
    "start_template",
    "toggle_intention",
    "unlink_habit",
    "update_budget",
    "update_debt",
    "update_goal",
    "update_habit_link",
    "update_intention",
    "update_milestone",
    "update_pause",
    "update_profile",
    "update_share",
    "update_task",
    "update_template",
    "withdraw_contribution",
]
