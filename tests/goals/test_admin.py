"""Goals and their parts in the admin: written by actions, journalled under the staff member's name, never lost."""

import datetime as dt
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client
from knox.models import AuthToken

from config.refusals import Invalid
from goals.actions import archive_goal, complete_goal, create_token, update_goal
from goals.admin.frame import ActionAdmin
from goals.admin.goals import PARTS
from goals.models import Change, Goal, Intention, Milestone, PersonalToken, User
from tests.factories import GoalFactory, IntentionFactory, MilestoneFactory, UserFactory, acting
from tests.goals.admin_site import filled, lines_by, messages_on, page, sent, signed_in, staff_who_may, superuser

pytestmark = pytest.mark.django_db
OURS = [model for model in admin.site._registry if model._meta.app_label in ("goals", "checkins", "coaching")]


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def name_of(model: Any) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def added(client: Client, model: str, **values: Any) -> Any:
    return sent(client, page(model, "add"), **values)


def changed(client: Client, model: str, pk: Any, **values: Any) -> Any:
    return sent(client, page(model, "change", pk), **values)


def chosen(client: Client, model: str, action: str, *rows: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows]}
    return client.post(page(model), data, follow=True)


def test_every_model_of_ours_is_written_by_actions_only() -> None:
    names = {model.__name__ for model in OURS}
    assert names == {
        "Budget", "CalendarFeed", "Capture", "Change", "CheckIn", "Cheer", "Contribution", "Conversation", "Debt",
        "Delivery", "Goal", "GoalShare", "GoalTemplate", "HabitLink", "Insight", "Integration", "Intention", "Message",
        "Milestone", "PastTerms", "Pause", "PersonalToken", "Proposal", "Reminder", "ReminderSettings", "Task", "User",
        "UserSummary",
    }  # fmt: skip
    assert all(isinstance(admin.site.get_model_admin(model), ActionAdmin) for model in OURS)


def test_knoxs_own_page_for_tokens_is_not_there() -> None:
    assert not admin.site.is_registered(AuthToken)


@pytest.mark.parametrize("model", OURS, ids=name_of)
def test_list_is_for_staff_with_the_permission(model: Any) -> None:
    address = page(name_of(model))
    assert Client().get(address).status_code == 302
    assert signed_in(UserFactory()).get(address).status_code == 302
    assert signed_in(staff_who_may()).get(address).status_code == 403
    assert signed_in(staff_who_may(f"view_{model._meta.model_name}")).get(address).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=name_of)
def test_list_can_be_searched(client: Client, model: Any) -> None:
    GoalFactory()
    assert client.get(page(name_of(model)), {"q": "person"}).status_code == 200
    assert client.get(page(name_of(model)), {"q": "01890a5d-ac96-774b-bcce-b302099a8057"}).status_code == 200


def test_creating_a_goal_is_the_staff_members_doing(client: Client, staff: User) -> None:
    ada = UserFactory()
    answer = added(client, "goals_goal", person=ada.pk, title=" Run ", weekdays=["0", "2"], category=" ")
    goal = Goal.objects.get()
    assert answer.redirect_chain[-1][0] == page("goals_goal")
    assert (goal.owner, goal.title, goal.weekdays, goal.category) == (ada, "Run", [0, 2], None)
    assert goal.start_date == staff.today()
    assert lines_by(staff)[0] == ("goal", "created", "admin")


def test_creating_a_goal_takes_milestones_and_plans_along(client: Client, staff: User) -> None:
    data = {"milestones-TOTAL_FORMS": 1, "milestones-0-title": "First", "milestones-0-sort_order": 3}
    plan = {"intentions-TOTAL_FORMS": 1, "intentions-0-trigger_condition": "If it rains", "intentions-0-action": "Go"}
    added(client, "goals_goal", person=UserFactory().pk, title="Move", pattern="milestone", **data, **plan)
    goal = Goal.objects.get()
    assert [(part.title, part.sort_order) for part in goal.milestones.all()] == [("First", 3)]
    assert [(part.trigger_condition, part.is_active) for part in goal.intentions.all()] == [("If it rains", False)]
    assert goal.stats["milestones_total"] == 1


def test_changing_a_goal_writes_what_differs(client: Client, staff: User) -> None:
    goal = GoalFactory(title="Run", target_value=5, unit="km", start_date=dt.date(2026, 1, 1))
    before = Change.objects.count()
    changed(client, "goals_goal", goal.pk, title="Run more", target_value="6")
    line = Change.objects.filter(actor_id=staff.pk).get(entity="goal", action="updated")
    assert line.fields == {"title": ["Run", "Run more"], "target_value": ["5", "6"]}
    assert (line.owner, line.source) == (goal.owner, "admin")
    assert [terms.target_value for terms in goal.past_terms.all()] == [5]
    goal.refresh_from_db()
    assert (goal.title, goal.revision) == ("Run more", line.version)
    assert Change.objects.count() > before


