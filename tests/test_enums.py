"""Members of an enum that are attributes of its class are the same members."""

from enum import StrEnum

import pytest

from checkins.units import State
from config.enums import direct
from goals.models.choices import Pattern


@direct
class Answer(StrEnum):
    YES = "yes"
    AYE = "yes"
    NO = "no"


def test_members_are_found_without_a_call() -> None:
    for kind in (Answer, State, Pattern):
        held = {name: member for name, member in vars(kind).items() if isinstance(member, kind)}
        assert {name: held[name] for name in kind.__members__} == dict(kind.__members__)


def test_enum_is_otherwise_as_it_was() -> None:
    assert list(Answer) == [Answer.YES, Answer.NO]
    assert {id(Answer("yes")), id(Answer.YES), id(Answer.AYE), id(Answer["AYE"])} == {id(Answer["YES"])}
    assert Answer.NO.name == "NO"
    with pytest.raises(ValueError, match="perhaps"):
        Answer("perhaps")
    with pytest.raises(AttributeError):
        setattr(Answer, "YES", "no")  # noqa: B010
