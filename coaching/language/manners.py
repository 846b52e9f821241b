"""Greetings, thanks, farewells and chat at the edge of a clause."""

from collections.abc import Iterable
from dataclasses import replace

from coaching.language.clauses import Clause
from coaching.language.rules import says

MANNERS = ("greeting", "farewell", "thanks", "chat")


def manners_in(clause: Clause, names: Iterable[str]) -> tuple[str, Clause | None] | None:
    """The first of the named lists that the clause has, and what is left of the clause; None where it has none."""
    text = clause.text.strip(" ,;:-")
    at = clause.text.index(text)
    for name in names:
        found = says(name, text)
        if found is None:
            continue
        if found.start() > 0:
            rest = replace(clause, start=clause.start + at, end=clause.start + at + found.start())
        elif found.end() >= len(text) - 1:
            return name, None
        else:
            rest = replace(clause, start=clause.start + at + found.end(), end=clause.start + at + len(text))
        return name, rest if rest.text.strip(" ,;:-!.") else None
    return None
