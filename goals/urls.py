"""Addresses of the pages of goals and of the person."""

from django.urls import path

from goals.views import calendar, changes, goals, parts, pauses, people, sharing, statuses, templates

urlpatterns = [
    path("", goals.home, name="home"),
    path("goals/", goals.goal_list, name="goal-list"),
    path("goals/new/", goals.goal_new, name="goal-new"),
    path("goals/<uuid:pk>/", goals.goal_detail, name="goal-detail"),
    path("goals/<uuid:pk>/edit/", goals.goal_edit, name="goal-edit"),
    path("goals/<uuid:pk>/changes/", changes.goal_changes, name="goal-changes"),
    path("goals/<uuid:pk>/status/", statuses.goal_status, name="goal-status"),
    path("goals/<uuid:pk>/erase/", statuses.goal_erase, name="goal-erase"),
    path("goals/<uuid:pk>/milestones/", parts.milestone_new, name="milestone-new"),
    path("milestones/<uuid:pk>/", parts.milestone_step, name="milestone-step"),
    path("milestones/<uuid:pk>/edit/", parts.milestone_edit, name="milestone-edit"),
    path("goals/<uuid:pk>/plans/", parts.plan_new, name="plan-new"),
    path("plans/<uuid:pk>/", parts.plan_step, name="plan-step"),
    path("templates/", templates.template_list, name="template-list"),
    path("templates/<slug:slug>/", templates.template_detail, name="template-detail"),
    path("templates/<slug:slug>/use/", templates.template_use, name="template-use"),
    path("goals/<uuid:pk>/pauses/", pauses.pause_new, name="pause-new"),
    path("pauses/<uuid:pk>/edit/", pauses.pause_edit, name="pause-edit"),
    path("pauses/<uuid:pk>/delete/", pauses.pause_delete, name="pause-delete"),
    path("settings/pauses/", pauses.pause_list, name="settings-pauses"),
    path("more/", people.more, name="more"),
    path("settings/profile/", people.profile, name="settings-profile"),
    path("settings/day/", people.day, name="settings-day"),
    path("settings/calendar/", calendar.calendar_settings, name="settings-calendar"),
    path("settings/tokens/", people.tokens, name="settings-tokens"),
    path("settings/tokens/<uuid:pk>/revoke/", people.token_revoke, name="settings-token-revoke"),
    path("sharing/", sharing.share_list, name="sharing"),
    path("sharing/<uuid:pk>/revoke/", sharing.share_revoke, name="sharing-revoke"),
    path("sharing/with-me/<uuid:pk>/", sharing.share_with_me, name="sharing-with-me"),
    path("sharing/with-me/<uuid:pk>/leave/", sharing.share_leave, name="sharing-leave"),
    path("sharing/accept/<str:secret>/", sharing.share_accept, name="sharing-accept"),
    path("s/<str:secret>/", sharing.share_public, name="share-public"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar-feed"),
]
