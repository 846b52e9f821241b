"""Accounts in the admin: registered, changed, let in or kept out, erased; and who may not."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.test import Client

from checkins.models import CheckIn
from goals.models import Change, Goal, User
from tests.factories import CheckInFactory, GoalFactory, UserFactory
from tests.goals.admin_site import lines_by, messages_on, page, sent, signed_in, staff_who_may, superuser

pytestmark = pytest.mark.django_db
GOOD = "a brass lantern in june"


@pytest.fixture
def staff() -> User:
    return superuser()


@pytest.fixture
def client(staff: User) -> Client:
    return signed_in(staff)


def changed(client: Client, user: User, **values: Any) -> Any:
    answer = sent(client, page("goals_user", "change", user.pk), **values)
    user.refresh_from_db()
    return answer


def test_adding_registers_somebody(client: Client, staff: User) -> None:
    data = {"email": "Ada@Example.org", "name": "Ada", "password1": GOOD, "password2": GOOD}
    answer = sent(client, page("goals_user", "add"), timezone="Europe/Berlin", **data)
    ada = User.objects.get(email="ada@example.org")
    assert answer.redirect_chain[-1][0] == page("goals_user", "change", ada.pk)
    assert (ada.name, ada.timezone, ada.is_staff) == ("Ada", "Europe/Berlin", False)
    assert authenticate(username="ada@example.org", password=GOOD) == ada
    assert lines_by(staff) == [("user", "created", "admin")]
    assert Change.objects.for_owner(ada).get().seq == ada.revision == 1


def test_account_may_be_added_without_a_password(client: Client) -> None:
    sent(client, page("goals_user", "add"), email="ada@example.org", usable_password="false")
    assert User.objects.get(email="ada@example.org").has_usable_password() is False


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"email": "PERSON@example.org"}, "email"),
        ({"email": "nobody"}, "email"),
        ({"timezone": "Mars"}, "timezone"),
        ({"password2": "another"}, "password2"),
        ({"password1": "123", "password2": "123"}, "password2"),
    ],
)
def test_account_that_cannot_be_is_refused_in_the_form(client: Client, data: dict[str, str], field: str) -> None:
    UserFactory(email="person@example.org")
    good = {"email": "ada@example.org", "password1": GOOD, "password2": GOOD, "timezone": "UTC"}
    answer = sent(client, page("goals_user", "add"), **good | data)
    assert list(answer.context["adminform"].form.errors) == [field]
    assert User.objects.count() == 2


def test_profile_is_changed_by_the_action(client: Client, staff: User) -> None:
    ada = UserFactory(name="Ada")
    changed(client, ada, name="Ada L.", day_starts_at="3", email="other@example.org", revision="99")
    line = Change.objects.filter(actor_id=staff.pk).get(owner=ada)
    assert (line.action, line.source) == ("updated", "admin")
    assert line.fields == {"name": ["Ada", "Ada L."], "day_starts_at": [0, 3]}
    assert (ada.email.startswith("person"), ada.revision) == (True, line.seq)


def test_rights_are_given_by_superusers_and_journalled(client: Client, staff: User) -> None:
    ada = UserFactory()
    group = Group.objects.create(name="Support")
    changed(client, ada, is_staff="on", groups=[group.pk])
    assert (ada.is_staff, ada.is_superuser, list(ada.groups.all())) == (True, False, [group])
    lines = Change.objects.filter(actor_id=staff.pk, owner=ada).order_by("seq")
    assert [line.fields for line in lines] == [{"is_staff": [False, True]}, {"groups": [[], ["Support"]]}]
    assert {line.action for line in lines} == {"access_changed"}


def test_account_that_is_shut_is_out_at_once(client: Client) -> None:
    ada = UserFactory()
    theirs = signed_in(ada)
    assert theirs.get("/today/").status_code == 200
    changed(client, ada, is_active=None)
    assert ada.is_active is False
    assert theirs.get("/today/").status_code == 302


def test_staff_give_no_rights_and_take_no_superuser_over(staff: User) -> None:
    helper, ada = staff_who_may("view_user", "add_user", "change_user", "delete_user"), UserFactory()
    theirs = signed_in(helper)
    changed(theirs, ada, name="Ada", is_staff="on", is_superuser="on")
    assert (ada.name, ada.is_staff, ada.is_superuser) == ("Ada", False, False)
    changed(theirs, helper, is_superuser="on")
    assert helper.is_superuser is False
    assert theirs.post(page("goals_user", "change", staff.pk), {"name": "x"}).status_code == 403
    assert theirs.post(page("goals_user", "delete", staff.pk), {"post": "yes"}).status_code == 403
    address = f"/admin/goals/user/{staff.pk}/password/"
    assert theirs.post(address, {"password1": GOOD, "password2": GOOD}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [staff.pk], "post": "yes"}
    assert messages_on(theirs.post(page("goals_user"), many, follow=True)) == [
        f"{staff} cannot be erased from here by you."
    ]
    assert User.objects.filter(pk=staff.pk, is_superuser=True).exists()


def test_password_is_set_by_the_action_and_never_journalled(client: Client, staff: User) -> None:
    ada = UserFactory(password="the old one it was")
    ada.refresh_from_db()
    revision = ada.revision
    answer = client.post(
        f"/admin/goals/user/{ada.pk}/password/", {"password1": GOOD, "password2": GOOD, "usable_password": "true"}
    )
    ada.refresh_from_db()
    assert (answer.status_code, authenticate(username=ada.email, password=GOOD)) == (302, ada)
    assert lines_by(staff) == [("user", "password_changed", "admin")]
    assert ada.revision == revision + 1
    assert GOOD not in str(list(Change.objects.values_list("fields")))


def test_page_of_an_account_leads_to_its_password(client: Client) -> None:
    ada = UserFactory(password=GOOD)
    shown = client.get(page("goals_user", "change", ada.pk)).content.decode()
    assert f'<a href="/admin/goals/user/{ada.pk}/password/">Set another password</a>' in shown


def test_staff_change_their_own_password_where_everybody_does(client: Client) -> None:
    assert client.get("/admin/password_change/").headers["Location"] == "/accounts/password/change/"


def test_password_can_be_taken_away(client: Client) -> None:
    ada = UserFactory(password=GOOD)
    data = {"usable_password": "false", "unset-password": "1"}
    client.post(f"/admin/goals/user/{ada.pk}/password/", data)
    ada.refresh_from_db()
    assert ada.has_usable_password() is False


def test_deleting_erases_the_account(client: Client) -> None:
    ada = UserFactory(email="ada@example.org")
    CheckInFactory(goal=GoalFactory(owner=ada))
    address = page("goals_user", "delete", ada.pk)
    counts = dict(client.get(address).context["model_count"])
    assert (counts["goals"], counts["check-ins"], counts["users"]) == (1, 1, 1)
    client.post(address, {"post": "yes"})
    assert not User.objects.filter(pk=ada.pk).exists()
    assert (Goal.objects.count(), CheckIn.objects.count(), Change.objects.filter(owner_id=ada.pk).count()) == (0, 0, 0)


def test_nobody_erases_the_account_they_work_with(client: Client, staff: User) -> None:
    assert client.post(page("goals_user", "delete", staff.pk), {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [UserFactory().pk, staff.pk], "post": "yes"}
    client.post(page("goals_user"), many)
    assert User.objects.count() == 2


def test_list_counts_goals(client: Client) -> None:
    ada = UserFactory()
    GoalFactory.create_batch(2, owner=ada)
    rows = {user.pk: user.goal_count for user in client.get(page("goals_user")).context["cl"].result_list}
    assert rows[ada.pk] == 2
