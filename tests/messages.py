"""The messages that the source holds, found without gettext: what xgettext would take from it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("config", "goals", "checkins", "coaching")
# Which arguments of a call are context, message and plural.
_CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}


class Message(NamedTuple):
    context: str | None
    text: str
    plural: str | None


def in_source() -> set[Message]:
    """Every message of our modules and templates; one that occurs with and without a plural counts with it."""
    found = {message for room in ROOMS for path in (HOUSE / room).rglob("*.py") for message in in_python(path)}
    for suffix in ("html", "txt"):
        found |= {message for path in (HOUSE / "templates").rglob(f"*.{suffix}") for message in in_template(path)}
    with_plural = {(each.context, each.text) for each in found if each.plural is not None}
    return {each for each in found if each.plural is not None or (each.context, each.text) not in with_plural}


def in_python(path: Path) -> Iterator[Message]:
    return _in_tokens(path.read_text())


def in_template(path: Path) -> Iterator[Message]:
    """Django turns a template into calls between letters that mean nothing; indentation would mean something."""
    return _in_tokens(re.sub(r"^[ \t]+", "", templatize(path.read_text()), flags=re.MULTILINE))


def _in_tokens(source: str) -> Iterator[Message]:
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT)
    ]
    for place, (token, following) in enumerate(pairwise(tokens)):
        is_call = token.type == tokenize.NAME and token.string in _CALLS and following.string == "("
        if is_call and tokens[place - 1].string != "def":
            message = _message(_CALLS[token.string], _strings(tokens[place + 2 :]))
            if message:
                yield message


def _strings(tokens: list[tokenize.TokenInfo]) -> list[str]:
    """The leading arguments that are literal strings; adjacent ones are one."""
    arguments, parts = [], []
    for token in tokens:
        if token.type == tokenize.STRING:
            parts.append(token.string)
            continue
        if not parts:
            break
        arguments.append(str(ast.literal_eval(" ".join(parts))))
        parts = []
        if token.string != ",":
            break
    return arguments


def _message(places: tuple[int | None, int, int | None], arguments: list[str]) -> Message | None:
    context, text, plural = places
    if len(arguments) <= max(text, plural or 0):
        return None
    return Message(
        arguments[context] if context is not None else None,
        arguments[text],
        arguments[plural] if plural is not None else None,
    )
