"""The library of templates: every one starts, what the person chose instead moves the rest along, staff keep theirs."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from checkins.facts import facts_of
from checkins.standing import figures_of
from checkins.units import State, units_of
from config.refusals import Forbidden, Invalid
from goals import template_library
from goals.actions import (
    create_template,
    delete_template,
    restore_template,
    start_template,
    update_goal,
    update_template,
)
from goals.actions.goals import QuotaExceeded
from goals.actions.templates import TemplateShipped, check_template
from goals.journal import SYSTEM
from goals.metrics import InvalidTarget
from goals.models import Change, Goal, GoalTemplate, User
from goals.models.choices import Pattern, Source, ValueCategory
from goals.wording import with_unit
from tests.factories import CheckInFactory, TemplateFactory, UserFactory, acting

pytestmark = pytest.mark.django_db
LIBRARY = {values["slug"]: values for values in template_library.read()}
START = dt.date(2026, 3, 2)


def staff() -> Any:
    return acting(UserFactory.create(is_staff=True), Source.ADMIN)


def start(template: GoalTemplate, owner: User | None = None, **overrides: Any) -> Goal:
    owner = owner or UserFactory.create()
    goal = start_template(by=acting(owner), owner=owner, template=template, **{"start_date": START, **overrides})
    return Goal.objects.with_parts().get(pk=goal.pk)


@pytest.fixture
def library() -> None:
    template_library.load(GoalTemplate)


def shipped(slug: str) -> GoalTemplate:
    return GoalTemplate.objects.get(slug=slug)


def test_library_covers_every_pattern_in_every_value_category() -> None:
    assert len(LIBRARY) >= 24
    found = {(values["pattern"], values["value_category"]) for values in LIBRARY.values()}
    assert found == {(pattern, category) for pattern in Pattern.values for category in ValueCategory.values}


@pytest.mark.parametrize("slug", LIBRARY)
def test_shipped_template_starts_as_a_valid_goal_with_figures(library: None, slug: str) -> None:
    template = shipped(slug)
    check_template(template)
    goal = start(template, start_date=None)
    today = goal.owner.today()
    assert (goal.title, goal.pattern, goal.value_category) == (
        template.title,
        template.pattern,
        template.value_category,
    )
    assert (goal.status, goal.start_date, goal.stats["as_of"]) == ("active", today, today.isoformat())
    assert len(goal.milestones.all()) == len(template.milestones) == goal.stats["milestones_total"]
    assert len(goal.intentions.all()) == len(template.intentions) >= 1
    assert Change.objects.filter(owner=goal.owner, entity="goal", action="created").count() == 1


@pytest.mark.parametrize("slug", LIBRARY)
def test_shipped_template_says_why_how_small_and_what_after_a_miss(slug: str) -> None:
    values = LIBRARY[slug]
    goal = values["goal"]
    assert all(goal[name] for name in ("why_prompt", "small_version", "recovery_plan"))
    assert goal["why_prompt"].endswith("?")
    assert 2 <= len(values["evidence"].splitlines()) <= 4
    assert values["summary"].endswith(".")


@pytest.mark.parametrize("slug", LIBRARY)
def test_sentence_of_a_shipped_template_tells_its_terms(slug: str) -> None:
    values = LIBRARY[slug]
    goal = Goal(**{name: value for name, value in values["goal"].items() if name not in ("days", "why_prompt")})
    told = values["summary"]
    if goal.target_value is not None:
        amount = with_unit(Decimal(goal.target_value), goal) if goal.currency else f"{goal.target_value:,}"
        assert amount in told
    if goal.times_per_period > 1:
        assert str(goal.times_per_period) in told
    if goal.every_n_days:
        assert str(goal.every_n_days) in told
    misses = {1: "One miss", 2: "Two misses", 3: "Three misses", 4: "Four misses"}
    if goal.reserve_per_month:
        assert misses[goal.reserve_per_month] in told


@pytest.mark.parametrize("slug", [slug for slug, values in LIBRARY.items() if values["milestones"]])
def test_milestones_of_a_shipped_template_lead_to_its_end(library: None, slug: str) -> None:
    goal = start(shipped(slug))
    milestones = list(goal.milestones.all())
    dates = [milestone.target_date for milestone in milestones]
    assert dates == sorted(dates, key=lambda day: day or START)
    assert dates[-1] == goal.target_date == START + dt.timedelta(days=LIBRARY[slug]["goal"]["days"])
    if goal.pattern == Pattern.TARGET:
        assert milestones[-1].target_value == goal.target_value
    else:
        shares = [milestone.share or 0 for milestone in milestones]
        assert (shares, shares[-1]) == (sorted(shares), 100)


def test_overrides_hold_over_the_template(library: None) -> None:
    goal = start(shipped("daily-walk"), title="Walk the dog", target_value=Decimal(45), reserve_per_month=0)
    assert (goal.title, goal.target_value, goal.reserve_per_month, goal.unit) == ("Walk the dog", 45, 0, "minutes")


def test_another_date_keeps_the_milestones_on_their_share_of_the_way(library: None) -> None:
    goal = start(shipped("first-five-kilometres"), target_date=START + dt.timedelta(days=35))
    days = [(milestone.target_date - START).days for milestone in goal.milestones.all() if milestone.target_date]
    assert days == [10, 21, 28, 35]


def test_another_target_keeps_the_milestones_on_their_share_of_the_way(library: None) -> None:
    goal = start(shipped("emergency-fund"), target_value=Decimal(5000))
    assert [milestone.target_value for milestone in goal.milestones.all()] == [500, 1250, 2500, 5000]
    goal = start(shipped("first-five-kilometres"), baseline_value=Decimal("2.5"))
    assert [milestone.target_value for milestone in goal.milestones.all()] == [
        Decimal("3.125"), Decimal("3.75"), Decimal("4.375"), 5
    ]  # fmt: skip


def test_milestones_and_plans_that_are_given_replace_the_templates(library: None) -> None:
    goal = start(shipped("pass-an-exam"), milestones=[{"title": "Learn"}], intentions=[])
    assert [milestone.title for milestone in goal.milestones.all()] == ["Learn"]
    assert list(goal.intentions.all()) == []


@pytest.mark.parametrize(
    ("overrides", "field", "refusal"),
    [
        ({"pattern": "limit"}, "pattern", Invalid),
        ({"colour": "red"}, "colour", Invalid),
        ({"target_value": Decimal(0)}, "target_value", InvalidTarget),
        ({"start_date": dt.date(9999, 12, 31)}, "start_date", Invalid),
    ],
)
def test_override_that_makes_no_sense_names_its_field(
    library: None, overrides: dict[str, Any], field: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        start(shipped("read-more-books"), **overrides)
    assert list(refused.value.fields) == [field]  # type: ignore[attr-defined]
    assert not Goal.objects.exists()


def judged(goal: Goal) -> list[tuple[dt.date, State]]:
    """The units of a goal as its figures have them."""
    return [(unit.last, unit.state) for unit in figures_of([Goal.objects.get(pk=goal.pk)])[goal.pk].units]


def test_terms_that_change_a_week_after_the_start_leave_the_week_as_it_was(library: None) -> None:
    owner = UserFactory.create()
    with time_machine.travel(dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC), tick=False) as clock:
        goal = start(shipped("daily-walk"), owner)
        for back, minutes in ((0, 30), (1, 10), (2, 45)):
            clock.move_to(dt.datetime(2026, 3, 2 + back, 12, tzinfo=dt.UTC))
            CheckInFactory.create(goal=goal, value_recorded=minutes)
        clock.move_to(dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC))
        before = judged(goal)
        goal = update_goal(by=acting(owner), goal=goal, target_value=60)
        after = judged(goal)
        facts = facts_of([goal])[goal.pk]
        needs = [unit.need for unit in units_of(facts.schedule, facts.records, owner.today())]
    assert len(before) == len(after) == 8
    assert after[:7] == before[:7]
    kept, covered = State.SUCCESS, State.NEUTRAL  # by the reserve of the template
    assert [state for _, state in before] == [kept, covered, kept, covered, covered, *[State.MISS] * 2, State.PENDING]
    assert needs == [30] * 7 + [60]
    held = goal.past_terms.get()
    assert (held.valid_through, held.target_value) == (dt.date(2026, 3, 8), 30)


def test_starting_counts_against_the_quota(library: None, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    owner = UserFactory.create()
    start(shipped("meditate"), owner)
    with pytest.raises(QuotaExceeded):
        start(shipped("daily-walk"), owner)


def test_staff_make_change_and_delete_their_own_and_their_journal_says_so() -> None:
    by = staff()
    template = create_template(by=by, **TemplateFactory.values(slug="sing"))
    update_template(by=by, template=template, goal={"period": "week"})
    delete_template(by=by, template=template)
    lines = Change.objects.filter(owner=by.user, entity="goal_template").order_by("seq")
    assert list(lines.values_list("action", "entity_id")) == [
        ("created", template.pk), ("updated", template.pk), ("deleted", template.pk)
    ]  # fmt: skip
    assert lines[1].fields == {"goal": [{"times_per_period": 2}, {"period": "week"}]}
    assert not GoalTemplate.objects.filter(slug="sing").exists()


def test_nobody_else_touches_templates() -> None:
    template = TemplateFactory.create()
    people = UserFactory.create(), UserFactory.create(is_staff=True), UserFactory.create(is_staff=True, is_active=False)
    ways = Source.ADMIN, Source.API, Source.ADMIN
    for by in (*(acting(user, source) for user, source in zip(people, ways, strict=True)), SYSTEM):
        with pytest.raises(Forbidden):
            update_template(by=by, template=template, title="Mine")
        with pytest.raises(Forbidden):
            delete_template(by=by, template=template)
        with pytest.raises(Forbidden):
            create_template(by=by, **TemplateFactory.values())


@pytest.mark.parametrize(
    ("values", "column", "sentence"),
    [
        ({"goal": {"targt_value": 1}}, "goal", "targt_value: A template cannot set this. It can set: "),
        ({"goal": {"target_value": "many"}}, "goal", "target_value: “many” value must be a decimal number."),
        ({"goal": {"weekdays": [1], "every_n_days": 3}}, "goal", "every_n_days: Choose weekdays or every N days"),
        ({"goal": {"days": 0}}, "goal", "days: Give a whole number from 1 to 3660."),
        ({"goal": {"why_prompt": "a\nb"}}, "goal", "why_prompt: Remove the invisible control characters"),
        ({"goal": {"currency": "EUR", "metric_type": "count"}}, "goal", "currency: Leave the currency empty"),
        ({"goal": []}, "goal", "Give an object."),
        ({"milestones": {"title": "One"}}, "milestones", "Give a list of objects."),
        ({"milestones": [{"title": "One"}, {"days": 3}]}, "milestones", "2. title: This field cannot be blank."),
        ({"milestones": [{"title": "One", "days": "soon"}]}, "milestones", "1. days: Give a whole number"),
        ({"milestones": [{"title": "One", "share": 101}]}, "milestones", "1. share: Ensure this value is less than"),
        ({"milestones": [{"title": "One"}] * 51}, "milestones", "Give at most 50."),
        ({"intentions": [{"action": "sing"}]}, "intentions", "1. trigger_condition: This field cannot be blank."),
        ({"summary": " "}, "summary", "Write the sentence that the gallery shows."),
        ({"slug": "taken"}, "slug", "Another template has this name."),
        ({"pattern": "spiral"}, "pattern", "Value 'spiral' is not a valid choice."),
    ],
)
def test_template_that_could_not_be_started_is_refused_with_a_sentence(
    values: dict[str, Any], column: str, sentence: str
) -> None:
    TemplateFactory.create(slug="taken")
    with pytest.raises(Invalid) as refused:
        create_template(by=staff(), **TemplateFactory.values(**values))
    assert list(refused.value.fields) == [column]
    assert refused.value.fields[column][0].startswith(sentence)
    assert GoalTemplate.objects.filter(is_shipped=False).count() == 1


def test_loading_again_changes_nothing(library: None) -> None:
    before = list(GoalTemplate.objects.values())
    loaded = template_library.load(GoalTemplate)
    assert (loaded.added, loaded.refreshed, loaded.withdrawn) == ([], [], [])
    assert list(GoalTemplate.objects.values()) == before


def test_upgrade_refreshes_what_nobody_edited_and_keeps_what_staff_did(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = staff()
    update_template(by=by, template=shipped("meditate"), title="Sit still")
    update_template(by=by, template=shipped("daily-walk"), is_offered=False, sort_order=7)
    TemplateFactory.create(slug="walk-backwards", title="Ours")
    next_library = [{**values, "title": f"{values['title']}, revised", "sort_order": 0} for values in LIBRARY.values()]
    newcomers = [{**LIBRARY["call-family"], "slug": slug} for slug in ("walk-backwards", "walk-on-hands")]
    gone = {"see-a-friend"}
    revised = [values for values in next_library if values["slug"] not in gone]
    monkeypatch.setattr(template_library, "read", lambda: [*revised, *newcomers])

    loaded = template_library.load(GoalTemplate)

    assert (loaded.added, sorted(loaded.kept), loaded.withdrawn) == (
        ["walk-on-hands"], ["meditate", "walk-backwards"], ["see-a-friend"]
    )  # fmt: skip
    assert shipped("meditate").title == "Sit still"
    assert shipped("walk-backwards").title == "Ours"
    walk = shipped("daily-walk")
    assert (walk.title, walk.is_offered, walk.sort_order) == ("Walk every day, revised", False, 7)


def test_template_that_left_the_library_stays_when_staff_had_edited_it(
    library: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    update_template(by=staff(), template=shipped("meditate"), title="Sit still")
    monkeypatch.setattr(template_library, "read", list)
    template_library.load(GoalTemplate)
    assert list(GoalTemplate.objects.values_list("slug", "is_shipped")) == [("meditate", False)]


def test_shipped_template_keeps_its_name_and_is_not_deleted_but_can_be_had_back(library: None) -> None:
    by, template = staff(), shipped("meditate")
    with pytest.raises(Invalid) as refused:
        update_template(by=by, template=template, slug="sit")
    assert list(refused.value.fields) == ["slug"]
    with pytest.raises(TemplateShipped):
        delete_template(by=by, template=template)
    update_template(by=by, template=template, title="Sit still", is_offered=False)
    template = restore_template(by=by, template=template)
    assert (template.title, template.is_edited, template.is_offered) == ("Meditate every day", False, False)


def test_command_says_what_it_did(library: None, capsys: pytest.CaptureFixture[str]) -> None:
    shipped("meditate").delete()
    call_command("load_templates")
    assert capsys.readouterr().out.splitlines() == ["added: 1 meditate", "refreshed: 0", "kept: 0", "withdrawn: 0"]