def test_amounts_at_hand_are_boxes_in_the_form(client: Client) -> None:
    goal = GoalFactory(quick_amounts=["0.5", "2"])
    changed(client, "goals_goal", goal.pk)
    assert not Change.objects.filter(entity_id=goal.pk, source="admin").exists()
    changed(client, "goals_goal", goal.pk, quick_amounts_2="10")
    goal.refresh_from_db()
    assert goal.quick_amounts == ["0.5", "2", "10"]


def test_sending_a_form_unchanged_writes_nothing(client: Client) -> None:
    goal = GoalFactory(target_value="2.5", weekdays=[1], category="body", metadata={"a": [1]})
    MilestoneFactory(goal=goal, target_value=3)
    IntentionFactory(goal=goal, reminder_weekdays=[0])
    before = Change.objects.count()
    answer = changed(client, "goals_goal", goal.pk)
    assert answer.redirect_chain != []
    assert Change.objects.count() == before


def test_django_keeps_no_log_beside_the_journal(client: Client) -> None:
    goal = GoalFactory()
    changed(client, "goals_goal", goal.pk, title="Other")
    client.post(page("goals_goal", "delete", goal.pk), {"post": "yes"})
    assert LogEntry.objects.count() == 0


def test_what_an_action_refuses_is_shown_and_nothing_typed_is_lost(client: Client) -> None:
    goal = GoalFactory(pattern="target", target_value=10)
    before = Change.objects.count()
    answer = changed(client, "goals_goal", goal.pk, title="New words", baseline_value="10")
    form = answer.context["adminform"].form
    assert answer.status_code == 200
    assert form.errors == {"target_value": ["Choose a target that differs from the starting value."]}
    assert form["title"].value() == "New words"
    assert Change.objects.count() == before


