"""Which characters people's text may hold; one validator for models, forms and serializers."""

import re

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

# C0 and C1 controls except tab, line feed and carriage return; lone surrogates; bidi embeddings, overrides and
# isolates, which can make text read differently from what it says (Unicode TR36 §3.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_LINE_BREAKS = re.compile("[\n\r\t\u2028\u2029]")


@deconstructible
class PlainText:
    """Refuse control characters; with `lines=False` also line breaks and tabs.

    Raises ValidationError (code `control_characters`).
    """

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines

    def __call__(self, value: str) -> None:
        if _FORBIDDEN.search(value) or (not self.lines and _LINE_BREAKS.search(value)):
            raise ValidationError(
                _("Remove the invisible control characters from this text."), code="control_characters"
            )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PlainText) and self.lines == other.lines

    def __hash__(self) -> int:
        return hash(self.lines)
