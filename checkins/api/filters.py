"""What lists of check-ins can be narrowed by."""

import uuid
from typing import Any

import django_filters as df
from django_filters.rest_framework import FilterSet

from checkins.models import CheckIn, Insight
from checkins.models.check_in import CheckInSource, DayStatus, Kind
from checkins.models.insight import InsightKind
from config.api.filters import DayFilter, InstantFilter, Ordering, SwitchFilter


class GoalCheckInFilters(FilterSet):
    date_from = DayFilter(field_name="check_in_date", lookup_expr="gte")
    date_to = DayFilter(field_name="check_in_date", lookup_expr="lte")
    kind = df.MultipleChoiceFilter(choices=Kind.choices, label="Repeat it for several.")
    source = df.MultipleChoiceFilter(choices=CheckInSource.choices, label="Repeat it for several.")
    status = df.ChoiceFilter(field_name="habit_completion_status", choices=DayStatus.choices)
    milestone = df.UUIDFilter(field_name="milestone_id")
    updated_since = InstantFilter(field_name="updated_at", lookup_expr="gte")
    ordering = Ordering(["check_in_date", "logged_at", "created_at", "updated_at", "value_recorded"])

    class Meta:
        model = CheckIn
        fields: tuple[str, ...] = ()


class InsightFilters(FilterSet):
    kind = df.MultipleChoiceFilter(choices=InsightKind.choices, label="Repeat it for several.")
    goal = df.UUIDFilter(method="about_goal", label="Also where it is the other one of two.")
    dismissed = SwitchFilter(field_name="dismissed_at", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Insight
        fields: tuple[str, ...] = ()

    def about_goal(self, rows: Any, name: str, pk: uuid.UUID) -> Any:
        return rows.about(pk)


class CheckInFilters(GoalCheckInFilters):
    goal = df.UUIDFilter(field_name="goal_id")
