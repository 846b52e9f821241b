"""The longest words that the pages speak, on the smallest phone."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.visits import overflow, sign_in, unfold
from tests.every_page import pages_and_readers

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_page_in_german_is_wider_than_a_small_phone(browser: Browser, base_url: str) -> None:
    wide, languages = {}, set()
    for reader, paths in pages_and_readers():
        context = browser.new_context(locale="de-DE", viewport={"width": 320, "height": 640})
        if reader is not None:
            sign_in(context, base_url, reader)
        page = context.new_page()
        for path in paths:
            page.goto(base_url + path)
            unfold(page)
            languages.add(page.get_attribute("html", "lang"))
            if by := overflow(page):
                wide[path] = by
        context.close()
    assert wide == {}
    assert languages == {"de"}
