"""The image holds what the program needs, and compose.yaml hands on what people set."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def copied() -> list[str]:
    """What the Dockerfile takes from the repository."""
    lines = re.findall(r"^COPY (?!--from)(.+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    return [source for line in lines for source in line.split()[:-1]]


def test_everything_that_is_copied_is_there_and_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert ignored[0] == "*"
    assert {line.removeprefix("!") for line in ignored if line.startswith("!")} == set(copied())
    assert [source for source in copied() if not (ROOT / source).exists()] == []


def test_image_holds_every_room_with_its_pages_and_words() -> None:
    sources = re.search(r"^SOURCES := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert sources is not None
    assert {*sources[1].split(), "templates", "static", "locale", "manage.py"} <= set(copied())


def test_image_is_installed_by_the_uv_of_the_makefile() -> None:
    version = re.search(r"^UV_VERSION := (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert version is not None
    assert f"uv=={version[1]}" in (ROOT / "Dockerfile").read_text()


def test_what_stands_in_the_environment_file_reaches_every_process_of_ours() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    ours = {name: service for name, service in services.items() if service["image"] == "steady"}
    assert set(ours) == {"migrate", "web", "worker"}
    assert {service["env_file"] for service in ours.values()} == {".env"}
    assert [name for name, service in ours.items() if "SECRET_KEY" not in service["environment"]] == []
