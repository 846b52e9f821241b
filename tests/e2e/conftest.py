"""Browser tests: a real Chromium against a live server on 127.0.0.1."""

import os
import threading
import time
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.browser import find_browser, launch_arguments

BROWSER = find_browser()
REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"
# What holds costs none of it; what does not is told later. A shared machine's pauses are no property of the pages.
PATIENCE = 60  # seconds
_BREATH = 0.01


@pytest.fixture(scope="session", autouse=True)
def database_beside_event_loop(django_db_setup: None) -> Iterator[None]:
    """Let these tests read the database while the browser driver's event loop runs in their thread.

    Depends on the database so that the loop has stopped before the database is taken down. Browser tests come last
    (see `pytest_collection_modifyitems` in tests/conftest.py), so no other test runs without Django's guard.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that was found instead of the test tool's own; skip, or fail where one is required."""
    if BROWSER is None:
        (pytest.fail if REQUIRED else pytest.skip)("NO BROWSER: install chromium or set STEADY_BROWSER")
    own = {"executable_path": str(BROWSER), "args": launch_arguments(), "timeout": 1000 * PATIENCE}
    return {**browser_type_launch_args, **own}


@pytest.fixture(scope="session")
def browser(browser: Browser) -> Iterator[Browser]:
    """Let presses and expectations wait; by themselves they give up after thirty seconds, and after five."""
    expect.set_options(timeout=1000 * PATIENCE)
    new_context = browser.new_context

    def patient_context(**options: Any) -> BrowserContext:
        context = new_context(**options)
        context.set_default_timeout(1000 * PATIENCE)
        return context

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(browser, "new_context", patient_context)
        yield browser


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Let `page.goto("/")` mean the live server."""
    return live_server.url


@pytest.fixture(autouse=True)
def nothing_under_way(transactional_db: None, browser: Browser) -> Iterator[None]:
    """Close the pages that a test left open, and wait until the server is done with what they had asked for.

    What is still being answered would meet the flush of the rows: a lock, or a row that the next test finds.
    """
    before = set(threading.enumerate())
    yield
    for context in browser.contexts:
        context.close()
    # Asked again and again, not joined: a thread may be listed that has not started yet.
    for _ in range(int(PATIENCE / 10 / _BREATH)):
        if not any("process_request_thread" in thread.name for thread in set(threading.enumerate()) - before):
            break
        time.sleep(_BREATH)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where a browser is required, a browser test skipped for any reason counts as failed."""
    report = yield
    if REQUIRED and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped although REQUIRE_BROWSER=1: {report.longrepr}"
    return report
