"""The address to sign in with changes when another is confirmed, and the journal says so."""

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client

from goals.models import User
from tests.factories import UserFactory
from tests.journal import assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> User:
    made: User = UserFactory.create(email="ada@example.org")
    EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=False)
    client.force_login(made)
    return made


def email_of(person: User) -> str:
    return User.objects.values_list("email", flat=True).get(pk=person.pk)


@pytest.mark.parametrize("taken", [False, True])
def test_unconfirmed_address_is_not_taken_for_signing_in(client: Client, person: User, taken: bool) -> None:
    if taken:
        UserFactory.create(email="other@example.org")
    client.post("/accounts/email/", {"action_add": "", "email": "other@example.org"})
    assert EmailAddress.objects.filter(user=person).count() == 2
    answer = client.post("/accounts/email/", {"action_primary": "", "email": "other@example.org"})
    assert (answer.status_code, answer["location"]) == (302, "/accounts/email/")
    assert email_of(person) == "ada@example.org"
    assert EmailAddress.objects.get(user=person, primary=True).email == "ada@example.org"
    assert_journal_is_whole(person)


def test_address_page_is_for_who_is_signed_in(client: Client) -> None:
    answer = client.get("/accounts/email/")
    assert (answer.status_code, answer["location"].split("?")[0]) == (302, "/accounts/login/")


def test_confirmed_address_is_taken_and_told(client: Client, person: User) -> None:
    other = EmailAddress.objects.create(user=person, email="other@example.org")
    client.post(f"/accounts/confirm-email/{EmailConfirmationHMAC.create(other).key}/")
    assert email_of(person) == "other@example.org"
    assert lines(person)[-1].fields == {"email": ["ada@example.org", "other@example.org"]}
    assert_journal_is_whole(person)
