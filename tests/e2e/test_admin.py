"""The admin in a browser: it works under the content security policy, autocomplete and inlines included."""

import pytest
from playwright.sync_api import Page, expect

from goals.models import Goal
from tests.factories import PASSWORD, MilestoneFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def refused(page: Page) -> list[str]:
    """What the browser complains about; the icon that the admin has not is none of it."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def sign_in(page: Page) -> None:
    staff = UserFactory(is_staff=True, is_superuser=True, password=PASSWORD)
    page.goto("/admin/")
    page.get_by_label("Email").fill(staff.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation(url="**/admin/"):
        page.locator("main").get_by_role("button", name="Sign in").click()


def test_pages_of_the_admin_obey_the_content_security_policy(page: Page, refused: list[str]) -> None:
    milestone = MilestoneFactory()
    sign_in(page)
    for address in (
        "/admin/",
        "/admin/goals/goal/",
        f"/admin/goals/goal/{milestone.goal.pk}/change/",
        f"/admin/goals/goal/{milestone.goal.pk}/delete/",
        "/admin/goals/goal/export/",
        f"/admin/goals/user/{milestone.owner.pk}/change/",
        f"/admin/goals/user/{milestone.owner.pk}/password/",
        "/admin/goals/user/add/",
        "/admin/goals/change/",
        "/admin/checkins/checkin/add/",
        "/admin/django_celery_beat/periodictask/add/",
    ):
        answer = page.goto(address, wait_until="networkidle")
        assert answer is not None
        assert (address, answer.status) == (address, 200)
    assert refused == []


def test_goal_is_added_with_an_owner_found_by_typing(page: Page, refused: list[str]) -> None:
    ada = UserFactory(email="ada@example.org")
    sign_in(page)
    page.goto("/admin/goals/goal/add/")
    page.locator(".select2-selection").first.click()
    page.locator(".select2-search__field").fill("ada")
    found = page.locator(".select2-results__option")
    expect(found).to_have_text(["ada@example.org"])
    found.click()
    page.get_by_label("Title", exact=False).first.fill("Run")
    page.get_by_text("Add another Milestone").click()
    page.locator("#id_milestones-0-title").fill("First")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/goals/goal/")
    goal = Goal.objects.get()
    assert (goal.owner, goal.title, [part.title for part in goal.milestones.all()]) == (ada, "Run", ["First"])
    assert refused == []
