"""Progress of one goal, and the dashboard of all."""

import uuid
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from checkins.api import examples
from checkins.api.progress_serializers import ProgressSerializer
from checkins.api.serializers import DashboardSerializer
from checkins.models import CheckIn
from checkins.progress import progress_of
from checkins.report import PERIODS, weeks
from checkins.standing import Standing, standings_of
from checkins.units import DayRecord, State
from config.api.conditional import conditional
from config.api.schema import operation
from config.refusals import Invalid
from goals.api.frame import OwnedFrame
from goals.api.serializers import GoalSerializer
from goals.models import Goal


class ProgressViews(OwnedFrame):
    serializer_class = ProgressSerializer
    queryset = CheckIn.objects.none()
    query_parameters = {"retrieve": ("period",)}

    @operation(
        "Read the progress of a goal",
        "Percent, counts, rates and a series of the last 7, 30, 91 or 365 days or of all (`month` when absent), by "
        "days, weeks or months; streak, strength, value, pace and reserve as of today; the line to a target, the "
        "budget of a limit, trend, forecast as a range, and the last 28 days beside the first (or why there is none); "
        "milestones, the newest insights, and recommendations.",
        codes=("GOAL_NOT_FOUND", "VALIDATION_ERROR"),
        responses=ProgressSerializer,
        parameters=[OpenApiParameter("period", str, enum=list(PERIODS), default="month")],
        got=examples.PROGRESS,
    )
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        period = request.query_params.get("period", "month")
        if period not in PERIODS:
            raise Invalid(fields={"period": [_("Choose one of: %(names)s.") % {"names": ", ".join(PERIODS)}]})
        return Response(ProgressSerializer(progress_of(self.goal(pk), period)).data)


class DashboardViews(OwnedFrame):
    serializer_class = DashboardSerializer
    queryset = CheckIn.objects.none()

    @operation(
        "Read the dashboard",
        "All active goals with their figures, what is due today and how the last twelve weeks went, in one answer.",
        responses=DashboardSerializer,
        got=examples.DASHBOARD,
    )
    @conditional
    def retrieve(self, request: Any) -> Response:
        person, today = self.person, self.person.today()
        goals = list(Goal.objects.for_owner(person).active())
        for goal in goals:
            goal.owner = person
        standings = standings_of(goals, today).values()
        for standing in standings:
            standing.goal.progress_percent, standing.goal.stats = standing.figures.percent, standing.figures.as_stats()
        # Together: the fields of a serializer cost more than what they say.
        told = GoalSerializer(goals, many=True).data
        rows = [_row(*each, person.week_starts_on) for each in zip(standings, told, strict=True)]
        due = [row["today"] for row in rows if row["today"]["due"]]
        done = sum(each["state"] == State.SUCCESS for each in due)
        summary = {
            "due": len(due),
            "done": done,
            "open": sum(each["state"] == State.PENDING for each in due),
        }
        return Response({"date": today, "summary": summary, "goals": rows})


def _row(standing: Standing, told: dict[str, Any], week_starts_on: int) -> dict[str, Any]:
    return {
        "goal": told,
        "today": _today(standing),
        "weeks": [week._asdict() for week in weeks(standing.figures.units, standing.today, week_starts_on)],
    }


def _today(standing: Standing) -> dict[str, Any]:
    unit, record = standing.due(standing.today), standing.record or DayRecord()
    return {
        "due": unit is not None,
        "state": unit and unit.state,
        "done": unit and unit.done,
        "need": unit and unit.need,
        "status": record.status,
        "value": record.total,
    }
