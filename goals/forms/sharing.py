"""Forms of sharing: a link, an invitation, a cheer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models import Goal, User
from goals.models.sharing import SharedPart

_DAYS = [(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("a year")), (0, _("until I revoke it"))]


class _ShareForm(forms.Form):
    goal = forms.ModelChoiceField(label=_("Goal"), queryset=Goal.objects.none(), empty_label=None)
    parts = forms.MultipleChoiceField(
        label=_("It shows"),
        choices=SharedPart.choices,
        initial=[SharedPart.FIGURES, SharedPart.MILESTONES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "checks"}),
        help_text=_("The title is always shown. Notes never are."),
    )
    days = forms.TypedChoiceField(
        label=_("For how long"),
        coerce=int,
        choices=_DAYS,
        initial=30,
        widget=forms.Select(attrs={"class": "medium"}),
    )

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal: Any = self.fields["goal"]
        goal.queryset = Goal.objects.for_owner(owner).listed().order_by("title", "id")

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        values = dict(self.cleaned_data)
        days = values.pop("days")
        values["expires_at"] = timezone.now() + dt.timedelta(days=days) if days else None
        return values


class LinkForm(_ShareForm):
    name = forms.CharField(
        label=_("For whom (only you see this)"), required=False, max_length=100, validators=[PlainText()]
    )
    field_order = ["goal", "name"]


class InvitationForm(_ShareForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ["goal", "email"]


class CheerForm(forms.Form):
    words = forms.CharField(label=_("Your words"), max_length=200, validators=[PlainText()])
