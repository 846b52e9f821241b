"""Today: everything due on a day, and the buttons of its rows."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from checkins import actions
from checkins.agenda import Agenda, agenda_of
from checkins.forms import DayPicker, StepForm
from checkins.models import CheckIn
from checkins.recovery import setback_of
from checkins.underway import Underway, under_way
from checkins.views.steps import Outcome, take_step
from config.refusals import NotFound, Refusal
from goals.actions import update_profile
from goals.models import Goal
from goals.views.frame import PageRequest, actor, back, complain, in_words, see_other, signed_in

_DAY = dt.timedelta(days=1)
PAGE = "checkins/today.html"


@signed_in
@require_safe
def today(request: PageRequest) -> HttpResponse:
    """Today, or the day picked with `?day=`."""
    if "day" in request.GET:
        picked = DayPicker(request.GET)
        return redirect("today-day", picked.cleaned_data["day"]) if picked.is_valid() else redirect("today")
    return _show(request, request.user.today())


@signed_in
@require_POST
def today_keys(request: PageRequest) -> HttpResponse:
    """Switches the keys on or off."""
    update_profile(by=actor(request), user=request.user, uses_keys=request.POST.get("keys") != "off")
    return see_other(reverse("today"))


@signed_in
@require_safe
def day(request: PageRequest, day: dt.date) -> HttpResponse:
    if day > request.user.today():
        complain(request, _("%(day)s has not come yet.") % {"day": date_format(day, "l j F")})
        return redirect("today")
    return _show(request, day)


def _show(request: PageRequest, day: dt.date) -> HttpResponse:
    agenda = agenda_of(request.user, day)
    return _whole(request, agenda, under_way(agenda.standings))


def _whole(request: PageRequest, agenda: Agenda, underway: Sequence[Underway], status: int = 200) -> HttpResponse:
    """The page with what only a whole page shows: goals under way, and one to pick up again."""
    setback = setback_of(agenda)
    context = _context(request, agenda) | {"underway": underway, "setback": setback}
    return render(request, PAGE, context, status=status)


def _context(request: PageRequest, agenda: Agenda) -> dict[str, Any]:
    return {
        "agenda": agenda,
        "day": agenda.day,
        "today": agenda.today,
        "previous": agenda.day - _DAY,
        "next": agenda.day + _DAY if agenda.day < agenda.today else None,
        "until": f"{request.user.day_starts_at:02}" if request.user.day_starts_at else "",
        "here": reverse("today-day", args=[agenda.day]),
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row's form as it came in: which goal, which day, and what is wrong with it if anything."""

    goal: Goal
    form: StepForm
    day: dt.date


@signed_in
@require_POST
def goal_check_in(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """One button of a row. Answers with the row (htmx) or leads back to the day."""
    goal = Goal.objects.for_owner(request.user).filter(pk=pk).first()
    if goal is None:
        raise Http404
    goal.owner = request.user
    form = StepForm(request.POST)
    form.is_valid()
    asked = _Asked(goal, form, form.cleaned_data.get("date") or request.user.today())
    if form.errors:
        return _refused(request, asked, " ".join(str(one) for texts in form.errors.values() for one in texts), 422)
    try:
        outcome = take_step(by=actor(request), goal=goal, **form.cleaned_data)
    except Refusal as refusal:
        return _refused(request, asked, in_words(refusal), 422 if refusal.status == 400 else refusal.status)
    return _accepted(request, asked, outcome)


def _accepted(request: PageRequest, asked: _Asked, outcome: Outcome) -> HttpResponse:
    text = outcome.text
    if asked.day != request.user.today():
        text = f"{text} " + _("Saved for %(day)s.") % {"day": date_format(asked.day, "l j F")}
    if not request.htmx:
        messages.success(request, text, extra_tags=f"undo:{outcome.check_in_id or ''}")
        return back(request, _place(asked.day, asked.goal.pk))
    return _row(request, asked, {"text": text, "check_in": outcome.check_in_id})


def _refused(request: PageRequest, asked: _Asked, sentence: str, status: int) -> HttpResponse:
    """The row with the sentence in it and what was typed, on its page or alone."""
    agenda = agenda_of(request.user, min(asked.day, request.user.today()))
    underway = under_way(agenda.standings) if not request.htmx else []
    going = (one for one in underway if one.goal.pk == asked.goal.pk)
    row = agenda.row_of(asked.goal.pk) or next(going, None)
    if row is None:
        complain(request, sentence)
        return _leave(request, reverse("today"))
    row.error, row.typed = sentence, request.POST.get("amount", "")
    if not request.htmx:
        return _whole(request, agenda, underway, status)
    context = _context(request, agenda) | {"row": row, "group": agenda.group_of(asked.goal.pk)}
    return render(request, f"{PAGE}#refusal", context, status=status)


def _row(request: PageRequest, asked: _Asked, said: dict[str, Any]) -> HttpResponse:
    """The row as it is now, with summary, undo bar and announcement beside it."""
    agenda = agenda_of(request.user, asked.day)
    row = agenda.row_of(asked.goal.pk)
    if row is None:
        return _leave(request, _place(asked.day, asked.goal.pk))
    row.typed = request.POST.get("amount", "") if request.POST.get("op") in ("add", "sub") else ""
    context = _context(request, agenda) | {"row": row, "group": agenda.group_of(asked.goal.pk), **said}
    return render(request, f"{PAGE}#answer", context)


def _leave(request: PageRequest, to: str) -> HttpResponse:
    return HttpResponseClientRedirect(to) if request.htmx else see_other(to)


def _place(day: dt.date, goal_id: uuid.UUID) -> str:
    return f"{reverse('today-day', args=[day])}#g-{goal_id}"


@signed_in
@require_POST
def check_in_undo(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back the last change of a check-in, whenever that was."""
    found = CheckIn.objects.for_owner(request.user).filter(pk=pk).values_list("goal", "check_in_date").first()
    try:
        row = actions.undo_check_in(by=actor(request), owner=request.user, check_in_id=pk)
    except NotFound:
        raise Http404 from None
    except Refusal as refusal:
        complain(request, in_words(refusal))
        return back(request, reverse("today"))
    if row is not None:
        found = (row.goal_id, row.check_in_date)
    if found is None:
        return back(request, reverse("today"))
    goal = Goal.objects.get(pk=found[0])
    return _undone(request, goal, found[1])


def _undone(request: PageRequest, goal: Goal, day: dt.date) -> HttpResponse:
    text = _("Undone: %(title)s.") % {"title": goal.title}
    if request.htmx:
        return _row(request, _Asked(goal, StepForm(), day), {"text": text, "check_in": None})
    messages.success(request, text, extra_tags="undo:")
    return back(request, _place(day, goal.pk))
