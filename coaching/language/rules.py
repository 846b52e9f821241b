"""What a stretch of text says by the way it is put: the patterns of data/rules.toml and questions.toml by name."""

import re
from functools import cache

from coaching.language.vocabulary import table

_FILES = ("rules", "questions")


def says(name: str, text: str) -> re.Match[str] | None:
    """The first place where one of the patterns of that name fits."""
    return rule(name).search(text)


@cache
def rule(name: str) -> re.Pattern[str]:
    parts = table("rules")["parts"]
    patterns = next(found for file in _FILES if (found := table(file)["rules"].get(name)) is not None)
    return re.compile("|".join(f"(?:{_filled(pattern, parts)})" for pattern in patterns))


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
