"""No word of ours escapes gettext: with every message in brackets, what stands outside of them is people's own."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from goals.models import Goal
from tests.e2e.test_every_page import PATTERNS
from tests.e2e.visits import connected_person
from tests.every_page import pages_and_readers
from tests.factories import GoalFactory, UserFactory
from tests.pages import Node, read

pytestmark = pytest.mark.django_db

ROOMS = ("goals", "checkins", "coaching", "account")
SAID = ("aria-label", "title", "alt", "placeholder", "data-not-saved", "data-offline", "data-confirm")
# Names and codes, the same in every language.
NAMES = {
    "Steady",
    "JSON",
    "CSV",
    "ISO",
    "English",
    "Deutsch",
    "EUR",
    "API",
    "UTC",
    "J",
    "K",
    "D",
    "S",
    "M",
    "N",
    "U",
    "C",
}
# What Django's admin itself says in English, and the code in a generated column.
ADMIN = {"Search", "admin", "True", "False", "completion"}
# Nothing that any form takes, under many of their names.
NAMED = (
    "title name amount target_value target_date due_date check_in_date starts_on timezone day_starts_at days currency"
)
WRONG = dict.fromkeys([*NAMED.split(), *["value_recorded", "weight", "password", "period", "file", "kind"]], "?")


@pytest.fixture
def brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message that goes through gettext, Django's and the libraries' too, comes out in brackets."""
    real: Any = translation._trans  # type: ignore[attr-defined]

    def singular(message: str) -> str:
        return f"⟦{message}⟧" if message else message

    def plural(one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    monkeypatch.setattr(real, "gettext", singular)
    monkeypatch.setattr(real, "ngettext", plural)
    monkeypatch.setattr(real, "pgettext", lambda context, message: singular(message))
    monkeypatch.setattr(real, "npgettext", lambda context, one, many, number: plural(one, many, number))


def outside(texts: Iterator[str]) -> str:
    """What stands outside of all brackets, which may open in one text and close in another."""
    depth, kept = 0, []
    for text in texts:
        if text == "⟦":  # the first letter of a weekday
            continue
        for letter in text:
            depth += (letter == "⟦") - (letter == "⟧")
            kept.append(letter if depth == 0 and letter != "⟧" else "\0")
        kept.append("\n")
    assert depth == 0, "a bracket stays open: a message was cut"
    return "".join(kept)


def texts(node: Node) -> Iterator[str]:
    """The texts that a person reads, in order, but for keys, what fields hold, and the names of time zones."""
    for child in node.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in ("script", "style", "code", "kbd", "textarea") and child.attrs.get("name") != "timezone":
            yield from texts(child)


def attributes(page: Node) -> Iterator[str]:
    for node in page.walk():
        yield from (node.attrs[name] for name in SAID if name in node.attrs)


def own_words() -> list[str]:
    """Everything that people or the template library wrote, longest first: all text that the database holds."""
    found: set[str] = set()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            fields = [field for field in model._meta.concrete_fields if _holds_words(field)]
            for row in model._default_manager.values_list(*(field.name for field in fields)):
                found.update(_words_of(row))
    return sorted(found, key=len, reverse=True)


def _holds_words(field: Any) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) and not field.choices


def _words_of(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value:
        yield from (value, value.capitalize())
    elif isinstance(value, dict):
        yield from (word for each in value.values() for word in _words_of(each))
    elif isinstance(value, list | tuple):
        yield from (word for each in value for word in _words_of(each))


def escaped(text: str, known: list[str]) -> set[str]:
    for words in known:
        text = text.replace(words, " ")
    return set(re.findall(r"[^\W\d_]{2,}|\b[^\W\d_]\b", text)) - NAMES


def words_of(response: Any) -> set[str]:
    page = read(response)
    known = own_words()
    return escaped(outside(texts(page)), known) | escaped(outside(attributes(page)), known)


def test_every_word_of_every_page_is_a_message(client: Client, brackets: None) -> None:
    found = {}
    for reader, paths in pages_and_readers():
        if reader is not None:
            client.force_login(reader)
        for path in paths:
            if words := words_of(client.get(path)):
                found[path] = words
    assert found == {}


def test_words_that_gettext_never_saw_are_found(brackets: None) -> None:
    page = read(HttpResponse(f"<p>{gettext('Due')} soon, 2 km</p><p>⟦If <b>⟦x⟧</b>⟧ Robin</p>"))
    assert escaped(outside(texts(page)), ["Robin"]) == {"soon", "km"}


def test_sentences_about_what_is_wrong_are_messages(client: Client, brackets: None) -> None:
    client.force_login(connected := connected_person())
    goal = Goal.objects.for_owner(connected).get(pattern="target")
    paths = [
        *[f"/goals/new/?pattern={pattern}" for pattern in PATTERNS],
        *[f"/goals/{goal.pk}/{part}/" for part in ("log", "milestones", "plans", "tasks", "contributions", "pauses")],
        *[f"/settings/{section}/" for section in ("profile", "day", "tokens", "account", "pauses")],
        *["/money/budgets/", "/money/debts/", "/import/", "/welcome/2/"],
    ]
    answers = {path: client.post(path, WRONG) for path in paths}
    assert {path: response.status_code for path, response in answers.items() if response.status_code != 422} == {}
    assert {path: words for path, response in answers.items() if (words := words_of(response))} == {}


def test_mails_are_messages(client: Client, brackets: None, django_capture_on_commit_callbacks: Any) -> None:
    user = UserFactory()
    client.post("/accounts/password/reset/", {"email": user.email})
    client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    client.post("/accounts/signup/", {"email": "new@example.org", "password1": "a long password 1"})
    client.force_login(user)
    invitation = {"goal": GoalFactory(owner=user).pk, "parts": ["figures"], "email": "friend@example.org", "days": 30}
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/sharing/", {"kind": "partner"} | {f"invite-{name}": value for name, value in invitation.items()})
    assert len(mail.outbox) == 4
    known = [*own_words(), "nobody@example.org"]
    addresses = re.compile(r"https?://\S+")
    for sent in mail.outbox:
        text = addresses.sub("", f"{sent.subject}\n{sent.body}")
        assert escaped(outside(iter([text])), known) == set(), sent.body


def test_admin_of_our_models_is_messages(admin_client: Client, brackets: None) -> None:
    connected_person()
    found = {}
    for model in admin.site._registry:
        if model._meta.app_label not in ROOMS[:-1]:
            continue
        here = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for path in (here, f"{here}add/"):
            response = admin_client.get(path)
            if response.status_code == 200 and (words := words_of(response) - ADMIN):
                found[path] = words
    assert found == {}
