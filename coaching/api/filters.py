"""What lists of the coach's can be narrowed by."""

import django_filters as df
from django_filters.rest_framework import FilterSet

from coaching.models import SummaryPeriod, UserSummary


class SummaryFilters(FilterSet):
    period = df.ChoiceFilter(choices=SummaryPeriod.choices)
    date_from = df.DateFilter(field_name="ends_on", lookup_expr="gte", label="With days from this one on.")
    date_to = df.DateFilter(field_name="starts_on", lookup_expr="lte", label="With days up to this one.")

    class Meta:
        model = UserSummary
        fields: tuple[str, ...] = ()
