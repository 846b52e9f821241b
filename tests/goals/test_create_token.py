"""`manage.py create_token`: a secret on standard output, once."""

import datetime as dt
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from config.api.authentication import PersonalTokenAuthentication
from goals.models import Change, PersonalToken
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def create_token(*args: str) -> str:
    out = StringIO()
    call_command("create_token", *args, stdout=out, stderr=StringIO())
    return out.getvalue().strip()


def test_create_token_prints_a_secret_that_signs_in() -> None:
    user = UserFactory(email="ada@example.org")
    secret = create_token("Ada@Example.org")
    request = Request(APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {secret}"))
    assert PersonalTokenAuthentication().authenticate(request) == (user, PersonalToken.objects.get())


def test_create_token_keeps_only_a_digest() -> None:
    UserFactory(email="ada@example.org")
    secret = create_token("ada@example.org")
    token = PersonalToken.objects.get()
    assert secret not in (token.digest, token.token_key)
    assert secret not in str(list(Change.objects.values_list("fields")))


def test_create_token_takes_name_scope_and_days() -> None:
    UserFactory(email="ada@example.org")
    create_token("ada@example.org", "--name", "Watch", "--scope", "read", "--days", "7")
    token = PersonalToken.objects.get()
    assert (token.name, token.scope) == ("Watch", "read")
    assert abs(token.expiry - timezone.now() - dt.timedelta(days=7)) < dt.timedelta(hours=1)


def test_create_token_lives_as_long_as_the_setting_says() -> None:
    UserFactory(email="ada@example.org")
    create_token("ada@example.org")
    lives = PersonalToken.objects.get().expiry - timezone.now()
    assert abs(lives - dt.timedelta(days=settings.TOKEN_DAYS)) < dt.timedelta(hours=1)


def test_create_token_is_journalled_as_the_systems_doing() -> None:
    user = UserFactory(email="ada@example.org")
    create_token("ada@example.org")
    line = Change.objects.for_owner(user).get(entity="personal_token")
    assert (line.action, line.source, line.actor_id) == ("created", "system", None)


def test_create_token_for_nobody_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match=r"^Nobody here has the address nobody@example\.org\.$"):
        create_token("nobody@example.org")


@pytest.mark.parametrize("days", ["0", "-1", "100000"])
def test_create_token_refuses_days_that_make_no_sense(days: str) -> None:
    UserFactory(email="ada@example.org")
    with pytest.raises(CommandError, match="days: Choose between 1 and 3650 days"):
        create_token("ada@example.org", f"--days={days}")
    assert PersonalToken.objects.count() == 0


@pytest.mark.parametrize("name", ["x" * 101, "a\x07b"])
def test_create_token_refuses_a_name_that_cannot_be_kept(name: str) -> None:
    UserFactory(email="ada@example.org")
    with pytest.raises(CommandError, match="name: "):
        create_token("ada@example.org", "--name", name)
    assert PersonalToken.objects.count() == 0


def test_create_token_refuses_an_unknown_scope() -> None:
    UserFactory(email="ada@example.org")
    with pytest.raises(CommandError, match="invalid choice: 'all'"):
        create_token("ada@example.org", "--scope", "all")
