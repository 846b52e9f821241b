"""How the pages look in one browser. A cookie says so, so that pages for nobody and pages of errors know it too."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

COOKIE = "theme"
# Browsers keep no cookie for longer.
_SECONDS = 400 * 24 * 3600


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device is set")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


def theme_of(request: HttpRequest) -> Theme:
    """What was chosen in this browser; a cookie that makes no sense chooses nothing."""
    chosen = request.COOKIES.get(COOKIE, "")
    return Theme(chosen) if chosen in Theme.values else Theme.SYSTEM


def keep_theme(response: HttpResponse, theme: str) -> None:
    if theme == Theme.SYSTEM:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(COOKIE, theme, max_age=_SECONDS, secure=settings.SECURE, httponly=True, samesite="Lax")


def appearance(request: HttpRequest) -> dict[str, Any]:
    """For every template: the theme that overrules the device's, or nothing."""
    theme = theme_of(request)
    return {"theme": "" if theme == Theme.SYSTEM else theme.value}


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an exception that nobody foresaw. It asks neither session nor database, which may be the cause."""
    return HttpResponse(render_to_string("500.html", appearance(request)), status=500)
