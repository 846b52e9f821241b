"""How the pages look and read, for the person wherever they sign in."""

from copy import copy

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.appearance import speak
from goals.actions import update_profile
from goals.forms import AppearanceForm
from goals.views.frame import PageRequest, actor, page, saved, say, see_other, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: PageRequest) -> HttpResponse:
    form = AppearanceForm(request.POST or None, instance=copy(request.user))
    if saved(form, lambda: update_profile(by=actor(request), user=request.user, **form.cleaned_data)):
        for name, value in form.cleaned_data.items():
            setattr(request.user, name, value)
        speak(request, request.user.language)
        say(request, _("Saved."))
        return see_other(reverse("settings-appearance"))
    return page(request, "goals/settings_appearance.html", {"form": form})
