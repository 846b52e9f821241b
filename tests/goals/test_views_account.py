"""Leaving, from the page of the account."""

import pytest
from django.test import Client

from goals.models import Change, Goal, User
from tests.factories import PASSWORD, GoalFactory, UserFactory
from tests.pages import messages, read, title

pytestmark = pytest.mark.django_db

PAGE = "/settings/account/"


@pytest.fixture
def user(client: Client) -> User:
    user = UserFactory(password=PASSWORD)
    GoalFactory(owner=user)
    client.force_login(user)
    return user


def test_account_is_erased_with_everything_in_it(client: Client, user: User) -> None:
    other = GoalFactory()
    response = client.post(PAGE, {"password": PASSWORD})
    assert (response.status_code, response["Location"]) == (303, "/accounts/login/")
    assert messages(read(client.get("/accounts/login/"))) == ["Your account and everything in it is erased."]
    assert client.get("/today/").status_code == 302
    assert list(User.objects.all()) == [other.owner]
    assert list(Goal.objects.all()) == [other]
    assert set(Change.objects.values_list("owner", flat=True)) == {other.owner_id}


@pytest.mark.parametrize("password", ["wrong password", "", PASSWORD + " "])
def test_account_stays_without_its_password(client: Client, user: User, password: str) -> None:
    response = client.post(PAGE, {"password": password})
    page = read(response)
    assert (response.status_code, title(page)) == (422, "Error: Account · Steady")
    assert "value" not in page.one("input", name="password").attrs
    assert User.objects.filter(pk=user.pk).exists()


def test_guesses_at_the_password_are_counted(client: Client, user: User) -> None:
    answers = [client.post(PAGE, {"password": "wrong"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert client.post(PAGE, {"password": PASSWORD}).status_code == 429
    assert User.objects.filter(pk=user.pk).exists()
