"""Dates and numbers as each language writes them: in what pages show and in what they take; nowhere in what machines
read.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from checkins.models import CheckIn
from config.fields import AmountFormField, shown_number
from goals.actions import create_calendar_feed
from goals.models import Budget, Goal, User
from goals.wording import grouped, in_currency, in_percent
from tests.api import caller
from tests.e2e.visits import busy_person, connected_person
from tests.every_page import pages_and_readers
from tests.factories import BudgetFactory, GoalFactory, InsightFactory, UserFactory, acting
from tests.pages import Node, read
from tests.test_api_queries import READS

LANGUAGES = ("en", "de")
each_language = pytest.mark.parametrize("language", LANGUAGES)
amounts = st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("en", "1.5", "1.5"), ("en", "1,5", "1.5"), ("en", "1,500", "1500"), ("en", "1.500", "1.5"),
        ("en", "1,234.5", "1234.5"), ("en", "1.234,5", "1234.5"), ("en", "0,125", "0.125"),
        ("de", "1,5", "1.5"), ("de", "1.5", "1.5"), ("de", "1.500", "1500"), ("de", "1,500", "1.5"),
        ("de", "1.234,5", "1234.5"), ("de", "1,234.5", "1234.5"), ("de", "0.125", "0.125"),
        ("de", "12.34", "12.34"), ("de", "1.234.567", "1234567"),
    ],
)  # fmt: skip
def test_amounts_are_taken_as_the_language_writes_them(language: str, typed: str, meant: str) -> None:
    with translation.override(language):
        assert AmountFormField().clean(typed) == Decimal(meant)


@each_language
@given(amounts)
def test_amounts_that_a_form_shows_are_the_same_when_it_is_sent_again(language: str, amount: Decimal) -> None:
    with translation.override(language):
        assert AmountFormField().clean(shown_number(amount)) == amount


@each_language
@given(amounts)
def test_amounts_that_a_sentence_shows_can_be_typed_as_they_stand(language: str, amount: Decimal) -> None:
    with translation.override(language):
        assert AmountFormField().clean(grouped(amount)) == amount


@pytest.mark.parametrize(
    ("language", "number", "money", "percent", "day"),
    [
        ("en", "1,234.5", "−£1,234.5", "85%", "Fri 20 November"),
        ("de", "1.234,5", "−1.234,5\u00a0£", "85\u00a0%", "Fr, 20. November"),
    ],
)
def test_each_language_writes_its_own_way(language: str, number: str, money: str, percent: str, day: str) -> None:
    with translation.override(language):
        assert grouped(Decimal("1234.50")) == number
        assert in_currency(Decimal("-1234.5"), "GBP") == money
        assert in_percent(85) == percent
        assert date_format(date(2026, 11, 20), "D j F") == day


@pytest.mark.django_db
@each_language
def test_forms_show_and_take_what_is_stored(client: Client, language: str) -> None:
    budget = BudgetFactory(amount=Decimal("1234.5"))
    client.force_login(budget.owner)
    path = f"/money/budgets/{budget.pk}/"
    page = read(client.get(path, headers={"accept-language": language}))
    data = {node.attrs["name"]: node.attrs.get("value", "") for node in page.all("input") if "name" in node.attrs}
    assert data["amount"] == {"en": "1234.5", "de": "1234,5"}[language]
    data |= {"title": "Food", "period": budget.period}
    sent = {name: data[name] for name in ("title", "amount", "currency", "period")}
    assert client.post(path, sent, headers={"accept-language": language}).status_code == 303
    stored = Budget.objects.get()
    assert (stored.title, stored.amount) == ("Food", Decimal("1234.5"))


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "typed"), [("en", "1.5"), ("en", "1,5"), ("de", "1,5"), ("de", "1.5")])
def test_today_takes_decimal_comma_and_point(client: Client, language: str, typed: str) -> None:
    goal = GoalFactory(target_value=Decimal(2), unit="km")
    client.force_login(goal.owner)
    step = {"date": goal.owner.today().isoformat(), "op": "add", "amount": typed}
    headers = {"accept-language": language}
    assert client.post(f"/goals/{goal.pk}/checkins/", step, headers=headers).status_code == 303
    assert CheckIn.objects.get().value_recorded == Decimal("1.5")
    words = read(client.get("/today/", headers=headers)).one("li", id=f"g-{goal.pk}").text
    assert {"en": "1.5 of 2 km today", "de": "1,5 von 2 km heute"}[language] in words


def machine_parts(page: Node) -> Iterator[tuple[str, str, str]]:
    """What no person reads: geometry, classes, data, addresses, and values of fields that the browser writes itself."""
    for node in page.walk():
        is_own = node.tag == "input" and node.attrs.get("type") in ("date", "time", "number", "hidden")
        for name, value in node.attrs.items():
            is_read_aloud = name.startswith("aria-") or name in ("lang", "data-not-saved", "data-offline", "content")
            secret = name == "value" and (
                node.attrs.get("name") in ("csrfmiddlewaretoken", "key", "page_key") or not is_own
            )
            if not is_read_aloud and not secret and name not in ("hx-headers", "alt", "title", "label", "nonce"):
                yield node.tag, name, value


@pytest.mark.django_db
def test_what_machines_read_is_the_same_in_every_language(client: Client) -> None:
    found = {}
    for reader, paths in pages_and_readers():
        if reader is not None:
            client.force_login(reader)
        for path in paths:
            english, german = (
                list(machine_parts(read(client.get(path, headers={"accept-language": each})))) for each in LANGUAGES
            )
            if english != german:
                found[path] = [pair for pair in zip(english, german, strict=False) if pair[0] != pair[1]][:3]
    assert found == {}


@pytest.mark.django_db
def test_days_of_the_week_begin_with_the_persons_own_whatever_the_language(client: Client) -> None:
    user = UserFactory(week_starts_on=6)
    goal = GoalFactory(owner=user)
    client.force_login(user)
    page = read(client.get(f"/goals/{goal.pk}/history/", headers={"accept-language": "de"}))
    assert [node.text for node in page.one("table", class_="month").all("th")] == [
        "So",
        "Mo",
        "Di",
        "Mi",
        "Do",
        "Fr",
        "Sa",
    ]


@pytest.mark.django_db
def test_calendar_speaks_its_owners_language_and_never_answers_unchanged_in_another(client: Client) -> None:
    goal = GoalFactory(title="Run", target_date=date(2027, 6, 30), owner__language="de")
    _feed, secret = create_calendar_feed(by=acting(goal.owner), user=goal.owner)
    path = f"/calendar/{secret}.ics"
    german = client.get(path, headers={"accept-language": "en"})
    assert "SUMMARY:Zieldatum: Run" in german.content.decode()
    User.objects.update(language="en")
    english = client.get(path, headers={"accept-language": "en", "if-none-match": german["ETag"]})
    assert "SUMMARY:Target date: Run" in english.content.decode()


@pytest.mark.django_db
def test_own_language_outranks_the_browsers(client: Client) -> None:
    client.force_login(UserFactory(language="de"))
    response = client.get("/today/", headers={"accept-language": "en"})
    assert (response["Content-Language"], read(response).one("html").attrs["lang"]) == ("de", "de")


# What the API writes for people.
SENTENCES = {"message"}


def without_sentences(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_sentences(each) for name, each in value.items() if name not in SENTENCES}
    return [without_sentences(each) for each in value] if isinstance(value, list) else value


@pytest.mark.django_db
def test_api_answers_the_same_in_every_language_but_for_sentences() -> None:
    call = caller(connected_person())
    InsightFactory(goal=Goal.objects.for_owner(call.user)[0])
    goal = Goal.objects.for_owner(call.user).get(pattern="target")
    more = ["insights/", "summaries/", "me/", "me/export/", "budgets/", "debts/", "pauses/", "templates/"]
    for path in [*READS, *more]:
        address = f"/api/v1/{path.format(goal=goal.pk, today=call.user.today())}"
        english, german = (call.get(address, headers={"accept-language": each}) for each in LANGUAGES)
        assert english.status_code == 200, address
        if "json" in english["Content-Type"] and not english.streaming:
            assert without_sentences(english.json()) == without_sentences(german.json()), address


@pytest.mark.django_db
@each_language
@pytest.mark.parametrize("day", ["01.02.2026", "01/02/2026"])
def test_api_takes_iso_days_only(language: str, day: str) -> None:
    response = caller().get(f"/api/v1/check-ins/?date_from={day}", headers={"accept-language": language})
    assert response.status_code == 400


@pytest.mark.django_db
def test_api_refuses_by_the_same_code_in_the_callers_language() -> None:
    call = caller()
    english, german = (
        call.post("/api/v1/goals/", {"title": ""}, headers={"accept-language": each}).json() for each in LANGUAGES
    )
    assert english["code"] == german["code"]
    assert set(english["fields"]) == set(german["fields"])
    assert english["error"] != german["error"]


@pytest.mark.django_db
def test_nothing_is_unchanged_in_another_language() -> None:
    call = caller(busy_person())
    for path in ("goals/", f"goals/{Goal.objects.for_owner(call.user)[0].pk}/", "insights/"):
        first = call.get(f"/api/v1/{path}", headers={"accept-language": "en"})
        assert "Accept-Language" in first["Vary"], path
        held = {"if-none-match": first["ETag"]}
        assert call.get(f"/api/v1/{path}", headers={**held, "accept-language": "en"}).status_code == 304
        assert call.get(f"/api/v1/{path}", headers={**held, "accept-language": "de"}).status_code == 200


@pytest.mark.django_db
def test_pages_vary_by_language_and_say_which_they_are_in(client: Client) -> None:
    for path in ("/accounts/login/", "/offline/", "/manifest.webmanifest", "/worker.js"):
        for language in LANGUAGES:
            response = client.get(path, headers={"accept-language": language})
            assert "Accept-Language" in response["Vary"], path
            assert response["Content-Language"] == language
    assert (
        read(client.get("/offline/", headers={"accept-language": "de-AT,en;q=0.5"})).one("html").attrs["lang"] == "de"
    )
