"""Putting an insight aside."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from checkins import actions
from checkins.models import Insight
from goals.views.frame import PageRequest, actor, back, signed_in


@signed_in
@require_POST
def insight_dismiss(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    insight = get_object_or_404(Insight.objects.for_owner(request.user), pk=pk)
    actions.dismiss_insight(by=actor(request), insight=insight)
    return back(request, reverse("goal-detail", args=[insight.goal_id]) if insight.goal_id else reverse("today"))
