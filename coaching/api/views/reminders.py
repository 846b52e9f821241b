"""Reminders and where they go."""

import uuid
from typing import Any

from rest_framework.response import Response

from coaching import actions
from coaching.actions.reminders import settings_of
from coaching.api import examples
from coaching.api.filters import ReminderFilters
from coaching.api.serializers.reminders import ReminderSerializer, ReminderSettingsSerializer
from coaching.models import Reminder, ReminderSettings
from config.api.conditional import conditional, tag
from config.api.schema import operation
from config.api.views import written
from goals.api.frame import OwnedFrame


class ReminderViews(OwnedFrame):
    serializer_class = ReminderSerializer
    queryset = Reminder.objects.none()
    filterset_class = ReminderFilters

    def reminders(self) -> Any:
        return Reminder.objects.select_related("intention__goal").prefetch_related("deliveries")

    @operation(
        "List your reminders",
        "Newest first. The schedule makes them from plans that have a time, one a plan and day.",
        got=examples.REMINDER,
    )
    def list(self, request: Any) -> Response:
        rows = self.page_rows(self.reminders().for_owner(self.person).newest_first())
        return self.get_paginated_response(ReminderSerializer(rows, many=True).data)

    @operation("Read a reminder", "As the list shows it.", codes=("NOT_FOUND",), got=examples.REMINDER)
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(ReminderSerializer, self.row(self.reminders(), pk))

    @operation(
        "Dismiss a reminder",
        "It leaves Today, and what was not sent yet is not sent. Again it changes nothing.",
        codes=("NOT_FOUND",),
        request=None,
        responses=ReminderSerializer,
        got={**examples.REMINDER, "answer": "dismissed", "answered_at": "2025-11-20T06:41:00Z"},
    )
    def dismiss(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.dismiss_reminder(by=self.by, reminder=self.row(Reminder.objects, pk))
        return written(ReminderSerializer, self.row(self.reminders(), pk))

    @operation(
        "Go through the plan of a reminder",
        "It leaves Today, and the plan is noted as rehearsed.",
        codes=("NOT_FOUND", "GOAL_NOT_EDITABLE"),
        request=None,
        responses=ReminderSerializer,
        got={**examples.REMINDER, "answer": "rehearsed", "answered_at": "2025-11-20T06:41:00Z"},
    )
    def rehearse(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.rehearse_reminder(by=self.by, reminder=self.row(Reminder.objects, pk))
        return written(ReminderSerializer, self.row(self.reminders(), pk))


class ReminderSettingsViews(OwnedFrame):
    serializer_class = ReminderSettingsSerializer
    queryset = ReminderSettings.objects.none()

    @operation(
        "Read where reminders go", "On Today, and nowhere else, unless you said so.", got=examples.REMINDER_SETTINGS
    )
    @conditional
    def retrieve(self, request: Any) -> Response:
        return self.shown(settings_of(self.person))

    @operation(
        "Choose where reminders go",
        "From the next one on. Mail goes to a confirmed address only.",
        request=ReminderSettingsSerializer,
        responses=ReminderSettingsSerializer,
        sent={"by_mail": True},
        got={**examples.REMINDER_SETTINGS, "by_mail": True},
    )
    def partial_update(self, request: Any) -> Response:
        changes = self.body(ReminderSettingsSerializer, partial=True)
        with self.while_version(lambda _: version_of(settings_of(self.person))):
            chosen = actions.choose_reminders(by=self.by, owner=self.person, **changes)
        return self.shown(chosen)

    def shown(self, chosen: ReminderSettings) -> Response:
        return written(ReminderSettingsSerializer, chosen, headers={"ETag": tag(self.request, version_of(chosen))})


def version_of(chosen: ReminderSettings) -> int:
    """0 for the defaults, which are not stored."""
    return 0 if chosen._state.adding else chosen.revision
