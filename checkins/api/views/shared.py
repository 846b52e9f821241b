"""Goals that others share with the person: to read, to cheer, to leave. Nothing here writes what is the owner's own."""

import uuid
from typing import Any

from django.utils import timezone
from rest_framework.response import Response

from checkins.api import shared
from checkins.api.shared import (
    CheerCreateSerializer,
    InvitationSerializer,
    WithMeDetailSerializer,
    WithMeSerializer,
)
from checkins.shared import shared_goal
from config.api.schema import operation
from config.api.views import written
from config.refusals import NotFound
from goals import actions
from goals.actions.sharing import require_open
from goals.api.frame import OwnedFrame
from goals.api.sharing import CHEER, CheerSerializer
from goals.links import digest_of
from goals.models import GoalShare
from goals.models.choices import Status

# Fit for an ETag from counters is only what is one's own: the owner's changes do not move the reader's.
_NOT_KEPT = {"Cache-Control": "private, no-store"}


class WithMeViews(OwnedFrame):
    serializer_class = WithMeDetailSerializer
    queryset = GoalShare.objects.none()

    def rows(self) -> Any:
        return GoalShare.objects.filter(partner=self.person).select_related("goal", "owner")

    def share(self, pk: uuid.UUID | None) -> GoalShare:
        """Raises NotFound for what was never shared with this person."""
        found: GoalShare | None = self.rows().filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found

    @operation(
        "List what others share with you",
        "Newest first; what was revoked, left or has expired is not among it.",
        responses=WithMeSerializer(many=True),
        got=shared.WITH_ME,
    )
    def list(self, request: Any) -> Response:
        rows = self.rows().open(timezone.now()).exclude(goal__status=Status.ARCHIVED)
        response = self.get_paginated_response(WithMeSerializer(self.page_rows(rows), many=True).data)
        response["Cache-Control"] = _NOT_KEPT["Cache-Control"]
        return response

    @operation(
        "Accept an invitation",
        "`invitation` is the secret at the end of its address. Accepting it again changes nothing and answers "
        "200; an invitation that somebody else accepted is not found.",
        codes=("NOT_FOUND", "SHARE_GONE"),
        request=InvitationSerializer,
        responses={201: WithMeSerializer, 200: WithMeSerializer},
        sent={"invitation": "6c1f…"},
        got=shared.WITH_ME,
    )
    def create(self, request: Any) -> Response:
        secret = self.body(InvitationSerializer)["invitation"]
        repeated = self.rows().filter(digest=digest_of(secret)).exists()
        share = actions.accept_invitation(by=self.by, secret=secret)
        return written(WithMeSerializer, share, status=200 if repeated else 201, headers=_NOT_KEPT)

    @operation(
        "Read what is shared with you",
        "The parts that the owner chose; the others are null. Nothing of it can be changed.",
        codes=("NOT_FOUND", "SHARE_GONE"),
        responses=WithMeDetailSerializer,
        got=shared.WITH_ME_DETAIL,
    )
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        share = self.share(pk)
        require_open(share)
        return Response(shared.detail(share, shared_goal(share)), headers=_NOT_KEPT)

    @operation(
        "Stop following a goal",
        "Ends it at once; only a new invitation brings it back. Repeating it changes nothing.",
        codes=("NOT_FOUND",),
        responses={204: None},
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.leave_share(by=self.by, share=self.share(pk))
        return Response(status=204)

    @operation(
        "Cheer",
        "A word to the owner, who sees it beside the goal.",
        codes=("NOT_FOUND", "SHARE_GONE", "QUOTA_EXCEEDED"),
        request=CheerCreateSerializer,
        responses={201: CheerSerializer},
        sent={"words": "Three weeks already. Go on"},
        got=CHEER,
    )
    def cheer(self, request: Any, pk: uuid.UUID | None) -> Response:
        said = actions.cheer(by=self.by, share=self.share(pk), **self.body(CheerCreateSerializer))
        return written(CheerSerializer, said, status=201)
