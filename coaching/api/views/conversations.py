"""Conversations with the coach, what they propose, and the tools that it has."""

import uuid
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from rest_framework.response import Response
from rest_framework.throttling import UserRateThrottle

from coaching import actions
from coaching.actions.messages import stored_reply
from coaching.api import examples
from coaching.api.filters import MessageFilters, ProposalFilters
from coaching.api.serializers.conversations import (
    CaptureSerializer,
    ConversationSerializer,
    MessageSerializer,
    ProposalSerializer,
    SentMessageSerializer,
    ToolSerializer,
)
from coaching.api.streaming import EVENT_STREAM, EventStreamRenderer, events_of, streamed
from coaching.models import Capture, Conversation, Message, Proposal
from coaching.rate import MessageRate
from coaching.showing import shown
from coaching.tools import TOOLS
from config.api.conditional import conditional
from config.api.json import JsonRenderer
from config.api.schema import operation
from config.api.serializers import Empty
from config.api.views import written
from goals.api.frame import OwnedFrame
from goals.journal import Actor
from goals.models.choices import Source

_MADE = ("NOT_FOUND", "GOAL_NOT_EDITABLE", "DAY_ALREADY_RECORDED", "QUOTA_EXCEEDED", "INVALID_TARGET")


class CoachFrame(OwnedFrame):
    @property
    def by(self) -> Actor:
        return Actor(self.person, Source.COACH)


class ConversationViews(CoachFrame):
    serializer_class = ConversationSerializer
    queryset = Conversation.objects.none()

    @operation("List your conversations", "With the coach, newest first.", got=examples.CONVERSATION)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Conversation.objects.for_owner(self.person))
        return self.get_paginated_response(ConversationSerializer(rows, many=True).data)

    @operation(
        "Begin a conversation",
        "Empty; send messages to it.",
        request=ConversationSerializer,
        responses={201: ConversationSerializer},
        sent={},
        got=examples.CONVERSATION,
    )
    def create(self, request: Any) -> Response:
        fields = self.body(ConversationSerializer)
        conversation = actions.start_conversation(by=self.by, owner=self.person, **fields)
        return written(ConversationSerializer, conversation, status=201)

    @operation(
        "Read a conversation", "Its messages have their own address.", codes=("NOT_FOUND",), got=examples.CONVERSATION
    )
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(ConversationSerializer, self.row(Conversation.objects, pk))

    @operation(
        "Delete a conversation",
        "With every word of it, for good. What was recorded from it stays.",
        codes=("NOT_FOUND",),
        responses={204: None},
    )
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_conversation(by=self.by, conversation=self.row(Conversation.objects, pk))
        return Response(status=204)


