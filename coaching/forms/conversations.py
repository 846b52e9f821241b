"""What is said to the coach, and what is decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.models.conversation import LONGEST_MESSAGE
from config.text import PlainText


class MessageForm(forms.Form):
    """What a person says; `key` makes sending it twice harmless."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_MESSAGE,
        validators=[PlainText(lines=True)],
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_MESSAGE, "autocomplete": "off"}),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(choices=[("confirm", ""), ("discard", "")])
