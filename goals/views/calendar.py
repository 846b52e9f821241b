"""The calendar feed, and the settings that open and close it."""

import datetime as dt
import hashlib
from typing import Any, Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe
from django.views.decorators.vary import vary_on_headers

from config.appearance import speak
from goals import actions
from goals.calendar_feed import calendar_of
from goals.links import calendar_link, digest_of
from goals.models import CalendarFeed, Change, User
from goals.views.frame import PageRequest, actor, page, say, see_other, signed_in

# Raised when the same rows are written otherwise.
_FORM = 2
_SECOND = dt.timedelta(seconds=1)


@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The feed of whose address this is; an address that was replaced or closed is unknown."""
    feed = CalendarFeed.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    if feed is None or not feed.owner.is_active:
        raise Http404
    return serve(request, feed)


class Feed(Protocol):
    """What stands behind the address of a feed."""

    pk: Any
    owner: User


def serve(request: HttpRequest, feed: Feed, *, dates: bool = True, reminders: bool = True) -> HttpResponse:
    """The feed of its owner, or a part of it, for no cache and no search engine to keep."""
    speak(request, feed.owner.language)
    response = _serve(request, feed, dates=dates, reminders=reminders)
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _tag(request: HttpRequest, feed: Feed, **parts: bool) -> str:
    state = (_FORM, feed.pk, feed.owner.revision, get_language())
    return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'


def _last_change(request: HttpRequest, feed: Feed, **parts: bool) -> dt.datetime | None:
    """When the person last changed anything; None while a second change could fall into the same second."""
    at = Change.objects.for_owner(feed.owner).order_by("-seq").values_list("at", flat=True).first()
    return at if at is not None and timezone.now() - at > _SECOND else None


@vary_on_headers("Accept-Language")
@condition(etag_func=_tag, last_modified_func=_last_change)
def _serve(request: HttpRequest, feed: Feed, **parts: bool) -> HttpResponse:
    response = HttpResponse(calendar_of(feed.owner, **parts), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="steady.ics"'
    return response


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_settings(request: PageRequest) -> HttpResponse:
    """Open, renew and close the feed; the answer to opening it is the only page that shows its address."""
    address = None
    match request.POST.get("op"):
        case "new":
            _feed, secret = actions.create_calendar_feed(by=actor(request), user=request.user)
            address = calendar_link(secret)
        case "off":
            actions.revoke_calendar_feed(by=actor(request), user=request.user)
            say(request, _("The calendar is off. Its address opens nothing any more."))
            return see_other(reverse("settings-calendar"))
    feed = CalendarFeed.objects.for_owner(request.user).first()
    return page(request, "goals/settings_calendar.html", {"feed": feed, "address": address})
