"""Read a large JSON object a member at a time, and its lists a row at a time, in bounded memory."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from django.utils.translation import gettext as _

from checkins.loop_import.files import InvalidImport

MOST_OF_A_ROW = 2**20
_STEP = 2**18
_MORE_OF_A_NUMBER = ("", ".", "e", "E", "+", "-")
_SPACE = re.compile(r"[ \t\n\r]*")


def _no_number(word: str) -> Any:
    raise ValueError(word)


_decoder = json.JSONDecoder(parse_constant=_no_number)


class JsonRows:
    """A cursor over the text of one JSON document. Every method raises InvalidImport where that is none."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._is_read = False
        self._line = 1

    def members(self) -> Iterator[str]:
        """The names of the object's members. Each value is to be taken, by `value` or `rows`, before the next."""
        self._take("{")
        yield from self._between("}", self._name)
        if self._next() != "":
            raise self._broken()

    def rows(self) -> Iterator[Any]:
        """The elements of the list that comes next."""
        self._take("[")
        yield from self._between("]", self.value)

    def value(self) -> Any:
        """The value that comes next, whole; at most a megabyte of it."""
        self._next()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                end = None
            # A number may go on in what has not been read yet.
            if end is not None and (self._is_read or self._text[end : end + 1] not in _MORE_OF_A_NUMBER):
                self._at = end
                return value
            if self._is_read or len(self._text) - self._at > MOST_OF_A_ROW:
                raise self._broken()
            self._read_on()

    def _between(self, end: str, one: Any) -> Iterator[Any]:
        if self._next() == end:
            self._at += 1
            return
        while True:
            yield one()
            divider = self._next()
            self._at += 1
            if divider == end:
                return
            if divider != ",":
                self._at -= 1
                raise self._broken()

    def _name(self) -> str:
        name = self.value()
        if not isinstance(name, str):
            raise self._broken()
        self._take(":")
        return name

    def _take(self, character: str) -> None:
        if self._next() != character:
            raise self._broken()
        self._at += 1

    def _next(self) -> str:
        """The next character that is not space, without taking it; empty at the end."""
        while True:
            match = _SPACE.match(self._text, self._at)
            self._at = match.end() if match else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if self._is_read:
                return ""
            self._read_on()

    def _read_on(self) -> None:
        self._line += self._text.count("\n", 0, self._at)
        data = self._file.read(max(_STEP, len(self._text) - self._at))
        self._is_read = not data
        try:
            self._text = self._text[self._at :] + self._decode.decode(data, final=not data)
        except UnicodeDecodeError:
            raise InvalidImport(_("This is not UTF-8 text.")) from None
        self._at = 0

    def _broken(self) -> InvalidImport:
        line = self._line + self._text.count("\n", 0, self._at)
        return InvalidImport(_("This is not JSON, or it is cut off: line %(line)d.") % {"line": line})
