"""The person's own account, tokens and audit trail."""

import uuid
from typing import Any

from django.contrib.auth import logout
from rest_framework.response import Response
from rest_framework.throttling import ScopedRateThrottle

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from config.refusals import Invalid, NotFound
from goals import actions
from goals.api import examples
from goals.api.filters import ChangeFilters
from goals.api.frame import OwnedFrame
from goals.api.serializers import (
    ChangeSerializer,
    NewTokenSerializer,
    PasswordSerializer,
    PersonSerializer,
    TokenCreateSerializer,
    TokenSerializer,
)
from goals.models import Change, PersonalToken, User


class MeViews(OwnedFrame):
    serializer_class = PersonSerializer
    queryset = User.objects.none()
    throttle_scope = "password"

    def get_throttles(self) -> Any:
        mine = [ScopedRateThrottle()] if self.action == "destroy" else []
        return [*super().get_throttles(), *mine]

    @operation(
        "Read your account",
        "Who you are and how your days run. `revision`, which every change of yours moves, is also what `If-Match` "
        "compares.",
        got=examples.PERSON,
    )
    @conditional
    def retrieve(self, request: Any) -> Response:
        return self.told(PersonSerializer, self.person)

    @operation(
        "Change your account",
        "Name, time zone, the hour at which a day starts (0 to 12), the first day of the week (0 is Monday), "
        "and how the pages look: colours, rows and groups of Today, keys, language (blank is the browser's).",
        request=PersonSerializer,
        responses=PersonSerializer,
        sent={"timezone": "Europe/Berlin", "day_starts_at": 4},
        got=examples.PERSON,
    )
    def partial_update(self, request: Any) -> Response:
        changes = self.body(PersonSerializer, partial=True)
        # The lock has raised it by one.
        with self.while_version(lambda journal: journal.revision - 1):
            person = actions.update_profile(by=self.by, user=self.person, **changes)
        return self.told(PersonSerializer, person)

    @operation(
        "Erase your account",
        "Everything you own goes, for good and at once. Asks for the password.",
        request=PasswordSerializer,
        responses={204: None},
        sent={"password": "correct horse battery staple"},
    )
    def destroy(self, request: Any) -> Response:
        if not self.person.check_password(self.body(PasswordSerializer)["password"]):
            raise Invalid(fields={"password": ["This is not your password."]})
        actions.erase_account(by=self.by, user=self.person)
        logout(request._request)
        return Response(status=204)


class TokenViews(OwnedFrame):
    serializer_class = TokenSerializer
    queryset = PersonalToken.objects.none()

    def token(self, pk: uuid.UUID | None) -> PersonalToken:
        found: PersonalToken | None = PersonalToken.objects.filter(user=self.person, pk=pk).first()
        if found is None:
            raise NotFound
        return found

    @operation("List your tokens", "Newest first, without their secrets.", got=examples.TOKEN)
    def list(self, request: Any) -> Response:
        rows = self.page_rows(PersonalToken.objects.filter(user=self.person))
        return self.get_paginated_response(TokenSerializer(rows, many=True).data)

    @operation(
        "Create a token",
        "Answers the secret in `token`, once.",
        request=TokenCreateSerializer,
        responses={201: NewTokenSerializer},
        sent={"name": "Phone", "scope": "write", "days": 365},
        got={**examples.TOKEN, "token": "steady_6c1f…"},
    )
    def create(self, request: Any) -> Response:
        values = self.body(TokenCreateSerializer)
        token, secret = actions.create_token(by=self.by, user=self.person, **values)
        return Response({**TokenSerializer(token).data, "token": secret}, status=201)

    @operation("Read a token", "Without its secret.", codes=("NOT_FOUND",), got=examples.TOKEN)
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(TokenSerializer, self.token(pk))

    @operation("Revoke a token", "The next request with it is refused.", codes=("NOT_FOUND",), responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.revoke_token(by=self.by, token=self.token(pk))
        return Response(status=204)


class ChangeViews(OwnedFrame):
    serializer_class = ChangeSerializer
    queryset = Change.objects.none()
    filterset_class = ChangeFilters

    @operation(
        "List your changes",
        "Your audit trail, newest first: what changed, from what to what, by whom, from where.",
        got=examples.CHANGE,
    )
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Change.objects.filter(owner=self.person))
        return self.get_paginated_response(ChangeSerializer(rows, many=True).data)
