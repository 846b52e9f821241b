"""Pages of weeks and months, summed up."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions import summarize
from coaching.forms.summaries import AskedSummary
from coaching.models import UserSummary
from coaching.telling import told
from goals.views.frame import PageRequest, actor, complain, see_other, signed_in

PAGE_SIZE = 20


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def summary_list(request: PageRequest) -> HttpResponse:
    """Newest first; its form sums up the week or the month that is running."""
    if request.method == "POST":
        form = AskedSummary(request.POST)
        if form.is_valid():
            summary = summarize(by=actor(request), owner=request.user, period=form.cleaned_data["period"])
            return see_other(reverse("summary", args=[summary.pk]))
        complain(request, _("Choose this week or this month."))
        return see_other(reverse("summary-list"))
    page = Paginator(UserSummary.objects.for_owner(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "coaching/summary_list.html", {"page": page, "told": told(page, request.user)})


@signed_in
@require_safe
def summary_detail(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    summary = get_object_or_404(UserSummary.objects.for_owner(request.user), pk=pk)
    return render(request, "coaching/summary_detail.html", {"told": told([summary], request.user)[0]})
