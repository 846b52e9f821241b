"""Personal access tokens."""

import datetime as dt
from typing import Any

import pytest
import time_machine

from config.refusals import Invalid, NotFound
from goals.actions import create_token, revoke_token
from goals.models import PersonalToken
from tests.factories import UserFactory, acting
from tests.journal import actions, assert_journal_is_whole, lines

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)


def test_token_is_made_with_a_secret_that_is_not_kept() -> None:
    person = UserFactory.create()
    _, secret = create_token(by=acting(person), user=person, name=" Phone ")
    stored = PersonalToken.objects.get()
    assert (stored.name, stored.scope, stored.user, stored.owner_id) == ("Phone", "write", person, person.pk)
    assert secret.startswith("steady_")
    assert secret not in (stored.digest, stored.token_key)
    assert_journal_is_whole(person)


@pytest.mark.parametrize(("days", "lives"), [(None, 365), (1, 1), (3650, 3650)])
def test_token_lives_as_long_as_asked(days: int | None, lives: int) -> None:
    person = UserFactory.create()
    with time_machine.travel(NOON, tick=False):
        token, _ = create_token(by=acting(person), user=person, name="Phone", days=days)
    assert token.expiry == NOON + dt.timedelta(days=lives)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"name": "Phone", "scope": "admin"}, "scope"),
        ({"name": "Phone", "scope": None}, "scope"),
        ({"name": "Phone", "days": 0}, "days"),
        ({"name": "Phone", "days": 3651}, "days"),
        ({"name": "Phone", "days": 10**30}, "days"),
    ],
)
def test_wrong_token_is_refused_by_its_field(fields: dict[str, Any], field: str) -> None:
    person = UserFactory.create()
    with pytest.raises(Invalid) as refused:
        create_token(by=acting(person), user=person, **fields)
    assert list(refused.value.fields) == [field]
    assert not PersonalToken.objects.exists()
    assert_journal_is_whole(person)


def test_revoked_token_is_gone_and_revoking_it_again_changes_nothing() -> None:
    person = UserFactory.create()
    token, _ = create_token(by=acting(person), user=person, name="Phone")
    again = PersonalToken.objects.get()
    revoke_token(by=acting(person), token=token)
    revoke_token(by=acting(person), token=again)
    assert not PersonalToken.objects.exists()
    assert actions(person)[1:] == [("personal_token", "created"), ("personal_token", "revoked")]
    assert lines(person)[-1].entity_id == again.pk
    assert_journal_is_whole(person)


def test_tokens_of_others_are_not_ones_own_to_make_or_revoke() -> None:
    person, other = UserFactory.create_batch(2)
    token, _ = create_token(by=acting(person), user=person, name="Phone")
    with pytest.raises(NotFound):
        revoke_token(by=acting(other), token=token)
    with pytest.raises(NotFound):
        create_token(by=acting(other), user=person, name="Mine now")
    assert PersonalToken.objects.get() == token
