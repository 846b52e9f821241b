"""How forms are drawn, and the number field that reads what people type."""

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.formats import get_format, number_format

if TYPE_CHECKING:
    ModelForm = forms.ModelForm
else:

    class ModelForm(forms.ModelForm):
        """Django's with the brackets that its types want, and without asking the database about its constraints.

        Those are for the database and the actions to hold; asked here they would cost a query each.
        """

        def __class_getitem__(cls, model: type) -> type:
            return cls

        def _post_clean(self) -> None:
            self.instance = forms.models.construct_instance(self, self.instance, self._meta.fields)
            try:
                self.instance.clean_fields(exclude=self._get_validation_exclusions())
            except ValidationError as error:
                self._update_errors(error)


_SPACES = re.compile("[\\s\u00a0\u2009\u202f'’]")


class PageFormRenderer(TemplatesSetting):
    """Draws every form with the components of the pages, and no field with a placeholder in place of its label."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if widget := context.get("widget"):
            widget["attrs"].pop("placeholder", None)
        return super().render(template_name, context, request)


def machine_number(text: str) -> str:
    """What was typed with its separators sorted out: "1,5" and "1.5" are 1.5, "1,234.5" and "1.234,5" are 1234.5.

    A single separator is the decimal one, unless it is the locale's thousands separator in front of three digits:
    "1.500" is 1500 in German and 1.500 in English. What fits no way of writing numbers is returned as it is.
    """
    text = _SPACES.sub("", text)
    for grouping, decimal in ((",", "."), (".", ",")):
        whole = rf"[+-]?[1-9]\d{{0,2}}(\{grouping}\d{{3}})"
        several = re.fullmatch(rf"{whole}{{2,}}|{whole}+\{decimal}\d*", text)
        one = re.fullmatch(whole, text) and get_format("DECIMAL_SEPARATOR") != grouping
        if several or one:
            return text.replace(grouping, "").replace(decimal, ".")
    return text.replace(",", ".") if text.count(",") == 1 else text


def shown_number(value: Decimal | None) -> str:
    """A number as the locale writes it, without trailing zeros."""
    if value is None:
        return ""
    return number_format(format(value.normalize() + 0, "f"), use_l10n=True)


class AmountInput(forms.TextInput):
    """A text box with the number keys of a phone; a number box would refuse the decimal comma."""

    input_type = "text"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "short", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return shown_number(value) if isinstance(value, Decimal) else super().format_value(value)


class AmountFormField(forms.DecimalField):
    """A person's number: up to 16 digits before the mark and 4 behind it, with decimal comma or point."""

    widget = AmountInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 20, "decimal_places": 4, **kwargs})

    def to_python(self, value: Any) -> Any:
        return super().to_python(machine_number(value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}
