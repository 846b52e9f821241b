"""Take everything along: two buttons."""

from typing import cast

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from checkins.exports import FORMS, download
from goals.views.frame import PageRequest, complain, page, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: PageRequest) -> HttpResponse:
    """Say what an export holds; each button sends for one of its forms. A link would let other sites ask for it."""
    form = request.POST.get("format")
    if form in FORMS:
        return cast(HttpResponse, download(request.user, form))
    if request.method == "POST":
        complain(request, _("Choose one of the buttons."))
    response = page(request, "checkins/export.html", {})
    response.status_code = 422 if request.method == "POST" else 200
    return response
