"""What lists of the coach's can be narrowed by."""

from typing import Any

import django_filters as df
from django.utils import timezone
from django_filters.rest_framework import FilterSet

from coaching.models import (
    Answer,
    Integration,
    IntegrationKind,
    Message,
    Proposal,
    Reminder,
    Role,
    SummaryPeriod,
    UserSummary,
)
from coaching.models.proposal import ProposalState
from config.api.filters import DayFilter


class SummaryFilters(FilterSet):
    period = df.ChoiceFilter(choices=SummaryPeriod.choices)
    date_from = DayFilter(field_name="ends_on", lookup_expr="gte", label="With days from this one on.")
    date_to = DayFilter(field_name="starts_on", lookup_expr="lte", label="With days up to this one.")

    class Meta:
        model = UserSummary
        fields: tuple[str, ...] = ()


class MessageFilters(FilterSet):
    role = df.ChoiceFilter(choices=Role.choices)
    after = df.NumberFilter(
        field_name="number", lookup_expr="gt", min_value=0, max_value=2**31 - 1, label="Later than this number."
    )

    class Meta:
        model = Message
        fields: tuple[str, ...] = ()


class ProposalFilters(FilterSet):
    status = df.ChoiceFilter(choices=ProposalState.choices, method="in_state")
    conversation = df.UUIDFilter(field_name="message__conversation", label="Made in this conversation.")
    goal = df.UUIDFilter(field_name="goal", label="About this goal.")

    class Meta:
        model = Proposal
        fields: tuple[str, ...] = ()

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.in_state(value, timezone.now())


class ReminderFilters(FilterSet):
    answer = df.ChoiceFilter(choices=Answer.choices)
    date_from = DayFilter(field_name="day", lookup_expr="gte", label="Of this day or later.")
    date_to = DayFilter(field_name="day", lookup_expr="lte", label="Of this day or earlier.")

    class Meta:
        model = Reminder
        fields: tuple[str, ...] = ()


class IntegrationFilters(FilterSet):
    kind = df.ChoiceFilter(choices=IntegrationKind.choices)

    class Meta:
        model = Integration
        fields: tuple[str, ...] = ()
