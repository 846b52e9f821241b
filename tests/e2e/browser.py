"""Which browser the browser tests drive, and how it is started.

As a program (`python -m tests.e2e.browser`) it prints the path, or ends with status 1 where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> Path | None:
    """Return the Chromium that STEADY_BROWSER names, an installed one, or the test tool's own download.

    None where there is none, or where nothing could drive it. A path in STEADY_BROWSER that does not exist counts as
    none, so that a typing mistake is not papered over.
    """
    if not driver_starts():
        return None
    named = os.environ.get("STEADY_BROWSER")
    if named:
        return Path(named) if Path(named).is_file() else None
    installed = next(filter(None, map(shutil.which, NAMES)), None)
    return Path(installed) if installed else downloaded_browser()


def driver_starts() -> bool:
    """Tell whether the test tool's driver runs: a bare Debian lacks a library that it needs (libatomic1)."""
    node, _ = compute_driver_executable()
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


def downloaded_browser() -> Path | None:
    """Return the Chromium that the test tool has downloaded, if it has."""
    with sync_playwright() as playwright:
        browser = Path(playwright.chromium.executable_path)
    return browser if browser.is_file() else None


def launch_arguments() -> list[str]:
    """Return Chromium's switches: nothing that reaches for the network; no sandbox for root, who cannot have one."""
    return [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


if __name__ == "__main__":
    browser = find_browser()
    sys.stdout.write(f"{browser or 'no browser found'}\n")
    sys.exit(browser is None)
