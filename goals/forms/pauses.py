"""Days off: of one goal, or of all."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from config.fields import ModelForm
from goals.forms.parts import DateInput
from goals.models import Pause


class DaysOffForm(ModelForm[Pause]):
    class Meta:
        model = Pause
        fields: ClassVar[list[str]] = ["starts_on", "ends_on"]
        labels: ClassVar[dict[str, Any]] = {"starts_on": _("First day"), "ends_on": _("Last day (optional)")}
        widgets: ClassVar[dict[str, Any]] = {"starts_on": DateInput(), "ends_on": DateInput()}

    def clean(self) -> dict[str, Any]:
        """The rules between the days are the action's, whose words are for people; the database has none."""
        return self.cleaned_data
