"""Pages of reminders: where they go, an answer to one, and the way out of the mails."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from coaching.actions import choose_reminders, dismiss_reminder, rehearse_reminder
from coaching.actions.reminders import has_confirmed_address, settings_of
from coaching.forms.settings import ReminderSettingsForm
from coaching.models import Integration, Reminder
from coaching.reminder_mail import owner_of
from config.appearance import speak
from goals.journal import Actor
from goals.models import Intention
from goals.models.choices import Source, Status
from goals.views.feeds import step
from goals.views.frame import PageRequest, actor, back, page, saved, say, see_other, signed_in

_MOST_LISTED = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_settings(request: PageRequest) -> HttpResponse:
    form = ReminderSettingsForm(request.POST or None, instance=settings_of(request.user))
    if saved(form, lambda: choose_reminders(by=actor(request), owner=request.user, **form.cleaned_data)):
        say(request, _("Saved. It holds from the next reminder on."))
        return see_other(reverse("settings-reminders"))
    plans = Intention.objects.for_owner(request.user).filter(
        is_active=True, reminder_time__isnull=False, goal__status=Status.ACTIVE
    )
    context = {
        "form": form,
        "plans": plans.select_related("goal").order_by("reminder_time", "id")[:_MOST_LISTED],
        "hooks": Integration.objects.for_owner(request.user).filter(sends_reminders=True),
        "is_confirmed": has_confirmed_address(request.user),
    }
    return page(request, "coaching/settings_reminders.html", context)


@signed_in
@require_POST
def reminder_answer(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Gone through, or dismissed: named by the button `answer`."""
    reminder = get_object_or_404(Reminder.objects.for_owner(request.user), pk=pk)
    answers = {"rehearsed": rehearse_reminder, "dismissed": dismiss_reminder}
    answer = answers.get(request.POST.get("answer", ""))
    step(request, answer and (lambda: answer(by=actor(request), reminder=reminder)))
    return back(request, reverse("today"))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_stop(request: HttpRequest, token: str) -> HttpResponse:
    """No more mails: the page asks, its button does it; so does a mail program with one POST (RFC 8058).

    Whoever has the mail may, without signing in: the link can do nothing else, and nothing it does is lost.
    """
    owner = owner_of(token)
    if owner is None:
        raise Http404
    speak(request, owner.language)
    if request.method == "POST":
        choose_reminders(by=Actor(owner, Source.PAGE), owner=owner, by_mail=False)
    response = render(request, "coaching/reminders_stop.html", {"is_done": request.method == "POST"})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
