"""The card that helps to pick a goal up again: the small version, a smaller target, not now."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from checkins import actions
from checkins.models.check_in import DayStatus
from checkins.recovery import amounts_of, smaller_step
from checkins.standing import standings_of
from config.refusals import Refusal
from goals.actions import create_intention, put_recovery_aside, update_goal
from goals.models import Goal
from goals.views.frame import PageRequest, actor, complain, in_words, own_goal, say, see_other, signed_in


@signed_in
@require_POST
def goal_recovery(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """One button of the card, named by `plan`."""
    goal = own_goal(request, pk)
    steps = {"small": _do_small, "smaller": _make_smaller, "dismiss": _dismiss}
    step = steps.get(request.POST.get("plan", ""))
    if step is None:
        complain(request, _("Choose one of the buttons."))
        return see_other(reverse("today"))
    try:
        step(request, goal)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    return see_other(reverse("today"))


def _do_small(request: PageRequest, goal: Goal) -> None:
    """Today is done, with the small version as its note; the same key again is the stored check-in."""
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = None
    row = actions.record_check_in(
        by=actor(request),
        goal=goal,
        id=key,
        check_in_date=request.user.today(),
        habit_completion_status=DayStatus.COMPLETED,
        content=goal.small_version,
    )
    text = _("%(title)s marked done.") % {"title": goal.title}
    messages.success(request, text, extra_tags=f"undo:{row.pk}")


def _make_smaller(request: PageRequest, goal: Goal) -> None:
    """What the figures propose now; nothing where they propose nothing any more."""
    action = smaller_step(standings_of([goal], request.user.today())[goal.pk])
    if action is None:
        return
    if plan := action.get("create_intention"):
        create_intention(by=actor(request), goal=goal, **plan)
        say(request, _("The plan is saved."))
    else:
        update_goal(by=actor(request), goal=goal, **amounts_of(action))
        say(request, _("Saved. Changed terms apply from today; the past stays as it was."))


def _dismiss(request: PageRequest, goal: Goal) -> None:
    put_recovery_aside(by=actor(request), goal=goal)
    say(request, _("Put aside for seven days."))
