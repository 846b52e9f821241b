"""Steady as an installed app. What the worker does is looked at in tests/e2e/test_installed.py."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from config import installed
from tests.pages import read


def test_manifest_names_what_an_installation_needs(client: Client) -> None:
    response = client.get("/manifest.webmanifest")
    manifest = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (manifest["id"], manifest["start_url"], manifest["scope"]) == ("/", "/today/", "/")
    assert (manifest["name"], manifest["display"]) == ("Steady", "standalone")
    assert [(one["name"], one["url"]) for one in manifest["shortcuts"]] == [
        ("Today", "/today/"),
        ("New goal", "/goals/new/"),
    ]


def test_icons_of_the_manifest_have_the_size_they_claim(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert [(icon["sizes"], icon.get("purpose")) for icon in icons] == [
        ("any", None),
        ("192x192", None),
        ("512x512", None),
        ("512x512", "maskable"),
    ]
    for icon in icons[1:]:
        data = Path(str(finders.find(icon["src"].removeprefix("/static/")))).read_bytes()
        width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        assert f"{width}x{height}" == icon["sizes"]


def test_every_page_names_the_manifest(client: Client) -> None:
    assert read(client.get("/offline/")).one("link", rel="manifest").attrs["href"] == "/manifest.webmanifest"


def test_worker_keeps_the_offline_page_and_what_draws_it_and_nothing_else(client: Client) -> None:
    response = client.get("/worker.js")
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/javascript", "no-cache")
    kept = re.search(r"const KEPT = \[(.*)\];", response.content.decode())
    assert kept is not None
    addresses = [bytes(one, "utf8").decode("unicode-escape") for one in re.findall(r'"([^"]+)"', kept[1])]
    assert addresses == ["/offline/", "/static/css/app.css", "/static/js/app.js", "/static/img/icon.svg"]
    drawn_with = [node.attrs.get("src") or node.attrs["href"] for node in read(client.get("/offline/")).walk()
                  if node.tag == "script" or node.attrs.get("rel") in ("stylesheet", "icon")]  # fmt: skip
    assert sorted(drawn_with) == sorted(addresses[1:])


def test_worker_changes_when_what_it_keeps_does(client: Client, monkeypatch: Any, tmp_path: Path) -> None:
    before = client.get("/worker.js").content
    changed = tmp_path / "app.css"
    changed.write_text("body { margin: 1px }")
    monkeypatch.setattr(installed, "find", lambda _name: str(changed))
    installed._version.cache_clear()
    try:
        assert client.get("/worker.js").content != before
    finally:
        installed._version.cache_clear()


@pytest.mark.django_db
def test_offline_page_is_the_same_for_everybody(client: Client, admin_client: Client) -> None:
    pages = [one.get("/offline/") for one in (client, admin_client)]
    assert pages[0].content == pages[1].content
    assert read(pages[0]).one("h1").text == "You are offline"
    assert "Set-Cookie" not in pages[0]
    assert not pages[0].cookies


def test_addresses_for_reading_take_nothing(client: Client) -> None:
    assert [client.post(path).status_code for path in ("/manifest.webmanifest", "/worker.js", "/offline/")] == [405] * 3


def test_worker_keeps_the_offline_page_in_the_language_of_its_reader(client: Client) -> None:
    english, german = (
        client.get("/worker.js", headers={"accept-language": each}).content.decode() for each in ("en", "de")
    )
    assert '"Accept-Language": "de"' in german
    assert re.findall(r"steady-\w+", english) != re.findall(r"steady-\w+", german)
    assert client.get("/worker.js", headers={"accept-language": "en"}).content.decode() == english
