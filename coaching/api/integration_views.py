"""Reminders and where they go; integrations."""

import uuid
from typing import Any

from django_filters import rest_framework as df
from rest_framework.response import Response

from coaching import actions
from coaching.actions.reminders import settings_of
from coaching.api.integration_serializers import (
    REMINDER,
    REMINDER_SETTINGS,
    WEBHOOK,
    IntegrationCreateSerializer,
    IntegrationSerializer,
    NewSecretSerializer,
    ReminderSerializer,
    ReminderSettingsSerializer,
)
from coaching.models import Answer, Integration, IntegrationKind, Reminder, ReminderSettings
from config.api.conditional import conditional
from config.api.filters import DayFilter
from config.api.schema import operation
from config.api.views import written
from goals.api.frame import OwnedFrame


class ReminderFilters(df.FilterSet):
    answer = df.ChoiceFilter(choices=Answer.choices)
    date_from = DayFilter(field_name="day", lookup_expr="gte", label="Of this day or later.")
    date_to = DayFilter(field_name="day", lookup_expr="lte", label="Of this day or earlier.")

    class Meta:
        model = Reminder
        fields: tuple[str, ...] = ()


class ReminderViews(OwnedFrame):
    serializer_class = ReminderSerializer
    queryset = Reminder.objects.none()
    filterset_class = ReminderFilters

    def reminders(self) -> Any:
        return Reminder.objects.select_related("intention__goal").prefetch_related("deliveries")

    @operation(
        "List your reminders",
        "Newest first. The schedule makes them from plans that have a time, one a plan and day.",
        got=REMINDER,
    )
    def list(self, request: Any) -> Response:
        rows = self.page_rows(self.reminders().for_owner(self.person).newest_first())
        return self.get_paginated_response(ReminderSerializer(rows, many=True).data)

    @operation("Read a reminder", "As the list shows it.", codes=("NOT_FOUND",), got=REMINDER)
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(ReminderSerializer, self.row(self.reminders(), pk))

    @operation(
        "Dismiss a reminder",
        "It leaves Today, and what was not sent yet is not sent. Again it changes nothing.",
        codes=("NOT_FOUND",),
        request=None,
        responses=ReminderSerializer,
        got={**REMINDER, "answer": "dismissed", "answered_at": "2025-11-20T06:41:00Z"},
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
        got={**REMINDER, "answer": "rehearsed", "answered_at": "2025-11-20T06:41:00Z"},
    )
    def rehearse(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.rehearse_reminder(by=self.by, reminder=self.row(Reminder.objects, pk))
        return written(ReminderSerializer, self.row(self.reminders(), pk))


class ReminderSettingsViews(OwnedFrame):
    serializer_class = ReminderSettingsSerializer
    queryset = ReminderSettings.objects.none()

    @operation("Read where reminders go", "On Today, and nowhere else, unless you said so.", got=REMINDER_SETTINGS)
    def retrieve(self, request: Any) -> Response:
        return written(ReminderSettingsSerializer, settings_of(self.person))

    @operation(
        "Choose where reminders go",
        "From the next one on. Mail goes to a confirmed address only.",
        request=ReminderSettingsSerializer,
        responses=ReminderSettingsSerializer,
        sent={"by_mail": True},
        got={**REMINDER_SETTINGS, "by_mail": True},
    )
    def partial_update(self, request: Any) -> Response:
        changes = self.body(ReminderSettingsSerializer, partial=True)
        chosen = actions.choose_reminders(by=self.by, owner=self.person, **changes)
        return written(ReminderSettingsSerializer, chosen)


class IntegrationFilters(df.FilterSet):
    kind = df.ChoiceFilter(choices=IntegrationKind.choices)

    class Meta:
        model = Integration
        fields: tuple[str, ...] = ()


class IntegrationViews(OwnedFrame):
    serializer_class = IntegrationSerializer
    queryset = Integration.objects.none()
    filterset_class = IntegrationFilters

    def integration(self, pk: uuid.UUID | None) -> Integration:
        found: Integration = self.row(Integration.objects, pk)
        return found

    @operation("List your integrations", "Newest first, without their secrets.", got=WEBHOOK)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Integration.objects.for_owner(self.person))
        return self.get_paginated_response(IntegrationSerializer(rows, many=True).data)

    @operation(
        "Add an integration",
        "A webhook is sent signed messages (Standard Webhooks) at its `address`, which must lie in the internet. A "
        "calendar shows dates, reminders or both at an address of ours. Answers the secret in `secret`, once.",
        codes=("QUOTA_EXCEEDED",),
        request=IntegrationCreateSerializer,
        responses={201: NewSecretSerializer},
        sent={"kind": "webhook", "name": "Home automation", "address": "https://hooks.example.org/steady"},
        got={**WEBHOOK, "secret": "whsec_plJ3nmyCDGBKInavdOK15jsl"},
    )
    def create(self, request: Any) -> Response:
        values = self.body(IntegrationCreateSerializer)
        return self._with_secret(*actions.create_integration(by=self.by, owner=self.person, **values), status=201)

    def _with_secret(self, integration: Integration, secret: str, status: int) -> Response:
        body = {**IntegrationSerializer(integration).data, "secret": integration.as_shown(secret)}
        return Response(body, status=status)

    @operation("Read an integration", "Without its secret.", codes=("NOT_FOUND",), got=WEBHOOK)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(IntegrationSerializer, self.integration(pk))

    @operation(
        "Change an integration",
        "Its name, its address, what it shows or is sent.",
        codes=("NOT_FOUND",),
        request=IntegrationSerializer,
        responses=IntegrationSerializer,
        sent={"sends_reminders": False},
        got={**WEBHOOK, "sends_reminders": False},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        changes = self.body(IntegrationSerializer, partial=True)
        changed = actions.update_integration(by=self.by, integration=self.integration(pk), **changes)
        return written(IntegrationSerializer, changed)

    @operation(
        "Delete an integration", "Its address or secret ends at once.", codes=("NOT_FOUND",), responses={204: None}
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_integration(by=self.by, integration=self.integration(pk))
        return Response(status=204)

    @operation(
        "Make a new secret",
        "The one before ends at once. Answers the new one in `secret`, once.",
        codes=("NOT_FOUND",),
        request=None,
        responses=NewSecretSerializer,
        got={**WEBHOOK, "secret": "whsec_plJ3nmyCDGBKInavdOK15jsl"},
    )
    def renew(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._with_secret(*actions.renew_secret(by=self.by, integration=self.integration(pk)), status=200)

    @operation(
        "Send a test",
        "The worker posts a signed message of type `ping`; `outcome` tells how it went.",
        codes=("NOT_FOUND", "NOT_A_WEBHOOK", "RATE_LIMITED"),
        request=None,
        responses=IntegrationSerializer,
        got={**WEBHOOK, "outcome": "waiting", "status": None},
    )
    def test(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(IntegrationSerializer, actions.ping_integration(by=self.by, integration=self.integration(pk)))
