"""How tasks, habit links and money are read and written, with an example of each."""

from typing import Any, ClassVar

from rest_framework import serializers

from config.api.serializers import Line, Strict, StrictModel
from goals.api import examples
from goals.api.serializers import ROW
from goals.models import Budget, Contribution, Debt, HabitLink, Task
from goals.models.task import HEAVIEST

BUDGET = {
    "id": "0197c1a0-7a10-7d02-8a5e-3b0d5a1c9e33",
    "title": "Groceries",
    "currency": "EUR",
    "amount": 400,
    "period": "month",
    **examples.TIMES,
}
DEBT = {
    "id": "0197c1a0-7a10-7d02-8a5e-3b0d5a1c9e34",
    "title": "Student loan",
    "currency": "EUR",
    "principal": 9000,
    "balance": 6400,
    "due_date": None,
    **examples.TIMES,
}
CONTRIBUTION = {
    "id": "0197c1a0-7a10-7d02-8a5e-3b0d5a1c9e35",
    "goal": examples.GOAL["id"],
    "debt": None,
    "amount": 150,
    "currency": "EUR",
    "occurred_on": "2025-11-18",
    "note": None,
    "external_reference": "bank-2025-11-18-1",
    **examples.TIMES,
}


class TaskSerializer(StrictModel):
    milestone: Any = serializers.UUIDField(
        source="milestone_id", required=False, allow_null=True, help_text="One of the goal's milestones."
    )

    class Meta:
        model = Task
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "goal",
            "milestone",
            "title",
            "due_date",
            "done_at",
            "focus_minutes",
            "weight",
            "sort_order",
            *ROW,
        )


class HabitLinkSerializer(StrictModel):
    habit: Any = serializers.PrimaryKeyRelatedField(read_only=True)

    class Meta:
        model = HabitLink
        fields: ClassVar[tuple[str, ...]] = ("id", "goal", "habit", "weight", *ROW)
        validators: ClassVar[list[Any]] = []


class HabitLinkCreateSerializer(Strict):
    habit = serializers.UUIDField(help_text="One of your recurring, streak or limit goals.")
    weight = serializers.IntegerField(required=False, min_value=1, max_value=HEAVIEST)


class BudgetSerializer(StrictModel):
    class Meta:
        model = Budget
        fields: ClassVar[tuple[str, ...]] = ("id", "title", "currency", "amount", "period", *ROW)


class DebtSerializer(StrictModel):
    balance = serializers.DecimalField(
        max_digits=20, decimal_places=4, required=False, help_text="The principal when absent."
    )

    class Meta:
        model = Debt
        fields: ClassVar[tuple[str, ...]] = ("id", "title", "currency", "principal", "balance", "due_date", *ROW)


class ContributionSerializer(StrictModel):
    currency = Line(max_length=3, required=False, help_text="The goal's own when absent; another one is refused.")
    occurred_on = serializers.DateField(required=False, help_text="Today when absent.")
    debt: Any = serializers.PrimaryKeyRelatedField(
        read_only=True, allow_null=True, help_text="The debt whose balance it lowered, if any."
    )

    class Meta:
        model = Contribution
        fields: ClassVar[tuple[str, ...]] = (
            "id",
            "goal",
            "debt",
            "amount",
            "currency",
            "occurred_on",
            "note",
            "external_reference",
            *ROW,
        )
        validators: ClassVar[list[Any]] = []
