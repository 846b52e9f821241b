"""If-Match on every PATCH of the API: only the version that was read is changed."""

from typing import Any

import pytest

from goals.actions import update_profile
from goals.models import Change
from tests.api import Caller, caller, refused
from tests.factories import CheckInFactory, TaskFactory, acting
from tests.test_api_access import PREFIX, ROWS, made

pytestmark = pytest.mark.django_db

PATCHED = sorted(route for method, route in ROWS if method == "patch")


def something(call: Caller, route: str) -> tuple[str, Any]:
    """The address of a row of the caller's own, and a change of it."""
    row = ROWS["patch", route]
    pk = made(row.of, call.user, row.goal_status).pk if row.of else ""
    return f"/{PREFIX}{route.replace('<row_id:pk>', str(pk))}", row.body


@pytest.mark.parametrize("route", PATCHED)
def test_only_the_version_that_was_read_is_changed(route: str) -> None:
    call = caller()
    address, change = something(call, route)
    read = call.get(address)["ETag"]
    first = call.patch(address, change, headers={"If-Match": read})
    assert first.status_code == 200, first.content
    stored = Change.objects.count()
    late = call.patch(address, change, headers={"If-Match": read})
    assert refused(late) == (412, "PRECONDITION_FAILED")
    assert Change.objects.count() == stored
    now = call.get(address)
    assert now["ETag"] != read
    assert now["ETag"].partition(".")[0] == first["ETag"].partition(".")[0]
    for held in (now["ETag"], first["ETag"], f'"other", {now["ETag"]}', "*"):
        assert call.patch(address, change, headers={"If-Match": held}).status_code == 200


@pytest.mark.parametrize("route", PATCHED)
@pytest.mark.parametrize("held", ['"0123456789abcdef"', "no tag", '""', '"99.0123"'])
def test_version_that_never_was_changes_nothing(route: str, held: str) -> None:
    call = caller()
    address, change = something(call, route)
    stored = Change.objects.count()
    assert refused(call.patch(address, change, headers={"If-Match": held})) == (412, "PRECONDITION_FAILED")
    assert Change.objects.count() == stored


@pytest.mark.parametrize("route", PATCHED)
def test_row_that_was_read_is_304_until_something_changes(route: str) -> None:
    call = caller()
    address, change = something(call, route)
    read = call.get(address)["ETag"]
    assert call.get(address, headers={"If-None-Match": read}).status_code == 304
    call.patch(address, change)
    assert call.get(address, headers={"If-None-Match": read}).status_code == 200


def test_what_changes_elsewhere_refuses_nothing() -> None:
    call = caller()
    task = TaskFactory.create(goal__owner=call.user)
    address = f"/{PREFIX}tasks/{task.pk}/"
    read = call.get(address)["ETag"]
    CheckInFactory.create(goal=task.goal)
    assert call.patch(address, {"weight": 3}, headers={"If-Match": read}).status_code == 200


def test_change_of_the_account_from_a_page_is_seen() -> None:
    call = caller()
    read = call.get(f"/{PREFIX}me/")
    assert read["ETag"].startswith(f'"{read.json()["revision"]}.')
    update_profile(by=acting(call.user), user=call.user, name="Ada")
    late = call.patch(f"/{PREFIX}me/", {"name": "Bea"}, headers={"If-Match": read["ETag"]})
    assert refused(late) == (412, "PRECONDITION_FAILED")
    assert call.get(f"/{PREFIX}me/").json()["name"] == "Ada"
