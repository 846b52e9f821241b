"""Which days are to be summed up."""

from django import forms

from coaching.models import SummaryPeriod


class AskedSummary(forms.Form):
    period = forms.ChoiceField(choices=SummaryPeriod.choices)
