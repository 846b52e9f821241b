"""How the pages look in this browser."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.appearance import keep_theme, theme_of
from goals.forms import AppearanceForm
from goals.views.frame import PageRequest, page, say, see_other, signed_in


@signed_in
@require_http_methods(["GET", "POST"])
def appearance(request: PageRequest) -> HttpResponse:
    form = AppearanceForm(request.POST or None, initial={"theme": theme_of(request)})
    if form.is_bound and form.is_valid():
        say(request, _("Saved."))
        response = see_other(reverse("settings-appearance"))
        keep_theme(response, form.cleaned_data["theme"])
        return response
    return page(request, "goals/settings_appearance.html", {"form": form})
