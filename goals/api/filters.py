"""What lists of this app can be narrowed by."""

from typing import Any

import django_filters as df
from django.db.models import Q
from django_filters.rest_framework import FilterSet

from config.api.filters import DayFilter, InstantFilter, Ordering, SwitchFilter
from goals.history import entities, lines_about
from goals.models import Change, Contribution, Goal, Pause
from goals.models.change import ACTIONS
from goals.models.choices import GoalType, Pattern, Sentiment, Source, Specificity, Status, ValueCategory


class GoalFilters(FilterSet):
    """Archived goals are listed only when `status` names them."""

    status = df.MultipleChoiceFilter(choices=Status.choices, label="Repeat it for several; archived only when named.")
    pattern = df.MultipleChoiceFilter(choices=Pattern.choices, label="Repeat it for several.")
    goal_type = df.ChoiceFilter(choices=GoalType.choices)
    category = df.CharFilter(lookup_expr="iexact")
    value_category = df.ChoiceFilter(choices=ValueCategory.choices)
    specificity = df.ChoiceFilter(choices=Specificity.choices)
    progress_sentiment = df.ChoiceFilter(choices=Sentiment.choices)
    target_date_from = DayFilter(field_name="target_date", lookup_expr="gte")
    target_date_to = DayFilter(field_name="target_date", lookup_expr="lte")
    updated_since = InstantFilter(field_name="updated_at", lookup_expr="gte")
    search = df.CharFilter(method="matching", label="Words in title, description, reason or category.")
    ordering = Ordering(
        ["created_at", "updated_at", "title", "target_date", "progress_percent", "last_check_in_at", "sort_order"]
    )

    class Meta:
        model = Goal
        fields: tuple[str, ...] = ()

    @property
    def qs(self) -> Any:
        rows: Any = super().qs
        return rows if self.form.cleaned_data.get("status") else rows.listed()

    def matching(self, rows: Any, name: str, words: str) -> Any:
        for word in words.split()[:8]:
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(description__icontains=word)
                | Q(why_it_matters__icontains=word)
                | Q(category__icontains=word)
            )
        return rows


class PauseFilters(FilterSet):
    goal = df.UUIDFilter()
    everything = SwitchFilter(field_name="goal", lookup_expr="isnull", label="Only pauses of all goals, or none.")
    date_from = DayFilter(method="ending_from", label="Pauses that reach this day or go beyond it.")
    date_to = DayFilter(field_name="starts_on", lookup_expr="lte", label="Pauses that begin by this day.")

    class Meta:
        model = Pause
        fields: tuple[str, ...] = ()

    def ending_from(self, rows: Any, name: str, day: Any) -> Any:
        return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class ContributionFilters(FilterSet):
    date_from = DayFilter(field_name="occurred_on", lookup_expr="gte")
    date_to = DayFilter(field_name="occurred_on", lookup_expr="lte")

    class Meta:
        model = Contribution
        fields: tuple[str, ...] = ()


class ChangeFilters(FilterSet):
    entity = df.ChoiceFilter(choices=[(word, word) for word in entities()])
    entity_id = df.UUIDFilter()
    action = df.ChoiceFilter(choices=[(word, word) for word in ACTIONS])
    source = df.ChoiceFilter(choices=Source.choices)
    goal = df.UUIDFilter(method="about_goal", label="Only what is about this goal and what belongs to it.")
    after = df.NumberFilter(field_name="seq", lookup_expr="gt", label="Only what came after this seq.")

    class Meta:
        model = Change
        fields: tuple[str, ...] = ()

    def about_goal(self, rows: Any, name: str, pk: Any) -> Any:
        owner: Any = self.request and self.request.user
        goal = Goal.objects.filter(pk=pk, owner=owner).first()
        return rows.none() if goal is None else rows & lines_about(goal)
