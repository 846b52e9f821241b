"""The worker in a browser: without a connection it shows the offline page, and it keeps nothing of anybody."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.visits import busy_person, sign_in, violations, watch

pytestmark = pytest.mark.django_db(transaction=True)

READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
  return requests.map((request) => new URL(request.url).pathname).sort();
}"""


def test_offline_page_stands_in_and_no_page_of_a_person_is_kept(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url)
    sign_in(context, base_url, busy_person())
    page = context.new_page()
    noise = watch(page, base_url)
    page.goto("/today/")
    page.wait_for_function(READY)
    for path in ("/goals/", "/more/", "/today/"):
        page.goto(path)
    kept = page.evaluate(KEPT)
    assert kept == ["/offline/", "/static/css/app.css", "/static/img/icon.svg", "/static/js/app.js"]
    assert noise == []
    context.set_offline(True)
    page.goto("/goals/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are offline")
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).minHeight") == "44px"
    assert violations(page) == []
    context.set_offline(False)
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goals")
    context.close()


def test_press_without_a_connection_says_that_it_is_not_saved(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url)
    sign_in(context, base_url, busy_person())
    page = context.new_page()
    page.goto("/today/")
    context.set_offline(True)
    page.get_by_role("button", name="Done: Run").click()
    expect(page.get_by_role("alert")).to_have_text("Not saved: offline.")
    context.set_offline(False)
    page.get_by_role("button", name="Done: Run").click()
    expect(page.get_by_role("button", name="Done: Run")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("alert")).to_have_count(0)
    context.close()
