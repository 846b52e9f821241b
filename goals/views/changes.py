"""Who changed what about a goal, and which terms held before."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goals.history import lines_about, told
from goals.views.frame import PageRequest, own_goal, signed_in

PAGE_SIZE = 50


@signed_in
@require_safe
def goal_changes(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Newest first; figures that follow from a change are left out."""
    goal = own_goal(request, pk)
    page = Paginator(lines_about(goal).exclude(action="progressed"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "goals/change_list.html", {"goal": goal, "page": page, "told": told(page, request.user)})
