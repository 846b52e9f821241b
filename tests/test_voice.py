"""No word on any page blames anybody, nor does any label that only a screen reader says."""

import pytest
from django.test import Client

from tests.every_page import pages_and_readers
from tests.pages import read
from tests.test_every_word import attributes, texts
from tests.test_pages_access import FORBIDDEN

pytestmark = pytest.mark.django_db


def test_no_page_blames_or_shouts(client: Client) -> None:
    found = {}
    for reader, paths in pages_and_readers():
        if reader is not None:
            client.force_login(reader)
        for path in paths:
            page = read(client.get(path))
            said = " ".join([*texts(page.one("body")), *attributes(page)])
            if words := [match.group() for match in FORBIDDEN.finditer(said)] + ["!"] * ("!" in said):
                found[path] = words
    assert found == {}
