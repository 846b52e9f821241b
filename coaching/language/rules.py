"""What a stretch of text says by the way it is put: the patterns of data/rules.toml by name."""

import re
from functools import cache

from coaching.language.vocabulary import table


def says(name: str, text: str) -> re.Match[str] | None:
    """The first place where one of the patterns of that name fits."""
    return rule(name).search(text)


@cache
def rule(name: str) -> re.Pattern[str]:
    data = table("rules")
    return re.compile("|".join(f"(?:{_filled(pattern, data['parts'])})" for pattern in data["rules"][name]))


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern
