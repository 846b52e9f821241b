"""Steady as an installed app: its manifest, its worker and the page that stands in while there is no connection.

The worker keeps that page and what it is drawn with, nothing else: no page of a person is ever stored.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles.finders import find
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

_BACKGROUND = "#F7F7F4"
_DRAWN_WITH = ("css/app.css", "js/app.js", "img/icon.svg")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    icons = [
        {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        *(_png(f"img/icon-{size}.png", size) for size in (192, 512)),
        {**_png("img/icon-maskable-512.png", 512), "purpose": "maskable"},
    ]
    content = {
        "id": "/",
        "name": "Steady",
        "short_name": "Steady",
        "description": _("Goals, check-ins and honest figures"),
        "lang": request.LANGUAGE_CODE,
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "background_color": _BACKGROUND,
        "theme_color": _BACKGROUND,
        "icons": icons,
        "shortcuts": [
            {"name": _("Today"), "url": reverse("today")},
            {"name": _("New goal"), "url": reverse("goal-new")},
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def _png(name: str, size: int) -> dict[str, str]:
    return {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png"}


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script in whose scope the whole site lies; it changes whenever what it keeps does."""
    kept = [reverse("offline"), *(static(name) for name in _DRAWN_WITH)]
    language = request.LANGUAGE_CODE
    context = {"kept": kept, "offline": kept[0], "language": language, "version": _version(language)}
    return render(request, "worker.js", context, content_type="text/javascript")


@cache
def _version(language: str) -> str:
    """What is kept, in a few letters: another language, another page that stands in."""
    with override(language):
        digest = hashlib.sha256(render_to_string("offline.html").encode())
    for name in _DRAWN_WITH:
        digest.update(Path(str(find(name))).read_bytes())
    return digest.hexdigest()[:12]


@require_safe
@cache_control(no_cache=True)
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody, since the browser keeps it."""
    return render(request, "offline.html")


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("worker.js", worker, name="worker"),
    path("offline/", offline, name="offline"),
]
