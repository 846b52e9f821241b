"""What tests of the coach share."""

from collections.abc import Iterator

import pytest

from coaching.language import doubt
from tests.coaching.scripted import Scripted


@pytest.fixture
def certain(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is looked at, not how sure it is."""
    monkeypatch.setattr(doubt, "chance_of_misreading", lambda *_: 0.0)


@pytest.fixture
def script(settings: object) -> Iterator[dict[str, object]]:
    """Lets a test say what each message means."""
    settings.COACH_INTERPRETERS = {"offline": "tests.coaching.scripted.Scripted"}  # type: ignore[attr-defined]
    Scripted.lines = {}
    Scripted.heard.clear()
    yield Scripted.lines  # type: ignore[misc]
    Scripted.lines = {}
