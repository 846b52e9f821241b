"""Templates: everybody's to read, and to start a goal from."""

from typing import Any

from django.core.validators import slug_re
from django.db.models import Count, Max
from django.urls import reverse
from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.converters import IdConverter
from config.api.schema import operation
from config.api.views import written
from config.refusals import NotFound
from goals import actions
from goals.api import aliases, examples
from goals.api.details import GoalDetailSerializer
from goals.api.frame import OwnedFrame
from goals.api.templates import CHOICES, EXAMPLE, TemplateFilters, TemplateSerializer, TemplateStartSerializer
from goals.models import GoalTemplate


class TemplateViews(OwnedFrame):
    serializer_class = TemplateSerializer
    queryset = GoalTemplate.objects.none()
    filterset_class = TemplateFilters

    def depends_on(self) -> tuple[Any, ...]:
        """Templates change with no write of the person who reads them."""
        return tuple(GoalTemplate.objects.aggregate(Max("updated_at"), Count("pk")).values())

    def template(self, key: str) -> GoalTemplate:
        """By id or by slug. Raises NotFound, also for one that is not offered."""
        pk = IdConverter().to_python(key)
        rows = GoalTemplate.objects.offered()
        if pk is None and not slug_re.fullmatch(key):
            raise NotFound
        found = rows.filter(pk=pk).first() if pk else rows.filter(slug=key).first()
        if found is None:
            raise NotFound
        return found

    @operation("List templates", "Those that are offered, in the order of the gallery.", got=EXAMPLE)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(GoalTemplate.objects.offered())
        return self.get_paginated_response(TemplateSerializer(rows, many=True).data)

    @operation("Read a template", "`key` is its id or its slug.", codes=("NOT_FOUND",), got=EXAMPLE)
    @conditional
    def retrieve(self, request: Any, key: str) -> Response:
        return written(TemplateSerializer, self.template(key))

    @operation(
        "Start a goal from a template",
        "`key` is its id or its slug. Any field of the goal can be chosen instead. Milestones are planned from "
        "`start_date` on; with another `target_date`, `target_value` or `baseline_value` they keep their share of the "
        "way. Given `milestones` or `intentions` replace all of the template's.",
        codes=("NOT_FOUND", "INVALID_TARGET", "QUOTA_EXCEEDED"),
        request=TemplateStartSerializer(partial=True),
        responses={201: GoalDetailSerializer},
        sent=CHOICES,
        got=examples.GOAL_DETAIL,
    )
    def start(self, request: Any, key: str) -> Response:
        template = self.template(key)
        values = self.with_money(aliases.resolve(self.body(TemplateStartSerializer, partial=True), None))
        goal = actions.start_template(by=self.by, owner=self.person, template=template, **values)
        address = reverse("api-goal", args=[goal.pk])
        return written(GoalDetailSerializer, goal, status=201, headers={"Location": address})
