"""How the pages look and read: as the person chose, or as the browser last knew them.

Pages without a person (sign-in, what stands in offline) and pages of errors go by cookies that mirror the choice.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation

THEME_COOKIE = "theme"
# The names of themes that overrule the device's.
_THEMES = ("light", "dark")
# Browsers keep no cookie for longer.
_SECONDS = 400 * 24 * 3600


class Preferences:
    """Shows every page in the language of whoever is signed in, and keeps the mirror of their choice up to date."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            request.theme = request.user.theme  # type: ignore[attr-defined]
            speak(request, request.user.language)
        response = self.get_response(request)
        # Signing in or saving has changed who it is, or what they like.
        if request.user.is_authenticated and not request.path.startswith("/api/"):
            _mirror(request, response, THEME_COOKIE, _overruling(request.user.theme))
            _mirror(request, response, settings.LANGUAGE_COOKIE_NAME, request.user.language)
        return response


def speak(request: HttpRequest, language: str) -> None:
    """Go on in `language`, if its catalogue is here; blank goes on in the one that the browser asked for."""
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()


def appearance(request: HttpRequest) -> dict[str, Any]:
    """For every template: the theme that overrules the device's, or nothing. Asks neither session nor database."""
    return {"theme": _overruling(getattr(request, "theme", None) or request.COOKIES.get(THEME_COOKIE, ""))}


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for an exception that nobody foresaw. It asks neither session nor database, which may be the cause."""
    return HttpResponse(render_to_string("500.html", appearance(request)), status=500)


def _overruling(theme: str) -> str:
    """A cookie that makes no sense chooses nothing."""
    return theme if theme in _THEMES else ""


def _mirror(request: HttpRequest, response: HttpResponseBase, cookie: str, value: str) -> None:
    if request.COOKIES.get(cookie, "") == value:
        return
    if value:
        response.set_cookie(cookie, value, max_age=_SECONDS, secure=settings.SECURE, httponly=True, samesite="Lax")
    else:
        response.delete_cookie(cookie, samesite="Lax")
