"""Account, tokens and audit trail over REST."""

import pytest

from goals.models import Change, Goal, PersonalToken, User
from tests.api import Caller, caller, refused
from tests.factories import PASSWORD, GoalFactory, UserFactory

pytestmark = pytest.mark.django_db
ME = "/api/v1/me/"
TOKENS = "/api/v1/tokens/"


@pytest.fixture
def call() -> Caller:
    return caller()


def test_account_is_read_and_changed(call: Caller) -> None:
    days = {"name": "Ada", "timezone": "Pacific/Kiritimati", "day_starts_at": 4, "week_starts_on": 6}
    looks = {"theme": "dark", "density": "compact", "grouping": "area", "hides_done": True, "uses_keys": False}
    changes: dict[str, object] = {**days, **looks, "language": "de"}
    body = call.patch(ME, {**changes, "email": "other@example.org", "id": "x", "revision": 0}).json()
    assert {name: body[name] for name in changes} == changes
    assert (body["email"], body["id"]) == (call.user.email, str(call.user.pk))
    assert body["today"] == User.objects.get(pk=call.user.pk).today().isoformat()
    assert call.get(ME).json() == {**body, "revision": call.get(ME).json()["revision"]}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"day_starts_at": 13}, "day_starts_at"),
        ({"week_starts_on": 7}, "week_starts_on"),
        ({"theme": "pink"}, "theme"),
        ({"language": "tlh"}, "language"),
        ({"hides_done": 7}, "hides_done"),
        ({"name": "x" * 151}, "name"),
        ({"is_staff": True}, "is_staff"),
        ({"password": "x"}, "password"),
    ],
)
def test_account_refuses_nonsense_and_privileges(call: Caller, change: dict[str, object], field: str) -> None:
    response = call.patch(ME, change)
    assert refused(response) == (400, "VALIDATION_ERROR")
    assert list(response.json()["fields"]) == [field]


def test_account_is_erased_with_the_password_only() -> None:
    call = caller(UserFactory.create(password=PASSWORD))
    GoalFactory.create(owner=call.user)
    kept = GoalFactory.create()
    assert refused(call.delete(ME, {"password": "wrong"})) == (400, "VALIDATION_ERROR")
    assert refused(call.delete(ME)) == (400, "VALIDATION_ERROR")
    assert call.delete(ME, {"password": PASSWORD}).status_code == 204
    assert not User.objects.filter(pk=call.user.pk).exists()
    assert not Change.objects.filter(owner_id=call.user.pk).exists()
    assert list(Goal.objects.all()) == [kept]
    assert refused(call.get(ME)) == (401, "NOT_AUTHENTICATED")


def test_token_shows_its_secret_once(call: Caller) -> None:
    created = call.post(TOKENS, {"name": "Phone", "scope": "read", "days": 7})
    assert created.status_code == 201
    body = created.json()
    secret = body.pop("token")
    assert secret.startswith("steady_")
    assert (body["name"], body["scope"], body["last_used_at"]) == ("Phone", "read", None)
    assert call.get(f"{TOKENS}{body['id']}/").json() == body
    assert secret not in call.get(TOKENS).content.decode()
    assert not PersonalToken.objects.filter(digest__contains=secret).exists()
    assert secret not in str(list(Change.objects.values_list("fields", flat=True)))
    phone = caller(call.user)
    phone.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert phone.get(ME).json()["id"] == str(call.user.pk)
    assert refused(phone.post(TOKENS, {"name": "More"})) == (403, "PERMISSION_DENIED")


def test_revoked_token_is_refused_at_once(call: Caller) -> None:
    other = caller(call.user)
    newest = call.get(TOKENS).json()["results"][0]["id"]
    assert call.delete(f"{TOKENS}{newest}/").status_code == 204
    assert refused(other.get(ME)) == (401, "NOT_AUTHENTICATED")
    assert call.get(ME).status_code == 200


def test_tokens_of_others_are_unknown(call: Caller) -> None:
    theirs = PersonalToken.objects.get(user=caller().user)
    assert refused(call.get(f"{TOKENS}{theirs.pk}/")) == (404, "NOT_FOUND")
    assert refused(call.delete(f"{TOKENS}{theirs.pk}/")) == (404, "NOT_FOUND")
    assert PersonalToken.objects.filter(pk=theirs.pk).exists()
    assert call.get(TOKENS).json()["total"] == 1


@pytest.mark.parametrize(
    "body", [{}, {"name": " "}, {"name": "x", "scope": "all"}, {"name": "x", "days": 0}, {"name": "x", "days": 9999}]
)
def test_token_refuses_nonsense(call: Caller, body: dict[str, object]) -> None:
    assert refused(call.post(TOKENS, body)) == (400, "VALIDATION_ERROR")


def test_changes_are_the_persons_own_trail(call: Caller) -> None:
    GoalFactory.create()
    goal = call.post("/api/v1/goals/", {"title": "Read"}).json()
    call.patch(f"/api/v1/goals/{goal['id']}/", {"title": "Read more"})
    newest = call.get(f"/api/v1/changes/?entity_id={goal['id']}").json()["results"][0]
    assert (newest["entity"], newest["action"], newest["source"]) == ("goal", "updated", "api")
    assert newest["fields"] == {"title": ["Read", "Read more"]}
    assert newest["actor_id"] == str(call.user.pk)
    everything = call.get("/api/v1/changes/").json()
    seqs = [row["seq"] for row in everything["results"]]
    assert seqs == list(range(everything["total"], 0, -1))
    assert [row["seq"] for row in call.get(f"/api/v1/changes/?after={seqs[1]}").json()["results"]] == seqs[:1]
    assert call.get("/api/v1/changes/?entity=personal_token").json()["total"] == 1