class MessageViews(CoachFrame):
    serializer_class = MessageSerializer
    queryset = Message.objects.none()
    filterset_class = MessageFilters

    def get_throttles(self) -> list[Any]:
        return [UserRateThrottle(), MessageRate()] if self.action == "create" else [UserRateThrottle()]

    def get_renderers(self) -> list[Any]:
        return [*super().get_renderers(), EventStreamRenderer()] if self.action == "create" else super().get_renderers()

    def handle_exception(self, exc: Exception) -> Response:
        if getattr(getattr(self.request, "accepted_renderer", None), "media_type", "") == EVENT_STREAM:
            self.request.accepted_renderer = JsonRenderer()
            self.request.accepted_media_type = JsonRenderer.media_type
        return super().handle_exception(exc)

    @operation(
        "List messages",
        "Of one conversation, newest first. What a message led to stands with the reply to it.",
        codes=("NOT_FOUND",),
        got=examples.MESSAGE,
    )
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        conversation = self.row(Conversation.objects, pk)
        rows = self.page_rows(Message.objects.filter(conversation=conversation).order_by("-number"))
        return self.get_paginated_response(MessageSerializer(shown(rows), many=True).data)

    @operation(
        "Say something to the coach",
        "Answers with the reply. One clear thing is recorded at once and can be undone; several things, new goals and "
        "changed terms come as proposals that change nothing before they are confirmed. With "
        "`Accept: text/event-stream` the reply comes as events: one `segment` each, then the whole as `reply`. "
        "At most 4,000 characters, and `COACH_RATE` messages.",
        codes=("NOT_FOUND", "BUSY"),
        request=SentMessageSerializer,
        responses={
            (201, "application/json"): MessageSerializer,
            (200, "application/json"): MessageSerializer,
            (201, EVENT_STREAM): OpenApiTypes.STR,
        },
        sent={"text": "Went for a run today"},
        got=examples.MESSAGE,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> HttpResponseBase:
        conversation = self.row(Conversation.objects, pk)
        sent = self.body(SentMessageSerializer)
        key = sent.get("id")
        reply = stored_reply(conversation, key)
        status = 200 if reply else 201
        if reply is None:
            reply = actions.send_message(by=self.by, conversation=conversation, text=sent["text"], key=key)
        told = MessageSerializer(shown([reply])[0]).data
        if request.accepted_renderer.media_type == EVENT_STREAM:
            return streamed(events_of(told), status)
        return Response(told, status=status)


class CaptureViews(CoachFrame):
    serializer_class = CaptureSerializer
    queryset = Capture.objects.none()

    @operation(
        "Take back what was recorded",
        "As it was before the message. Doing so again changes nothing.",
        codes=(*_MADE, "CANNOT_UNDO"),
        request=Empty,
        responses=CaptureSerializer,
        got={**examples.CAPTURE, "can_be_undone": False, "undone_at": "2025-11-18T06:43:00Z"},
    )
    def undo(self, request: Any, pk: uuid.UUID | None) -> Response:
        capture = self.row(Capture.objects, pk)
        self.body(Empty)
        return written(CaptureSerializer, actions.undo_capture(by=self.by, capture=capture))


class ProposalViews(CoachFrame):
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    filterset_class = ProposalFilters

    @operation("List proposals", "Changes that the coach proposed, newest first.", got=examples.PROPOSAL)
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Proposal.objects.for_owner(self.person))
        return self.get_paginated_response(ProposalSerializer(rows, many=True).data)

    @operation("Read a proposal", "As the list shows it.", codes=("NOT_FOUND",), got=examples.PROPOSAL)
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return written(ProposalSerializer, self.row(Proposal.objects, pk))

    @operation(
        "Confirm a proposal",
        "Its steps are done, all or none. Confirming again changes nothing.",
        codes=(*_MADE, "PROPOSAL_EXPIRED", "PROPOSAL_DECIDED", "PROPOSAL_OUTDATED"),
        request=Empty,
        responses=ProposalSerializer,
        got={**examples.PROPOSAL, "status": "confirmed", "decided_at": "2025-11-18T06:43:00Z"},
    )
    def confirm(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._decided(pk, actions.confirm_proposal)

    @operation(
        "Discard a proposal",
        "Nothing of it is done. Discarding again changes nothing.",
        codes=("NOT_FOUND", "PROPOSAL_EXPIRED", "PROPOSAL_DECIDED"),
        request=Empty,
        responses=ProposalSerializer,
        got={**examples.PROPOSAL, "status": "discarded", "decided_at": "2025-11-18T06:43:00Z"},
    )
    def discard(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self._decided(pk, actions.discard_proposal)

    def _decided(self, pk: uuid.UUID | None, action: Any) -> Response:
        proposal = self.row(Proposal.objects, pk)
        self.body(Empty)
        return written(ProposalSerializer, action(by=self.by, proposal=proposal))


class ToolViews(OwnedFrame):
    serializer_class = ToolSerializer
    queryset = Capture.objects.none()

    @operation(
        "List the coach’s tools",
        "What it can do, with the JSON Schema of the arguments, scope and risk.",
        got=examples.TOOL,
    )
    def list(self, request: Any) -> Response:
        rows = self.paginate_queryset(list(TOOLS.values())) or []
        return self.get_paginated_response(ToolSerializer(rows, many=True).data)
