"""Calendars and programs that follow along."""

import uuid
from typing import Any

from rest_framework.response import Response

from coaching import actions
from coaching.api import examples
from coaching.api.filters import IntegrationFilters
from coaching.api.serializers.integrations import (
    IntegrationCreateSerializer,
    IntegrationSerializer,
    NewSecretSerializer,
)
from coaching.models import Integration
from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from goals.api.frame import OwnedFrame


class IntegrationViews(OwnedFrame):
    serializer_class = IntegrationSerializer
    queryset = Integration.objects.none()
    filterset_class = IntegrationFilters

    def integration(self, pk: uuid.UUID | None) -> Integration:
        found: Integration = self.row(Integration.objects, pk)
        return found

    @operation("List your integrations", "Newest first, without their secrets.", got=examples.WEBHOOK)
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
        got={**examples.WEBHOOK, "secret": "whsec_plJ3nmyCDGBKInavdOK15jsl"},
    )
    def create(self, request: Any) -> Response:
        values = self.body(IntegrationCreateSerializer)
        return self._with_secret(*actions.create_integration(by=self.by, owner=self.person, **values), status=201)

    def _with_secret(self, integration: Integration, secret: str, status: int) -> Response:
        body = {**IntegrationSerializer(integration).data, "secret": integration.as_shown(secret)}
        return Response(body, status=status)

    @operation("Read an integration", "Without its secret.", codes=("NOT_FOUND",), got=examples.WEBHOOK)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(IntegrationSerializer, self.integration(pk))

    @operation(
        "Change an integration",
        "Its name, its address, what it shows or is sent.",
        codes=("NOT_FOUND",),
        request=IntegrationSerializer,
        responses=IntegrationSerializer,
        sent={"sends_reminders": False},
        got={**examples.WEBHOOK, "sends_reminders": False},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        integration = self.integration(pk)
        changes = self.body(IntegrationSerializer, partial=True)
        with self.as_read(integration):
            integration = actions.update_integration(by=self.by, integration=integration, **changes)
        return self.told(IntegrationSerializer, integration)

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
        got={**examples.WEBHOOK, "secret": "whsec_plJ3nmyCDGBKInavdOK15jsl"},
    )
    def renew(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._with_secret(*actions.renew_secret(by=self.by, integration=self.integration(pk)), status=200)

    @operation(
        "Send a test",
        "The worker posts a signed message of type `ping`; `outcome` tells how it went.",
        codes=("NOT_FOUND", "NOT_A_WEBHOOK", "RATE_LIMITED"),
        request=None,
        responses=IntegrationSerializer,
        got={**examples.WEBHOOK, "outcome": "waiting", "status": None},
    )
    def test(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(IntegrationSerializer, actions.ping_integration(by=self.by, integration=self.integration(pk)))
