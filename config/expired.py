"""A form whose token has expired comes back with what was typed, to be sent again with one press."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOKEN = "csrfmiddlewaretoken"  # noqa: S105  (a name, no secret)
_SECRET = ("password", "token", "secret")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with the form's values, unless another site sent them, or one is a secret that no page may repeat.

    Files do not come back: a page cannot fill them in.
    """
    fields: list[tuple[str, str]] = []
    if _from_here(request) and not _has_secret(request):
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
        fields = [(name, value) for name, value in sent if name != TOKEN]
    return render(request, "403_csrf.html", {"fields": fields}, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Whether the browser vouches that a page of this site sent the form; browsers that say nothing vouch for none."""
    fetched = request.headers.get("Sec-Fetch-Site")
    if fetched is not None:
        return fetched == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())


def _has_secret(request: HttpRequest) -> bool:
    names = [name for name in request.POST if name != TOKEN]
    return bool(request.FILES) or any(word in name for name in names for word in _SECRET)
