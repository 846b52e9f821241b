"""How details become the one error body."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import OperationalError
from django.http import Http404
from rest_framework import exceptions

from config.api import errors
from config.refusals import Invalid, NotFound


def test_nested_details_become_dotted_names() -> None:
    detail: Any = {
        "title": ["Blank."],
        "milestones": {0: {"title": ["Long.", "Odd."]}},
        "intentions": [{}, {"action": ["No."]}],
    }
    assert errors.flatten(exceptions.ValidationError(detail).detail) == {
        "title": ["Blank."],
        "milestones.0.title": ["Long.", "Odd."],
        "intentions.1.action": ["No."],
    }


def test_details_of_a_whole_list_stand_under_its_name() -> None:
    detail: Any = {"check_ins": {"non_field_errors": ["Too many."]}}
    assert errors.flatten(exceptions.ValidationError(detail).detail) == {"check_ins": ["Too many."]}


def test_message_of_two_validators_is_said_once() -> None:
    assert errors.flatten({"link": ["Not a link.", "Not a link.", "Long."]}) == {"link": ["Not a link.", "Long."]}


def test_details_of_the_whole_have_no_field_in_their_sentence() -> None:
    response = errors.answer(exceptions.ValidationError("These two exclude each other."), {})
    assert response is not None
    assert response.data == {
        "error": "These two exclude each other.",
        "code": "VALIDATION_ERROR",
        "fields": {"non_field_errors": ["These two exclude each other."]},
    }


def test_sentence_names_the_first_field_and_counts_the_rest() -> None:
    response = errors.answer(exceptions.ValidationError({"title": ["Blank."], "unit": ["Long.", "Odd."]}), {})
    assert response is not None
    assert (response.status_code, response.data["error"]) == (400, "title: Blank. (and 2 more)")


def test_refusal_answers_its_own_code_status_and_fields() -> None:
    response = errors.answer(Invalid(fields={"until": ["Too early."]}), {})
    assert response is not None
    assert (response.status_code, response.data) == (
        400,
        {
            "error": "until: Too early.",
            "code": "VALIDATION_ERROR",
            "fields": {"until": ["Too early."]},
        },
    )


def test_not_found_of_django_and_of_ours_answer_the_same_body() -> None:
    ours, djangos = errors.answer(NotFound(), {}), errors.answer(Http404("no Goal matches"), {})
    assert ours is not None
    assert djangos is not None
    assert (ours.status_code, ours.data) == (djangos.status_code, djangos.data)


def test_djangos_own_errors_are_translated() -> None:
    invalid = errors.answer(DjangoValidationError({"title": ["Blank."]}), {})
    denied = errors.answer(PermissionDenied("secret reason"), {})
    assert invalid is not None
    assert denied is not None
    assert invalid.data["fields"] == {"title": ["Blank."]}
    assert (denied.status_code, denied.data) == (403, {"error": "You may not do this.", "code": "PERMISSION_DENIED"})


def test_throttled_says_when_to_come_back() -> None:
    response = errors.answer(exceptions.Throttled(wait=6.2), {})
    assert response is not None
    assert (response.status_code, response.data["code"], response["Retry-After"]) == (429, "RATE_LIMITED", "7")


def test_database_outage_is_503_with_retry_after() -> None:
    response = errors.answer(OperationalError("could not connect"), {})
    assert response is not None
    assert (response.status_code, response.data["code"], response["Retry-After"]) == (503, "UNAVAILABLE", "1")
    assert "connect" not in response.data["error"]


def test_what_nobody_foresaw_is_left_to_django() -> None:
    assert errors.answer(RuntimeError("boom"), {}) is None
