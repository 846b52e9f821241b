"""Writes docs/screenshots: the pages of the demo at desk and phone size.

A program (`python -m tests.e2e.screenshots`), not a test. It loads the demo into a directory of its own, serves it on a
spare port of 127.0.0.1, and ends the server.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.browser import find_browser, launch_arguments

HOUSE = Path(__file__).resolve().parents[2]
TARGET = HOUSE / "docs" / "screenshots"
DESK: Any = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
PHONE: Any = {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}

PLACES = {
    "goals": "/goals/",
    "insights": "/insights/",
    "history": "/history/",
    "settings": "/settings/appearance/",
}


@dataclass(frozen=True)
class Demo:
    """Where the demo is served, and how its first person signs in."""

    address: str
    email: str
    password: str


@contextmanager
def demo_server() -> Iterator[Demo]:
    """A server that holds the demo alone; it ends with the block."""
    with closing(socket.socket()) as spare:
        spare.bind(("127.0.0.1", 0))
        port = spare.getsockname()[1]
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "DATA_DIR": data, "LOG_LEVEL": "WARNING"}
        environment.pop("DATABASE_URL", None)
        manage(environment, "migrate", "--verbosity", "0")
        email, password = re.findall(r"(\S+@\S+) +(\S+)", manage(environment, "load_demo"))[0]
        serve = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "config.wsgi:application"]
        server = subprocess.Popen(serve, cwd=HOUSE, env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(port)
            yield Demo(f"http://127.0.0.1:{port}", email, password)
        finally:
            server.terminate()
            server.wait(timeout=20)


def manage(environment: dict[str, str], *command: str) -> str:
    """What a management command prints."""
    call = [sys.executable, "manage.py", *command]
    return subprocess.run(call, cwd=HOUSE, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def wait_for(port: int) -> None:
    """Raises TimeoutError when nothing listens within 30 seconds."""
    for _attempt in range(150):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"no server on port {port}")


@contextmanager
def signed_in(browser: Browser, demo: Demo, size: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.address, reduced_motion="reduce", **size)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(demo.email)
    page.get_by_label("Password").fill(demo.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/today/")
    yield page
    context.close()


def take(page: Page, name: str) -> None:
    """The top of the page, nothing of it under the pointer or in focus."""
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.screenshot(path=TARGET / f"{name}.png")


def of_goal(page: Page, title: str) -> None:
    page.goto("/goals/")
    page.get_by_role("link", name=title).first.click()
    page.wait_for_url("**/goals/*-*/")


def talk(page: Page) -> None:
    """Tell the coach something, in a conversation of its own, and wait for what it proposes."""
    page.goto("/coach/")
    page.locator("summary", has_text="Conversations").click()
    page.get_by_role("button", name="New conversation").click()
    page.get_by_label("Your message").fill("I ran 5 km today and drank 500 ml of water")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Confirm").first.wait_for()


def everywhere(page: Page, suffix: str) -> None:
    """What both sizes show."""
    for name, path in PLACES.items():
        page.goto(path)
        take(page, f"{name}{suffix}")
    of_goal(page, "Run")
    page.get_by_role("link", name="All check-ins").click()
    page.get_by_role("heading", name="Check-ins").wait_for()
    take(page, f"month{suffix}")
    talk(page)
    take(page, f"coach{suffix}")


def desk(page: Page) -> None:
    page.get_by_role("button", name="Done: Run").click()
    page.get_by_role("region", name="Last change").wait_for()
    take(page, "today")
    of_goal(page, "Run")
    take(page, "goal")
    page.goto("/goals/new/?pattern=target")
    take(page, "new-goal")
    everywhere(page, "")


def phone(page: Page) -> None:
    take(page, "today-phone-dark")
    of_goal(page, "Save £3,000")
    take(page, "goal-phone-dark")
    everywhere(page, "-phone-dark")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with demo_server() as demo, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=launch_arguments())
        for size, look in ((PHONE, phone), (DESK, desk)):
            with signed_in(browser, demo, size) as page:
                look(page)
        browser.close()


if __name__ == "__main__":
    main()
