"""Addresses of the pages of goals and of the person."""

from django.urls import path

from goals.views import accounts, goals, parts, people, statuses

urlpatterns = [
    path("", goals.home, name="home"),
    path("goals/", goals.goal_list, name="goal-list"),
    path("goals/new/", goals.goal_new, name="goal-new"),
    path("goals/<uuid:pk>/", goals.goal_detail, name="goal-detail"),
    path("goals/<uuid:pk>/edit/", goals.goal_edit, name="goal-edit"),
    path("goals/<uuid:pk>/status/", statuses.goal_status, name="goal-status"),
    path("goals/<uuid:pk>/erase/", statuses.goal_erase, name="goal-erase"),
    path("goals/<uuid:pk>/milestones/", parts.milestone_new, name="milestone-new"),
    path("milestones/<uuid:pk>/", parts.milestone_step, name="milestone-step"),
    path("milestones/<uuid:pk>/edit/", parts.milestone_edit, name="milestone-edit"),
    path("goals/<uuid:pk>/plans/", parts.plan_new, name="plan-new"),
    path("plans/<uuid:pk>/", parts.plan_step, name="plan-step"),
    path("more/", people.more, name="more"),
    path("accounts/email/", accounts.address, name="account_email"),
    path("settings/profile/", people.profile, name="settings-profile"),
    path("settings/day/", people.day, name="settings-day"),
    path("settings/tokens/", people.tokens, name="settings-tokens"),
    path("settings/tokens/<uuid:pk>/revoke/", people.token_revoke, name="settings-token-revoke"),
]
