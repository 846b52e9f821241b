"""Whatever is sent, the answer is JSON and never a failure of ours."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.test import APIClient
from rest_framework.throttling import ScopedRateThrottle, UserRateThrottle

from checkins.api.filters import CheckInFilters
from checkins.api.serializers import CheckInSerializer
from config.api.paging import PARAMETERS as PAGING
from goals.api.details import GoalCreateSerializer
from goals.api.filters import ChangeFilters, GoalFilters
from goals.api.serializers import IntentionSerializer, MilestoneSerializer, PersonSerializer
from tests.api import Caller, caller
from tests.factories import CheckInFactory, GoalFactory, IntentionFactory, MilestoneFactory

ODD = st.sampled_from(
    [
        "",
        " ",
        "\x00",
        "\u202e",
        "\ufeff",
        "\ud800",
        "%00",
        "../../etc/passwd",
        "' OR 1=1 --",
        "<script>",
        "NaN",
        "Infinity",
        "-0",
        "1e400",
        "1e-400",
        "9" * 40,
        "0x10",
        "0001-01-01",
        "9999-12-31",
        "10000-01-01",
        "2025-02-30",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "2025-06-01T12:00:00",
        "٣",
        "true",
        "null",
        "x" * 5000,
        "https://" + "x" * 600,
        "http://[",
        "00000000-0000-0000-0000-000000000000",
    ]
)
NUMBERS = st.sampled_from([0, -1, 1, 7, 13, 367, 2**31, 2**63 - 1, -(2**63), 2**63, 0.1, 1e15, 1e16, 1e300, -1e-300])
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, ODD, st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ODD | st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
GOAL = sorted(GoalCreateSerializer().fields)
CHECK_IN = sorted(CheckInSerializer().fields)
PART = sorted({**MilestoneSerializer().fields, **IntentionSerializer().fields})
ME = sorted(PersonSerializer().fields)
PARAMETERS = sorted({*GoalFilters.base_filters, *CheckInFilters.base_filters, *ChangeFilters.base_filters, *PAGING})


def bodies(names: list[str], **always: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=4).map(lambda body: {**always, **body})


@pytest.fixture(autouse=True)
def _unthrottled(monkeypatch: pytest.MonkeyPatch) -> None:
    for throttle in (UserRateThrottle, ScopedRateThrottle):
        monkeypatch.setattr(throttle, "allow_request", lambda *args: True)


class HostileInput(TestCase):
    call: Caller
    paths: dict[str, str]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.call = caller()
        goal = GoalFactory.create(owner=cls.call.user, pattern="target", target_value=10)
        cls.paths = {
            "goal": f"/api/v1/goals/{goal.pk}/",
            "milestone": f"/api/v1/milestones/{MilestoneFactory.create(goal=goal).pk}/",
            "intention": f"/api/v1/intentions/{IntentionFactory.create(goal=goal).pk}/",
            "check-in": f"/api/v1/check-ins/{CheckInFactory.create(goal=goal).pk}/",
        }

    def send(self, method: str, path: str, body: Any) -> None:
        raw = json.dumps(body).encode("utf-8", "surrogatepass")
        self.check(self.call.generic(method, path, raw.decode(), "application/json"))

    def check(self, response: Any) -> None:
        assert response.status_code < 500, response.content
        assert response.status_code == 204 or response["Content-Type"].startswith("application/json")
        if response.status_code >= 400:
            assert {"error", "code"} <= set(response.json())

    @given(bodies(GOAL, title="Read"))
    def test_new_goal(self, body: Any) -> None:
        self.send("POST", "/api/v1/goals/", body)

    @given(bodies(GOAL))
    def test_changed_goal(self, body: Any) -> None:
        self.send("PATCH", self.paths["goal"], body)

    @given(bodies(CHECK_IN))
    def test_new_check_in(self, body: Any) -> None:
        self.send("POST", f"{self.paths['goal']}check-ins/", body)

    @given(bodies(CHECK_IN))
    def test_changed_check_in(self, body: Any) -> None:
        self.send("PATCH", self.paths["check-in"], body)

    @given(st.sampled_from(["milestone", "intention"]), bodies(PART))
    def test_changed_part(self, kind: str, body: Any) -> None:
        self.send("PATCH", self.paths[kind], body)

    @given(bodies(ME))
    def test_changed_account(self, body: Any) -> None:
        self.send("PATCH", "/api/v1/me/", body)

    @given(VALUES)
    def test_order_pause_and_password(self, value: Any) -> None:
        self.send("POST", f"{self.paths['goal']}milestones/reorder/", {"ids": value})
        self.send("POST", f"{self.paths['goal']}pause/", {"until": value})
        self.send("PUT", f"{self.paths['goal']}days/2025-01-01/", {"status": value, "id": value})
        self.send("DELETE", "/api/v1/me/", {"password": value})

    @given(st.binary(max_size=60))
    def test_any_bytes(self, raw: bytes) -> None:
        self.check(self.call.generic("POST", "/api/v1/goals/", raw, "application/json"))  # type: ignore[arg-type]

    @given(
        st.sampled_from(["goals/", "check-ins/", "changes/", "tokens/", "dashboard/", "import/"]),
        st.dictionaries(st.sampled_from(PARAMETERS), ODD.filter(lambda text: text.isprintable()), max_size=2),
    )
    def test_query(self, path: str, parameters: dict[str, str]) -> None:
        self.check(self.call.get(f"/api/v1/{path}", parameters))

    @given(st.sampled_from(["goals", "milestones", "check-ins", "tokens"]), st.binary(min_size=1, max_size=40))
    def test_id(self, kind: str, pk: bytes) -> None:
        self.check(self.call.get(f"/api/v1/{kind}/{quote(pk, safe='')}/"))
        self.check(self.call.get(f"{self.paths['goal']}days/{quote(pk, safe='')}/"))

    @given(st.sampled_from(["Authorization", "Accept", "If-None-Match", "X-Request-ID", "Content-Type"]), ODD)
    def test_header(self, name: str, value: str) -> None:
        text = value.encode("latin-1", "ignore").decode("latin-1").replace("\n", "").replace("\r", "")
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.call.secret}")
        self.check(client.get("/api/v1/goals/", headers={name: text}))
        self.check(client.get("/api/v1/goals/", headers={"Authorization": f"Bearer steady_{text}"}))
