"""Forms of sharing: a link, an invitation, what may change about them, a cheer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from config.text import PlainText
from goals.models import Goal, GoalShare, User
from goals.models.sharing import SharedPart

_DAYS = [(7, _("7 days")), (30, _("30 days")), (90, _("90 days")), (365, _("a year")), (0, _("until I revoke it"))]


def _name_field() -> forms.CharField:
    label = _("For whom (only you see this)")
    return forms.CharField(label=label, required=False, max_length=100, validators=[PlainText()])


def _end(days: int) -> dt.datetime | None:
    """So many days from now; none for 0."""
    return timezone.now() + dt.timedelta(days=days) if days else None


class _PartsForm(forms.Form):
    parts = forms.MultipleChoiceField(
        label=_("It shows"),
        choices=SharedPart.choices,
        initial=[SharedPart.FIGURES, SharedPart.MILESTONES],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "checks"}),
        help_text=_("The title is always shown. Notes never are."),
    )


class _ShareForm(_PartsForm):
    goal = forms.ModelChoiceField(label=_("Goal"), queryset=Goal.objects.none(), empty_label=None)
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
        values["expires_at"] = _end(values.pop("days"))
        return values


class LinkForm(_ShareForm):
    name = _name_field()
    field_order = ["goal", "name"]


class InvitationForm(_ShareForm):
    email = forms.EmailField(label=_("Email address"), max_length=254)
    field_order = ["goal", "email"]


class ShareEditForm(_PartsForm):
    """What may change about a share: not its goal, not its link, not its partner."""

    name = _name_field()
    days = forms.TypedChoiceField(
        label=_("For how long, from today"),
        coerce=int,
        required=False,
        empty_value=None,
        widget=forms.Select(attrs={"class": "medium"}),
    )
    field_order = ["name"]

    def __init__(self, *args: Any, share: GoalShare, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": share.name, "parts": share.parts}
        end = share.expires_at
        until = date_format(timezone.localtime(end), "j F Y") if end else str(_("until I revoke it"))
        days: Any = self.fields["days"]
        days.choices = [("", _("as it is: %(until)s") % {"until": until}), *_DAYS]

    def values(self) -> dict[str, Any]:
        """What the action takes; the end only where another one was chosen."""
        values = dict(self.cleaned_data)
        days = values.pop("days")
        return values if days is None else {**values, "expires_at": _end(days)}


class CheerForm(forms.Form):
    words = forms.CharField(label=_("Your words"), max_length=200, validators=[PlainText()])
