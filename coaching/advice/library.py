"""The moves and what they rest on, as moves.toml and sources.toml hold them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Effect:
    """As published: `measure` is `d`, `g`, or `more` (percent more than without it); `studies` are the tests pooled."""

    measure: str
    value: float
    studies: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    code: str
    authors: str
    year: int
    title: str
    published_in: str
    doi: str | None = None
    effect: Effect | None = None

    @property
    def link(self) -> str | None:
        return f"https://doi.org/{self.doi}" if self.doi else None


@dataclass(frozen=True, slots=True)
class Move:
    """Something that helps. `tool` names the command with which it is done, where there is one."""

    code: str
    reasons: tuple[str, ...]
    sources: tuple[Source, ...]
    tool: str | None = None


@cache
def sources() -> Mapping[str, Source]:
    return {code: _source(code, values) for code, values in _file("sources").items()}


@cache
def moves() -> tuple[Move, ...]:
    """The most pressing first."""
    known = sources()
    return tuple(
        Move(
            code=code,
            reasons=tuple(values["reasons"]),
            sources=tuple(known[name] for name in values["sources"]),
            tool=values.get("tool"),
        )
        for code, values in _file("moves").items()
    )


def _source(code: str, values: dict[str, Any]) -> Source:
    effect = values.pop("effect", None)
    return Source(code=code, effect=Effect(**effect) if effect else None, **values)


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text())
