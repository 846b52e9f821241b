"""Shares of one's own goals, and the address of the calendar."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional, tag
from config.api.schema import operation
from config.api.serializers import Empty
from goals import actions
from goals.api import sharing
from goals.api.frame import OwnedFrame
from goals.api.sharing import (
    CalendarSerializer,
    CheerSerializer,
    NewShareSerializer,
    ShareCreateSerializer,
    ShareDetailSerializer,
    ShareSerializer,
    ShareUpdateSerializer,
)
from goals.links import calendar_link, invitation_link, share_link
from goals.models import CalendarFeed, GoalShare
from goals.models.sharing import ShareKind

_CHEERS_SHOWN = 20


class GoalShareViews(OwnedFrame):
    serializer_class = ShareSerializer
    queryset = GoalShare.objects.none()

    @operation(
        "List a goal's shares",
        "Newest first, revoked and expired ones among them, without their addresses.",
        codes=("GOAL_NOT_FOUND",),
        got=sharing.SHARE,
    )
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).shares.all())
        return self.get_paginated_response(ShareSerializer(rows, many=True).data)

    @operation(
        "Share a goal",
        "`kind` link answers the address of a public page in `url`, once. `kind` partner sends an invitation to "
        "`email`, and answers its address too. Shown are the title and the chosen `parts`, amounts only with `values`, "
        "notes never.",
        codes=("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE", "QUOTA_EXCEEDED"),
        request=ShareCreateSerializer,
        responses={201: NewShareSerializer},
        sent={"name": "My running club", "parts": ["figures", "milestones"], "expires_at": "2026-05-15T22:00:00Z"},
        got=sharing.NEW_SHARE,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal, values = self.goal(pk), self.body(ShareCreateSerializer)
        email = values.pop("email", None)
        if values.pop("kind") == ShareKind.PARTNER:
            share, secret = actions.invite_partner(by=self.by, goal=goal, email=email, **values)
            url = invitation_link(secret)
        else:
            share, secret = actions.create_share(by=self.by, goal=goal, **values)
            url = share_link(secret)
        return _once({**ShareSerializer(share).data, "url": url})


class ShareViews(OwnedFrame):
    serializer_class = ShareDetailSerializer
    queryset = GoalShare.objects.none()

    def share(self, pk: uuid.UUID | None) -> GoalShare:
        found: GoalShare = self.row(GoalShare.objects, pk)
        return found

    @operation("Read a share", "With the newest cheers of the partner.", codes=("NOT_FOUND",), got=sharing.SHARE_DETAIL)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        share = self.share(pk)
        cheers = CheerSerializer(share.cheers.all()[:_CHEERS_SHOWN], many=True).data
        return Response(
            {**ShareSerializer(share).data, "cheers": cheers}, headers={"ETag": tag(request, share.revision)}
        )

    @operation(
        "Change a share",
        "What it shows, for how long, and for whom; only the given fields change. The address stays. One that is "
        "revoked or expired is over: share again instead.",
        codes=("NOT_FOUND", "GOAL_NOT_EDITABLE", "SHARE_GONE"),
        request=ShareUpdateSerializer,
        responses=ShareSerializer,
        sent={"parts": ["figures"], "expires_at": None},
        got={**sharing.SHARE, "parts": ["figures"], "expires_at": None, "revision": 2},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        share = self.share(pk)
        values = self.body(ShareUpdateSerializer, partial=True)
        with self.as_read(share):
            share = actions.update_share(by=self.by, share=share, **values)
        return self.told(ShareSerializer, share)

    @operation(
        "Revoke a share",
        "The next look by it is refused. Repeating it changes nothing; the row stays, with `revoked_at`.",
        codes=("NOT_FOUND",),
        responses={204: None},
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.revoke_share(by=self.by, share=self.share(pk))
        return Response(status=204)


class CalendarViews(OwnedFrame):
    serializer_class = CalendarSerializer
    queryset = CalendarFeed.objects.none()

    @operation(
        "Make an address for your calendar",
        "A feed of target dates, milestones and reminders for calendar programs (iCalendar). Answers the address once; "
        "one made before ends.",
        request=Empty,
        responses={201: CalendarSerializer},
        got=sharing.CALENDAR,
    )
    def create(self, request: Any) -> Response:
        self.body(Empty)
        feed, secret = actions.create_calendar_feed(by=self.by, user=self.person)
        return _once({"url": calendar_link(secret), "created_at": feed.created_at})

    @operation(
        "Turn your calendar off", "Its address opens nothing any more. Harmless when it is off.", responses={204: None}
    )
    def destroy(self, request: Any) -> Response:
        actions.revoke_calendar_feed(by=self.by, user=self.person)
        return Response(status=204)


def _once(data: Any) -> Response:
    """An answer that holds a secret, which nothing on the way may keep."""
    return Response(data, status=201, headers={"Cache-Control": "no-store"})
