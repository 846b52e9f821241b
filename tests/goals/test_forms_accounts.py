"""What the forms of accounts say about passwords."""

from typing import Any

import pytest
from django.test import Client

from tests.pages import read


@pytest.mark.django_db
@pytest.mark.parametrize("least", [10, 14])
def test_sign_up_says_once_what_a_password_needs(client: Client, settings: Any, least: int) -> None:
    name = "django.contrib.auth.password_validation.MinimumLengthValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": name, "OPTIONS": {"min_length": least}}]
    hint = read(client.get("/accounts/signup/")).one(id="id_password1_helptext")
    assert hint.text.startswith(f"At least {least} characters: ")
    assert hint.all("li") == []
