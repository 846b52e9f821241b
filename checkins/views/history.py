"""Everything that was recorded, over all goals: filtered by its address, and taken along as a table."""

from typing import Any, cast

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from checkins.history_table import csv_of_check_ins
from checkins.models import CheckIn
from checkins.models.check_in import CheckInQuerySet, DayStatus, Kind
from goals.forms.parts import DateInput
from goals.models import Goal, User
from goals.validators import validate_day
from goals.views.frame import PageRequest, signed_in

PAGE_SIZE = 50
# A person's whole life as a table: what is written at once stays small.
_CHUNK = 500


class HistoryFilter(forms.Form):
    """The query of the history; a value that makes no sense filters nothing."""

    goal: "forms.ModelChoiceField[Goal]" = forms.ModelChoiceField(
        label=_("Goal"), queryset=None, required=False, empty_label=_("Every goal")
    )
    kept = forms.ChoiceField(
        label=_("What"),
        choices=[
            ("", _("Everything")),
            *DayStatus.choices,
            (Kind.VALUE, _("With an amount")),
            ("noted", _("With a note")),
        ],
        required=False,
    )
    first = forms.DateField(label=_("From"), widget=DateInput(), validators=[validate_day], required=False)
    last = forms.DateField(label=_("Through"), widget=DateInput(), validators=[validate_day], required=False)
    q = forms.CharField(label=_("Words in notes"), max_length=200, required=False)

    def __init__(self, data: Any, *, owner: User) -> None:
        super().__init__(data, auto_id="%s")
        goal: Any = self.fields["goal"]
        goal.queryset = Goal.objects.for_owner(owner).order_by("title", "id")
        self.owner = owner

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def rows(self) -> CheckInQuerySet:
        """Newest first, with their goals."""
        chosen = self.chosen()
        rows = CheckIn.objects.for_owner(self.owner).select_related("goal", "milestone")
        if "goal" in chosen:
            rows = rows.filter(goal=chosen["goal"])
        if "first" in chosen:
            rows = rows.filter(check_in_date__gte=chosen["first"])
        if "last" in chosen:
            rows = rows.filter(check_in_date__lte=chosen["last"])
        if "q" in chosen:
            rows = rows.filter(content__icontains=chosen["q"])
        return _kept(rows, chosen.get("kept", "")).newest_first()


def _kept(rows: CheckInQuerySet, kept: str) -> CheckInQuerySet:
    if kept in DayStatus.values:
        return rows.filter(habit_completion_status=kept)
    if kept == Kind.VALUE:
        return rows.filter(value_recorded__isnull=False)
    return rows.filter(content__isnull=False) if kept == "noted" else rows


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: PageRequest) -> HttpResponse:
    """A page of it; its button sends for all that the address asks for, which no link of another site could."""
    form = HistoryFilter(request.GET, owner=request.user)
    rows = form.rows()
    if request.method == "POST":
        return cast(HttpResponse, _download(request.user, rows))
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "checkins/history.html", {"form": form, "page": page, "is_filtered": bool(form.chosen())})


def _download(owner: User, rows: CheckInQuerySet) -> StreamingHttpResponse:
    pieces = csv_of_check_ins(rows.iterator(chunk_size=_CHUNK))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="steady-check-ins-{owner.today().isoformat()}.csv"'
    return response
