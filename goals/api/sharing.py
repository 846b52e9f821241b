"""How shares, cheers and the calendar's address are read and written, with bodies for the documentation."""

from typing import Any, ClassVar

from rest_framework import serializers

from config.api.serializers import Line, Strict, StrictModel
from goals.api.examples import GOAL
from goals.api.serializers import ROW
from goals.models import CalendarFeed, Cheer, GoalShare
from goals.models.sharing import SharedPart, ShareKind


class CheerSerializer(StrictModel):
    class Meta:
        model = Cheer
        fields = ("id", "words", "created_at")


class ShareSerializer(StrictModel):
    parts = serializers.ListField(child=serializers.ChoiceField(choices=SharedPart.choices), read_only=True)
    partner: Any = serializers.PrimaryKeyRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = GoalShare
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "goal",
            "kind",
            "name",
            "parts",
            "email",
            "partner",
            "accepted_at",
            "expires_at",
            "revoked_at",
            *ROW,
        )


class ShareDetailSerializer(ShareSerializer):
    cheers = CheerSerializer(many=True, read_only=True, help_text="The newest 20 words of the partner.")

    class Meta(ShareSerializer.Meta):
        fields = (*ShareSerializer.Meta.fields, "cheers")


class NewShareSerializer(ShareSerializer):
    url = serializers.CharField(read_only=True, help_text="The address that shows or accepts; here and never again.")

    class Meta(ShareSerializer.Meta):
        fields = (*ShareSerializer.Meta.fields, "url")


class ShareUpdateSerializer(Strict):
    parts = serializers.ListField(
        child=serializers.ChoiceField(choices=SharedPart.choices), max_length=20, help_text="In place of those before."
    )
    name = Line(max_length=100, allow_null=True, required=False, help_text="For whom; only you see it.")
    expires_at = serializers.DateTimeField(required=False, allow_null=True, help_text="Null: until it is revoked.")


class ShareCreateSerializer(Strict):
    kind = serializers.ChoiceField(choices=ShareKind.choices, default=ShareKind.LINK)
    parts = serializers.ListField(child=serializers.ChoiceField(choices=SharedPart.choices), max_length=20)
    name = Line(max_length=100, allow_null=True, required=False, help_text="For whom; only you see it.")
    email = Line(max_length=254, allow_null=True, required=False, help_text="Where the invitation goes; partners only.")
    expires_at = serializers.DateTimeField(required=False, allow_null=True, help_text="Absent: until it is revoked.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        invites = attrs["kind"] == ShareKind.PARTNER
        if invites and not attrs.get("email"):
            raise serializers.ValidationError({"email": ["Give the address of the partner."]})
        if not invites and attrs.get("email"):
            raise serializers.ValidationError({"email": ["A link has no address. Invite with `kind` partner."]})
        return attrs


class CalendarSerializer(StrictModel):
    url = serializers.CharField(read_only=True, help_text="The feed's address; here and never again.")

    class Meta:
        model = CalendarFeed
        fields = ("url", "created_at")


SHARE = {
    "id": "0197c1a0-bd54-7146-8e92-7f4b9e5f3c65",
    "goal": GOAL["id"],
    "kind": "link",
    "name": "My running club",
    "parts": ["figures", "milestones"],
    "email": None,
    "partner": None,
    "accepted_at": None,
    "expires_at": "2026-05-15T22:00:00Z",
    "revoked_at": None,
    "created_at": "2025-11-18T06:42:10Z",
    "updated_at": "2025-11-18T06:42:10Z",
    "revision": 1,
}
CHEER = {
    "id": "0197c1a0-ce65-7257-9fa3-805caf604d76",
    "words": "Three weeks already. Go on",
    "created_at": "2025-11-18T19:03:00Z",
}
SHARE_DETAIL = {**SHARE, "cheers": [CHEER]}
NEW_SHARE = {**SHARE, "url": "https://steady.example.org/s/6c1f…/"}
CALENDAR = {"url": "https://steady.example.org/calendar/6c1f….ics", "created_at": "2025-11-18T06:42:10Z"}
