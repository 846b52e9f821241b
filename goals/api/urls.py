"""Addresses under /api/v1/."""

from typing import Any

from django.urls import path

from goals.api.views.goals import GoalViews
from goals.api.views.habit_links import GoalHabitLinkViews, HabitLinkViews
from goals.api.views.intentions import GoalIntentionViews, IntentionViews
from goals.api.views.milestones import GoalMilestoneViews, MilestoneViews
from goals.api.views.money import BudgetViews, ContributionViews, DebtViews, GoalContributionViews
from goals.api.views.pauses import PauseViews
from goals.api.views.people import ChangeViews, MeViews, TokenViews
from goals.api.views.sharing import CalendarViews, GoalShareViews, ShareViews
from goals.api.views.tasks import GoalTaskViews, TaskViews
from goals.api.views.templates import TemplateViews
from goals.api.views.terms import GoalTermsViews

ONE: dict[str, Any] = {"get": "retrieve", "patch": "partial_update", "delete": "destroy"}
MANY: dict[str, Any] = {"get": "list", "post": "create"}
MOVES = ("complete", "pause", "resume", "abandon", "reactivate", "restore")

urlpatterns = [
    path("me/", MeViews.as_view(ONE), name="api-me"),
    path("me/calendar/", CalendarViews.as_view({"post": "create", "delete": "destroy"}), name="api-calendar"),
    path("goals/", GoalViews.as_view(MANY), name="api-goals"),
    path("goals/<row_id:pk>/", GoalViews.as_view({**ONE, "put": "update"}), name="api-goal"),
    *(path(f"goals/<row_id:pk>/{move}/", GoalViews.as_view({"post": move}), name=f"api-goal-{move}") for move in MOVES),
    path("goals/<row_id:pk>/milestones/", GoalMilestoneViews.as_view(MANY), name="api-goal-milestones"),
    path(
        "goals/<row_id:pk>/milestones/reorder/",
        GoalMilestoneViews.as_view({"post": "reorder"}),
        name="api-goal-reorder",
    ),
    path("goals/<row_id:pk>/intentions/", GoalIntentionViews.as_view(MANY), name="api-goal-intentions"),
    path("milestones/<row_id:pk>/", MilestoneViews.as_view(ONE), name="api-milestone"),
    path(
        "milestones/<row_id:pk>/complete/", MilestoneViews.as_view({"post": "complete"}), name="api-milestone-complete"
    ),
    path("milestones/<row_id:pk>/reopen/", MilestoneViews.as_view({"post": "reopen"}), name="api-milestone-reopen"),
    path("intentions/<row_id:pk>/", IntentionViews.as_view(ONE), name="api-intention"),
    path("intentions/<row_id:pk>/toggle/", IntentionViews.as_view({"post": "toggle"}), name="api-intention-toggle"),
    path(
        "intentions/<row_id:pk>/rehearse/", IntentionViews.as_view({"post": "rehearse"}), name="api-intention-rehearse"
    ),
    path("goals/<row_id:pk>/tasks/", GoalTaskViews.as_view(MANY), name="api-goal-tasks"),
    path("tasks/<row_id:pk>/", TaskViews.as_view(ONE), name="api-task"),
    path("tasks/<row_id:pk>/complete/", TaskViews.as_view({"post": "complete"}), name="api-task-complete"),
    path("tasks/<row_id:pk>/reopen/", TaskViews.as_view({"post": "reopen"}), name="api-task-reopen"),
    path("goals/<row_id:pk>/habit-links/", GoalHabitLinkViews.as_view(MANY), name="api-goal-habit-links"),
    path("habit-links/<row_id:pk>/", HabitLinkViews.as_view(ONE), name="api-habit-link"),
    path("goals/<row_id:pk>/contributions/", GoalContributionViews.as_view(MANY), name="api-goal-contributions"),
    path("contributions/<row_id:pk>/", ContributionViews.as_view(ONE), name="api-contribution"),
    path("budgets/", BudgetViews.as_view(MANY), name="api-budgets"),
    path("budgets/<row_id:pk>/", BudgetViews.as_view(ONE), name="api-budget"),
    path("debts/", DebtViews.as_view(MANY), name="api-debts"),
    path("debts/<row_id:pk>/", DebtViews.as_view(ONE), name="api-debt"),
    path("pauses/", PauseViews.as_view(MANY), name="api-pauses"),
    path("pauses/<row_id:pk>/", PauseViews.as_view(ONE), name="api-pause"),
    path("goals/<row_id:pk>/terms/", GoalTermsViews.as_view({"get": "list"}), name="api-goal-terms"),
    path("goals/<row_id:pk>/shares/", GoalShareViews.as_view(MANY), name="api-goal-shares"),
    path("shares/<row_id:pk>/", ShareViews.as_view(ONE), name="api-share"),
    path("templates/", TemplateViews.as_view({"get": "list"}), name="api-templates"),
    path("templates/<str:key>/", TemplateViews.as_view({"get": "retrieve"}), name="api-template"),
    path("templates/<str:key>/start/", TemplateViews.as_view({"post": "start"}), name="api-template-start"),
    path("tokens/", TokenViews.as_view(MANY), name="api-tokens"),
    path("tokens/<row_id:pk>/", TokenViews.as_view({"get": "retrieve", "delete": "destroy"}), name="api-token"),
    path("changes/", ChangeViews.as_view({"get": "list"}), name="api-changes"),
]
