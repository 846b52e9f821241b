"""The person's budgets and debts."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goals import actions
from goals.forms.feeds import BudgetForm, DebtForm
from goals.models import Budget, Debt
from goals.views.feeds import feed_page, step
from goals.views.frame import PageRequest, actor, saved, see_other, signed_in


@signed_in
@require_safe
def money(request: PageRequest) -> HttpResponse:
    context = {"budgets": Budget.objects.for_owner(request.user), "debts": Debt.objects.for_owner(request.user)}
    return render(request, "goals/money.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def budget_new(request: PageRequest) -> HttpResponse:
    form = BudgetForm(request.POST or None)
    if saved(form, lambda: actions.create_budget(by=actor(request), owner=request.user, **form.cleaned_data)):
        return _back()
    return feed_page(request, form, _("New budget"), reverse("money"), _("Money"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    budget = get_object_or_404(Budget.objects.for_owner(request.user), pk=pk)
    form = BudgetForm(request.POST or None, instance=budget)
    if saved(form, lambda: actions.update_budget(by=actor(request), budget=budget, **form.cleaned_data)):
        return _back()
    return feed_page(request, form, _("Budget"), reverse("money"), _("Money"))


@signed_in
@require_POST
def budget_delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    budget = get_object_or_404(Budget.objects.for_owner(request.user), pk=pk)
    step(request, lambda: actions.delete_budget(by=actor(request), budget=budget))
    return _back()


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def debt_new(request: PageRequest) -> HttpResponse:
    form = DebtForm(request.POST or None)
    if saved(form, lambda: actions.create_debt(by=actor(request), owner=request.user, **form.values())):
        return _back()
    return feed_page(request, form, _("New debt"), reverse("money"), _("Money"))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def debt_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    debt = get_object_or_404(Debt.objects.for_owner(request.user), pk=pk)
    form = DebtForm(request.POST or None, instance=debt)
    if saved(form, lambda: actions.update_debt(by=actor(request), debt=debt, **form.values())):
        return _back()
    return feed_page(request, form, _("Debt"), reverse("money"), _("Money"))


@signed_in
@require_POST
def debt_delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    debt = get_object_or_404(Debt.objects.for_owner(request.user), pk=pk)
    step(request, lambda: actions.delete_debt(by=actor(request), debt=debt))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("money"))
