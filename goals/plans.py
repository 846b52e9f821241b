"""Plans in words. A plan is kept as it was written; sentences that say "If" and "then I will" say it once. Pure."""

import re

# Words that a sentence about a plan says itself, in the languages of the pages; many people write them, too.
_IF = re.compile(r"\s*(?:if|when|wenn|falls)\s+(?=\S)", re.IGNORECASE)
_THEN = re.compile(r"\s*(?:then\s+)?(?:i\s+will|i[’']ll)\s+(?=\S)|\s*(?:then|dann)\s+(?=\S)", re.IGNORECASE)


def trigger_of(text: str) -> str:
    """A trigger without an "If" of its own."""
    return _without(_IF, text)


def deed_of(text: str) -> str:
    """An action without a "then I will" of its own."""
    return _without(_THEN, text)


def _without(words: re.Pattern[str], text: str) -> str:
    found = words.match(text)
    return text[found.end() :] if found else text
