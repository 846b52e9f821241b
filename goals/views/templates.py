"""The gallery of templates, one template, and the new goal that it fills in."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from config.refusals import Refusal
from goals import actions
from goals.actions.goals import draft_goal
from goals.forms import GOAL_FORMS, GoalForm, MilestoneRows, typed_rows
from goals.models import Goal, GoalTemplate
from goals.models.choices import Pattern, ValueCategory
from goals.template_plan import WHY_PROMPT, Plan, plan_of
from goals.views.frame import PageRequest, actor, complain, in_words, page, say, see_other, signed_in
from goals.wording import with_unit

PAGE_SIZE = 48


class TemplateFilter(forms.Form):
    """The gallery's query; a value that makes no sense filters nothing."""

    pattern = forms.ChoiceField(choices=Pattern.choices, required=False)
    value_category = forms.ChoiceField(choices=ValueCategory.choices, required=False)
    q = forms.CharField(max_length=200, required=False)

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


@signed_in
@require_safe
def template_list(request: PageRequest) -> HttpResponse:
    chosen = TemplateFilter(request.GET).chosen()
    exact = {name: chosen[name] for name in ("pattern", "value_category") if chosen[name]}
    found = GoalTemplate.objects.offered().filter(**exact).matching(chosen["q"])
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "patterns": Pattern.choices,
        "categories": ValueCategory.choices,
    }
    return render(request, "goals/template_list.html", context)


@signed_in
@require_safe
def template_detail(request: PageRequest, slug: str) -> HttpResponse:
    template = _offered(slug)
    words = [
        (_("A question to begin with"), template.goal.get(WHY_PROMPT)),
        (_("How you will know"), template.goal.get("success_criteria")),
        (_("The two-minute version"), template.goal.get("small_version")),
        (_("After a miss"), template.goal.get("recovery_plan")),
    ]
    context = {
        "template": template,
        "milestones": [{**given, "amount": _amount(given, template)} for given in template.milestones],
        "words": [(label, text) for label, text in words if text],
    }
    return render(request, "goals/template_detail.html", context)


def _offered(slug: str) -> GoalTemplate:
    return get_object_or_404(GoalTemplate.objects.offered(), slug=slug)


def _amount(milestone: dict[str, Any], template: GoalTemplate) -> str:
    value = milestone.get("target_value")
    measure = Goal(unit=template.goal.get("unit"), currency=template.goal.get("currency"))
    return "" if value is None else with_unit(Decimal(str(value)), measure)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def template_use(request: PageRequest, slug: str) -> HttpResponse:
    """The form of a new goal with the template's values; nothing is stored before it is sent."""
    template, today = _offered(slug), request.user.today()
    plan = plan_of(template, today, {})
    try:
        goal = draft_goal(request.user, Pattern(template.pattern), today, plan.fields)
    except Refusal as refusal:
        complain(request, in_words(refusal))
        return redirect("template-list")
    form, rows = _forms(request, template, plan, goal)
    ready = form.is_bound and form.is_valid() and (rows is None or rows.is_valid())
    if ready and (started := _start(request, template, form, rows)):
        say(request, _("%(title)s is created.") % {"title": started.title})
        return see_other(reverse("goal-detail", args=[started.pk]))
    along = {
        "milestones": plan.milestones if rows is None else [],
        "intentions": plan.intentions[1:],
        "recovery_plan": goal.recovery_plan,
    }
    context = {"form": form, "rows": rows, "pattern": template.pattern, "template": template, "along": along}
    return page(request, "goals/goal_form.html", context)


def _forms(request: PageRequest, template: GoalTemplate, plan: Plan, goal: Goal) -> tuple[GoalForm, Any]:
    """The goal's form and, for milestones, its rows. The template's first plan stands in the form itself."""
    kind, adding, rows = GOAL_FORMS[template.pattern], "add_row" in request.POST, None
    if template.pattern == Pattern.MILESTONE:
        if adding:
            rows = typed_rows(request.POST)
        else:
            sent = request.method == "POST"
            rows = MilestoneRows(
                request.POST if sent else None, initial=None if sent else plan.milestones, prefix="rows"
            )
    first = plan.intentions[0] if plan.intentions else {}
    initial = {"plan_if": first.get("trigger_condition"), "plan_then": first.get("action")}
    if adding:
        form = kind(initial=request.POST.dict(), instance=goal, prefilled=True)
    else:
        form = kind(request.POST or None, initial=initial, instance=goal, prefilled=True)
    if prompt := template.goal.get(WHY_PROMPT):
        form.fields["why_it_matters"].help_text = prompt
    return form, rows


def _start(request: PageRequest, template: GoalTemplate, form: GoalForm, rows: Any) -> Goal | None:
    values = form.values()
    first, *others = template.intentions or [{}]
    values["intentions"] = [{**first, **plan} for plan in values.get("intentions", ())] + others
    if rows is not None:
        typed = [row.cleaned_data for row in rows if row.cleaned_data.get("title")]
        values["milestones"] = _with_shares(template, typed)
    try:
        return actions.start_template(by=actor(request), owner=request.user, template=template, **values)
    except Refusal as refusal:
        form.refuse(refusal)
        return None


def _with_shares(template: GoalTemplate, typed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The typed milestones; with the template's shares as long as they are its own, in its order."""
    if [row["title"] for row in typed] != [given["title"] for given in template.milestones]:
        return typed
    pairs = zip(typed, template.milestones, strict=True)
    return [
        {**row, **{name: given[name] for name in ("share", "description") if name in given}} for row, given in pairs
    ]
