"""Budgets, debts, and contributions to goals."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from config.api.views import written
from goals import actions
from goals.api.feeds import (
    BUDGET,
    CONTRIBUTION,
    DEBT,
    BudgetSerializer,
    ContributionSerializer,
    DebtSerializer,
)
from goals.api.filters import ContributionFilters
from goals.api.frame import OwnedFrame
from goals.models import Budget, Contribution, Debt

_CHANGES = ("NOT_FOUND", "GOAL_NOT_EDITABLE", "OTHER_CURRENCY")


class BudgetViews(OwnedFrame):
    serializer_class = BudgetSerializer
    queryset = Budget.objects.none()

    def budget(self, pk: uuid.UUID | None) -> Budget:
        found: Budget = self.row(Budget.objects, pk)
        return found

    @operation("List your budgets", "Newest first.", got=BUDGET)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Budget.objects.for_owner(self.person))
        return self.get_paginated_response(BudgetSerializer(rows, many=True).data)

    @operation(
        "Create a budget",
        "An amount that may be spent in each period.",
        request=BudgetSerializer,
        responses={201: BudgetSerializer},
        sent={"title": "Groceries", "currency": "EUR", "amount": 400, "period": "month"},
        got=BUDGET,
    )
    def create(self, request: Any) -> Response:
        budget = actions.create_budget(by=self.by, owner=self.person, **self.body(BudgetSerializer))
        return written(BudgetSerializer, budget, status=201)

    @operation("Read a budget", "As the list shows it.", codes=("NOT_FOUND",), got=BUDGET)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(BudgetSerializer, self.budget(pk))

    @operation(
        "Change a budget",
        "Its currency stays while goals use it.",
        codes=("NOT_FOUND", "IN_USE"),
        request=BudgetSerializer,
        responses=BudgetSerializer,
        sent={"amount": 380},
        got={**BUDGET, "amount": 380},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        budget = self.budget(pk)
        changes = self.body(BudgetSerializer, partial=True)
        with self.as_read(budget):
            budget = actions.update_budget(by=self.by, budget=budget, **changes)
        return self.told(BudgetSerializer, budget)

    @operation("Delete a budget", "Goals that used it go on without.", codes=("NOT_FOUND",), responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_budget(by=self.by, budget=self.budget(pk))
        return Response(status=204)


class DebtViews(OwnedFrame):
    serializer_class = DebtSerializer
    queryset = Debt.objects.none()

    def debt(self, pk: uuid.UUID | None) -> Debt:
        found: Debt = self.row(Debt.objects, pk)
        return found

    @operation("List your debts", "Newest first.", got=DEBT)
    @conditional
    def list(self, request: Any) -> Response:
        rows = self.page_rows(Debt.objects.for_owner(self.person))
        return self.get_paginated_response(DebtSerializer(rows, many=True).data)

    @operation(
        "Create a debt",
        "What is owed; contributions to a goal that pays it off lower its balance.",
        request=DebtSerializer,
        responses={201: DebtSerializer},
        sent={"title": "Student loan", "currency": "EUR", "principal": 9000, "balance": 6400},
        got=DEBT,
    )
    def create(self, request: Any) -> Response:
        debt = actions.create_debt(by=self.by, owner=self.person, **self.body(DebtSerializer))
        return written(DebtSerializer, debt, status=201)

    @operation("Read a debt", "As the list shows it.", codes=("NOT_FOUND",), got=DEBT)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(DebtSerializer, self.debt(pk))

    @operation(
        "Change a debt",
        "Its currency stays while goals pay it off, and once contributions have.",
        codes=("NOT_FOUND", "IN_USE"),
        request=DebtSerializer,
        responses=DebtSerializer,
        sent={"balance": 6100},
        got={**DEBT, "balance": 6100},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        debt = self.debt(pk)
        changes = self.body(DebtSerializer, partial=True)
        with self.as_read(debt):
            debt = actions.update_debt(by=self.by, debt=debt, **changes)
        return self.told(DebtSerializer, debt)

    @operation("Delete a debt", "Goals that paid it off go on without.", codes=("NOT_FOUND",), responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.delete_debt(by=self.by, debt=self.debt(pk))
        return Response(status=204)


class GoalContributionViews(OwnedFrame):
    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()
    filterset_class = ContributionFilters

    @operation("List a goal's contributions", "Newest first.", codes=("GOAL_NOT_FOUND",), got=CONTRIBUTION)
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).contributions.all())
        return self.get_paginated_response(ContributionSerializer(rows, many=True).data)

    @operation(
        "Contribute to a goal",
        "Puts an amount toward a target goal, or takes it out again (negative). The same `external_reference` again "
        "answers 200 and the stored contribution. With the mode pay_off the amount lowers the goal's `debt`, which the "
        "contribution names from then on, whatever the goal pays off later.",
        codes=("GOAL_NOT_FOUND", "GOAL_NOT_EDITABLE", "OTHER_CURRENCY"),
        request=ContributionSerializer,
        responses={201: ContributionSerializer, 200: ContributionSerializer},
        sent={"amount": 150, "external_reference": "bank-2025-11-18-1"},
        got=CONTRIBUTION,
    )
    def create(self, request: Any, pk: uuid.UUID | None) -> Response:
        goal = self.goal(pk)
        fields = self.body(ContributionSerializer)
        named = Contribution.objects.for_owner(self.person).filter(external_reference=fields.get("external_reference"))
        repeated = bool(fields.get("external_reference")) and named.exists()
        contribution = actions.contribute(by=self.by, goal=goal, **fields)
        return written(ContributionSerializer, contribution, status=200 if repeated else 201)


class ContributionViews(OwnedFrame):
    serializer_class = ContributionSerializer
    queryset = Contribution.objects.none()

    def contribution(self, pk: uuid.UUID | None) -> Contribution:
        found: Contribution = self.row(Contribution.objects, pk)
        return found

    @operation("Read a contribution", "As its goal shows it.", codes=("NOT_FOUND",), got=CONTRIBUTION)
    @conditional
    def retrieve(self, request: Any, pk: uuid.UUID | None) -> Response:
        return self.told(ContributionSerializer, self.contribution(pk))

    @operation(
        "Correct a contribution",
        "Progress and the `debt` that it lowered follow. Its `external_reference` stays.",
        codes=_CHANGES,
        request=ContributionSerializer,
        responses=ContributionSerializer,
        sent={"amount": 120},
        got={**CONTRIBUTION, "amount": 120},
    )
    def partial_update(self, request: Any, pk: uuid.UUID | None) -> Response:
        contribution = self.contribution(pk)
        changes = self.body(ContributionSerializer, partial=True)
        if changes.get("external_reference") == contribution.external_reference:
            changes.pop("external_reference", None)
        with self.as_read(contribution):
            contribution = actions.correct_contribution(by=self.by, contribution=contribution, **changes)
        return self.told(ContributionSerializer, contribution)

    @operation("Withdraw a contribution", "As if it had never been.", codes=_CHANGES, responses={204: None})
    def destroy(self, request: Any, pk: uuid.UUID | None) -> Response:
        actions.withdraw_contribution(by=self.by, contribution=self.contribution(pk))
        return Response(status=204)
