"""What a tool is: checked arguments, a scope, a risk, what it does, and the way back."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, ValidationError

from config.refusals import Invalid, NotFound
from goals.journal import Actor
from goals.models import Goal, Intention, Milestone, User
from goals.models.choices import Scope


class Risk(StrEnum):
    """What may happen before a person confirms: reads and low risks do, high ones wait."""

    NONE = "none"
    LOW = "low"
    HIGH = "high"


class Arguments(BaseModel):
    """Unknown names are refused, and text is never taken for a number of another type."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    def given(self) -> dict[str, Any]:
        """What the caller named, as the actions take it."""
        return {name: getattr(self, name) for name in self.model_fields_set}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool answers: `data` for programs, and for people `told`, in a sentence.

    A write names the row that it made or changed; `undo` is what the tool takes to go back. One that `changed` nothing,
    because all was so already, has neither.
    """

    data: dict[str, Any]
    told: str = ""
    goal: Goal | None = None
    entity: str = ""
    entity_id: uuid.UUID | None = None
    undo: dict[str, Any] = field(default_factory=dict)
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What a write would do, as a person is asked: "Change target", "5", "3"."""

    label: str
    before: str = ""
    after: str = ""
    goal: Goal | None = None

    def as_json(self) -> dict[str, str]:
        return {"label": self.label, "before": self.before, "after": self.after}


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, and for whom. `known` are goals of the owner's that were read already, and need not be again."""

    by: Actor
    owner: User
    known: Mapping[uuid.UUID, Goal] = field(default_factory=dict)

    def goal(self, pk: uuid.UUID) -> Goal:
        found: Goal = self.known.get(pk) or self._own(Goal.objects.all(), pk)
        found.owner = self.owner
        return found

    def milestone(self, pk: uuid.UUID) -> Milestone:
        found: Milestone = self._own(Milestone.objects.select_related("goal"), pk)
        return found

    def intention(self, pk: uuid.UUID) -> Intention:
        found: Intention = self._own(Intention.objects.select_related("goal"), pk)
        return found

    def _own(self, rows: Any, pk: uuid.UUID) -> Any:
        """Raises NotFound for an unknown row and for somebody else's alike."""
        found = rows.filter(owner=self.owner, pk=pk).first()
        if found is None:
            raise NotFound
        return found


Run = Callable[[Call, Any], Outcome]


@dataclass(frozen=True, slots=True)
class Tool:
    """`run` does it, `preview` says what it would do, `undo` takes back what an `Outcome.undo` describes."""

    name: str
    summary: str
    arguments: type[Arguments]
    run: Run
    scope: Scope = Scope.READ
    risk: Risk = Risk.NONE
    preview: Callable[[Call, Any], Preview] | None = None
    undo: Callable[[Call, Mapping[str, Any]], None] | None = None

    def checked(self, arguments: Mapping[str, Any]) -> Arguments:
        """Raises Invalid naming the arguments."""
        with _as_refusal():
            return self.arguments.model_validate(dict(arguments))

    def execute(self, *, by: Actor, owner: User, arguments: Mapping[str, Any]) -> Outcome:
        """Raises Invalid, NotFound, and what the action refuses."""
        return self.run(Call(by, owner), self.checked(arguments))

    def shown(self, call: Call, arguments: Mapping[str, Any]) -> Preview:
        """What would be done, read from the rows of now. Raises as `execute`; ValueError for a tool that only reads."""
        if self.preview is None:
            raise ValueError(f"{self.name} has nothing to show beforehand")
        return self.preview(call, self.checked(arguments))

    def take_back(self, *, by: Actor, owner: User, undo: Mapping[str, Any]) -> None:
        """Raises NotFound when the row is gone, and what the action refuses."""
        if self.undo is None:
            raise ValueError(f"{self.name} cannot be taken back")
        self.undo(Call(by, owner), undo)

    @property
    def has_undo(self) -> bool:
        return self.undo is not None

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of the arguments."""
        return self.arguments.model_json_schema()


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except ValidationError as error:
        fields: dict[str, list[str]] = {}
        for problem in error.errors(include_url=False, include_context=False, include_input=False):
            name = ".".join(map(str, problem["loc"])) or "arguments"
            fields.setdefault(name, []).append(_("%(problem)s.") % {"problem": problem["msg"].rstrip(".")})
        raise Invalid(fields=fields) from None
