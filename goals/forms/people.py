"""Settings of a person."""

from collections import defaultdict
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.fields import ModelForm
from goals.models import User
from goals.models.choices import Language, Scope
from goals.models.token import PersonalToken


def zone_choices(current: str) -> list[tuple[str, Any]]:
    """Zones by region for a select; the current one is among them even if it is an old name."""
    regions: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(available_timezones() | {current}):
        region, _slash, city = name.partition("/")
        if name == current or (city and region not in ("Etc", "SystemV", "US", "Brazil", "Canada", "Chile", "Mexico")):
            regions[region if city else str(_("Other"))].append((name, (city or name).replace("_", " ")))
    return [("UTC", "UTC"), *((region, zones) for region, zones in regions.items() if zones != [("UTC", "UTC")])]


class ProfileForm(ModelForm[User]):
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name", "timezone"]
        help_texts: ClassVar[dict[str, Any]] = {"timezone": _("Your days begin and end by the clocks of this place.")}
        labels: ClassVar[dict[str, Any]] = {"name": _("Name"), "timezone": _("Time zone")}
        widgets: ClassVar[dict[str, Any]] = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["timezone"].widget = forms.Select(choices=zone_choices(self.instance.timezone))


class DayForm(ModelForm[User]):
    day_starts_at = forms.TypedChoiceField(
        label=_("A day starts at"),
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(13)],
        widget=forms.Select(attrs={"class": "short"}),
        help_text=_("What you record before this hour still belongs to the day before."),
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["day_starts_at", "week_starts_on"]
        labels: ClassVar[dict[str, Any]] = {"week_starts_on": _("A week starts on")}
        widgets: ClassVar[dict[str, Any]] = {"week_starts_on": forms.Select(attrs={"class": "medium"})}


def _languages() -> list[tuple[str, Any]]:
    """Those whose catalogues are here."""
    here = dict(settings.LANGUAGES)
    return [("", _("The browser's")), *((code, name) for code, name in Language.choices if code in here)]


class AppearanceForm(ModelForm[User]):
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        widget=forms.Select(attrs={"class": "medium"}),
        choices=_languages,
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["theme", "language", "density", "grouping", "hides_done", "uses_keys"]
        labels: ClassVar[dict[str, Any]] = {
            "theme": _("Colours"),
            "density": _("Rows of Today"),
            "grouping": _("Groups of Today"),
            "hides_done": _("Hide what is done on Today"),
            "uses_keys": _("Keyboard shortcuts"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "grouping": _("Goals without an area come last."),
            "uses_keys": _("Single letters act on Today; press ? there for the list. In fields they only write."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "theme": forms.RadioSelect,
            "density": forms.RadioSelect,
            "grouping": forms.RadioSelect,
        }


class ErasureForm(forms.Form):
    """Asks for the password of whoever is about to erase their account."""

    password = forms.CharField(
        label=_("Your password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), strip=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class TokenForm(ModelForm[PersonalToken]):
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=365,
        choices=[(30, _("30 days")), (90, _("90 days")), (365, _("a year")), (1825, _("5 years"))],
        widget=forms.Select(attrs={"class": "medium"}),
    )

    class Meta:
        model = PersonalToken
        fields: ClassVar[list[str]] = ["name", "scope"]
        labels: ClassVar[dict[str, Any]] = {"name": _("Name"), "scope": _("It may")}
        help_texts: ClassVar[dict[str, Any]] = {"name": _("What will use it, for example: backup script")}
        widgets: ClassVar[dict[str, Any]] = {"scope": forms.Select(attrs={"class": "medium"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].initial = Scope.WRITE
