"""What an action raises when it will not do what was asked.

One base class, so that the API, the pages, the admin and commands translate every refusal in one place. The concrete
classes stand beside the actions that raise them.
"""

from collections.abc import Mapping, Sequence

Fields = Mapping[str, Sequence[str]]


class Refusal(Exception):
    """A rule said no. `sentence` tells a person what to do about it; `fields` names the inputs it concerns.

    `retry_after` are the seconds after which the same will do; None where time alone changes nothing.
    """

    code = "REFUSED"
    status = 400
    sentence = "This cannot be done."
    retry_after: int | None = None

    def __init__(self, sentence: str | None = None, fields: Fields | None = None) -> None:
        if sentence is not None:
            self.sentence = sentence
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
        super().__init__(self.sentence)


class Invalid(Refusal):
    """Input that breaks a rule; `fields` says which and why."""

    code = "VALIDATION_ERROR"
    sentence = "Some of what was sent is not valid."


class NotFound(Refusal):
    """Unknown, or somebody else's: the two must not be told apart."""

    code = "NOT_FOUND"
    status = 404
    sentence = "There is nothing here with this id."


class Forbidden(Refusal):
    code = "PERMISSION_DENIED"
    status = 403
    sentence = "You may not do this."