def test_quota_is_told_in_the_form(client: Client, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 1
    goal = GoalFactory()
    answer = added(client, "goals_goal", person=goal.owner.pk, title="One more")
    assert answer.context["adminform"].form.non_field_errors() == [
        "You already have 1 active goals. Complete, pause or archive one first."
    ]
    assert Goal.objects.count() == 1


def test_refused_part_takes_the_whole_form_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = GoalFactory(pattern="milestone", title="Move")
    part = MilestoneFactory(goal=goal)
    before = Change.objects.count()

    def refuse(**_arguments: Any) -> None:
        raise Invalid(fields={"share": ["Not today."]})

    monkeypatch.setitem(PARTS, Milestone, ("milestone", refuse, refuse, refuse))
    answer = changed(client, "goals_goal", goal.pk, title="Moved", **{"milestones-0-share": "50"})
    assert answer.context["adminform"].form.non_field_errors() == ["share: Not today."]
    assert answer.context["inline_admin_formsets"][0].formset.forms[0]["share"].value() == "50"
    part.refresh_from_db()
    assert (Goal.objects.get().title, part.share, Change.objects.count()) == ("Move", None, before)


def test_parts_are_changed_and_deleted_by_actions(client: Client, staff: User) -> None:
    goal = GoalFactory(pattern="milestone")
    kept, gone = MilestoneFactory(goal=goal), MilestoneFactory(goal=goal)
    plan = IntentionFactory(goal=goal)
    data = {"milestones-0-share": "40", "milestones-1-DELETE": "on", "intentions-0-action": "Walk"}
    changed(client, "goals_goal", goal.pk, **data)
    kept.refresh_from_db()
    plan.refresh_from_db()
    assert (kept.share, plan.action, list(goal.milestones.all())) == (40, "Walk", [kept])
    assert [line for line in lines_by(staff) if line[1] != "progressed"] == [
        ("milestone", "updated", "admin"),
        ("milestone", "deleted", "admin"),
        ("intention", "updated", "admin"),
    ]
    assert Milestone.objects.filter(pk=gone.pk).exists() is False


def test_new_part_that_is_deleted_at_once_is_nothing(client: Client) -> None:
    goal = GoalFactory(pattern="milestone")
    data = {"milestones-TOTAL_FORMS": 1, "milestones-0-title": "First", "milestones-0-DELETE": "on"}
    changed(client, "goals_goal", goal.pk, **data)
    assert Milestone.objects.count() == 0


@pytest.mark.parametrize(
    ("action", "before", "after"),
    [
        ("complete", "active", "completed"),
        ("pause", "active", "paused"),
        ("resume", "paused", "active"),
        ("abandon", "active", "abandoned"),
        ("reactivate", "completed", "active"),
        ("archive", "active", "archived"),
        ("restore", "archived", "active"),
    ],
)
def test_status_is_changed_from_the_list(client: Client, staff: User, action: str, before: str, after: str) -> None:
    goal = GoalFactory(status=before)
    answer = chosen(client, "goals_goal", action, goal)
    goal.refresh_from_db()
    assert goal.status == after
    assert messages_on(answer) == [f"{action.capitalize()}: 1."]
    assert {(entity, source) for entity, _action, source in lines_by(staff)} >= {("goal", "admin")}


def test_refused_transition_is_told_and_the_others_are_made(client: Client) -> None:
    done, active = GoalFactory(title="Done", status="completed"), GoalFactory(title="Active")
    answer = chosen(client, "goals_goal", "complete", done, active)
    active.refresh_from_db()
    assert active.status == "completed"
    assert messages_on(answer) == ["Done: This goal is already completed.", "Complete: 1."]


def test_list_offers_changes_of_status_only_to_those_who_may_change() -> None:
    goal = GoalFactory()
    chosen(signed_in(staff_who_may("view_goal")), "goals_goal", "complete", goal)
    goal.refresh_from_db()
    assert goal.status == "active"


def test_deleting_a_goal_archives_it_and_once_more_erases_it(client: Client, staff: User) -> None:
    goal = GoalFactory(title="Run")
    MilestoneFactory(goal=goal)
    address = page("goals_goal", "delete", goal.pk)
    assert "goes to the archive. Nothing is deleted" in client.get(address).content.decode()
    answer = client.post(address, {"post": "yes"}, follow=True)
    goal.refresh_from_db()
    assert goal.status == "archived"
    assert messages_on(answer) == ["“Run” is archived. Deleting it once more erases it."]
    confirmation = client.get(address)
    assert dict(confirmation.context["model_count"]) == {"goals": 1, "milestones": 1}
    client.post(address, {"post": "yes"})
    assert (Goal.objects.count(), Milestone.objects.count()) == (0, 0)
    assert lines_by(staff)[-1] == ("goal", "erased", "admin")


def test_list_does_not_offer_to_delete_many_goals(client: Client) -> None:
    goal = GoalFactory()
    chosen(client, "goals_goal", "delete_selected", goal)
    goal.refresh_from_db()
    assert goal.status == "active"


@pytest.mark.parametrize("close", [complete_goal, archive_goal])
def test_closed_goal_is_read_only(client: Client, close: Any) -> None:
    goal = GoalFactory(title="Run")
    MilestoneFactory(goal=goal, title="First")
    close(by=acting(goal.owner), goal=goal)
    before = Change.objects.count()
    data = {"title": "Changed", "milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 1, "milestones-0-title": "x"}
    client.post(page("goals_goal", "change", goal.pk), data)
    goal.refresh_from_db()
    assert (goal.title, goal.milestones.get().title, Change.objects.count()) == ("Run", "First", before)


def test_pattern_and_owner_stay(client: Client) -> None:
    goal = GoalFactory(pattern="limit", target_value=3)
    owner = goal.owner
    changed(client, "goals_goal", goal.pk, pattern="target", owner=UserFactory().pk, person=UserFactory().pk)
    goal.refresh_from_db()
    assert (goal.pattern, goal.owner) == ("limit", owner)


def test_goal_in_the_meantime_closed_is_told_in_the_form(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    goal = GoalFactory(title="Run")
    data = filled(client.get(page("goals_goal", "change", goal.pk))) | {"title": "Changed"}
    update = "goals.admin.goals.GoalAdmin.update"

    def closing(self: Any, by: Any, row: Goal, changes: dict[str, Any]) -> Goal:
        complete_goal(by=acting(row.owner), goal=row)
        return update_goal(by=by, goal=row, **changes)

    monkeypatch.setattr(update, closing)
    answer = client.post(page("goals_goal", "change", goal.pk), data)
    assert answer.context["adminform"].form.non_field_errors() == ["This goal is completed. Reactivate it first."]
    goal.refresh_from_db()
    assert (goal.title, goal.status) == ("Run", "active")


def test_milestone_is_made_changed_and_deleted_by_itself(client: Client, staff: User) -> None:
    goal = GoalFactory(pattern="milestone")
    added(client, "goals_milestone", whole=goal.pk, title="First")
    milestone = Milestone.objects.get()
    assert milestone.goal == goal
    changed(client, "goals_milestone", milestone.pk, title="One", whole=GoalFactory().pk)
    chosen(client, "goals_milestone", "complete", milestone)
    chosen(client, "goals_milestone", "reopen", milestone)
    client.post(page("goals_milestone", "delete", milestone.pk), {"post": "yes"})
    assert [action for entity, action, _source in lines_by(staff) if entity == "milestone"] == [
        "created", "updated", "completed", "reopened", "deleted",
    ]  # fmt: skip


def test_intention_is_made_changed_and_deleted_by_itself(client: Client, staff: User) -> None:
    goal = GoalFactory()
    plan = {"trigger_condition": "If it rains", "action": "Go", "reminder_weekdays": ["5"]}
    added(client, "goals_intention", whole=goal.pk, **plan)
    intention = Intention.objects.get()
    assert (intention.goal, intention.reminder_weekdays) == (goal, [5])
    changed(client, "goals_intention", intention.pk, action="Walk")
    chosen(client, "goals_intention", "toggle", intention)
    chosen(client, "goals_intention", "rehearse", intention)
    client.post(page("goals_intention", "delete", intention.pk), {"post": "yes"})
    assert [action for entity, action, _source in lines_by(staff) if entity == "intention"] == [
        "created", "updated", "toggled", "rehearsed", "deleted",
    ]  # fmt: skip


@pytest.mark.parametrize("part", [MilestoneFactory, IntentionFactory])
def test_deleting_a_part_of_a_closed_goal_is_refused_in_words(client: Client, part: Any) -> None:
    row = part()
    complete_goal(by=acting(row.owner), goal=row.goal)
    model = name_of(type(row))
    answer = client.post(page(model, "delete", row.pk), {"post": "yes"}, follow=True)
    assert messages_on(answer) == ["This goal is completed. Reactivate it first."]
    many = chosen(client, model, "delete_selected", row)
    assert many.status_code == 200
    data = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    assert messages_on(client.post(page(model), data, follow=True)) == ["This goal is completed. Reactivate it first."]
    assert type(row).objects.filter(pk=row.pk).exists()


def test_milestone_of_a_closed_goal_is_read_only(client: Client) -> None:
    milestone = MilestoneFactory(title="First")
    archive_goal(by=acting(milestone.owner), goal=milestone.goal)
    client.post(page("goals_milestone", "change", milestone.pk), {"title": "x", "sort_order": "0", "metadata": "{}"})
    milestone.refresh_from_db()
    assert milestone.title == "First"


@pytest.mark.parametrize("model", ["goals_pastterms", "goals_change"])
def test_what_follows_from_actions_is_read_only(client: Client, model: str) -> None:
    goal = GoalFactory(status="paused", start_date=dt.date(2026, 1, 1), target_value=1)
    update_goal(by=acting(goal.owner), goal=goal, target_value=2)
    pk = {
        "goals_pastterms": goal.past_terms.get().pk,
        "goals_change": Change.objects.first().pk,  # type: ignore[union-attr]
    }[model]
    before = Change.objects.count()
    assert client.get(page(model, "change", pk)).status_code == 200
    assert client.get(page(model, "add")).status_code == 403
    assert client.post(page(model, "change", pk), {"action": "x"}).status_code == 403
    assert client.post(page(model, "delete", pk), {"post": "yes"}).status_code == 403
    chosen(client, model, "delete_selected", goal)
    assert Change.objects.count() == before


def test_history_of_an_object_is_the_journal(client: Client, staff: User) -> None:
    goal = GoalFactory(title="Run")
    GoalFactory()
    changed(client, "goals_goal", goal.pk, title="Walk")
    answer = client.get(page("goals_goal", "history", goal.pk), follow=True)
    lines = list(answer.context["cl"].result_list)
    assert lines == list(Change.objects.filter(entity_id=goal.pk).order_by("-id"))
    assert lines[0].action == "updated"
    assert staff.email in answer.content.decode()


def test_journal_is_searched_by_id_and_address(client: Client) -> None:
    goal, other = GoalFactory(), GoalFactory()
    for term in (str(goal.pk), goal.owner.email):
        found = client.get(page("goals_change"), {"q": term}).context["cl"].result_list
        assert {line.owner for line in found} == {goal.owner}
        assert other.owner not in {line.owner for line in found}


def test_token_is_revoked_and_never_shown(client: Client, staff: User) -> None:
    user = UserFactory()
    token, secret = create_token(by=acting(user), user=user, name="Watch")
    for address in (page("goals_personaltoken"), page("goals_personaltoken", "change", token.pk)):
        shown = client.get(address).content.decode()
        assert "Watch" in shown
        assert [word for word in (secret, token.digest, token.token_key) if word in shown] == []
    assert client.get(page("goals_personaltoken", "add")).status_code == 403
    client.post(page("goals_personaltoken", "delete", token.pk), {"post": "yes"})
    assert PersonalToken.objects.count() == 0
    assert lines_by(staff) == [("personal_token", "revoked", "admin")]
