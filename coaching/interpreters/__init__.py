"""Who understands a message: one interface, the offline implementation beside it, room for others.

An interpreter reads and never writes. What it proposes goes through the tools (coaching/tools.py), which ask the same
rules of everybody.
"""

from typing import Protocol

from coaching.commands import Reading, Utterance


class Interpreter(Protocol):
    """Turns what a person said into intents and commands; deterministic for the offline one."""

    def read(self, utterance: Utterance) -> Reading:
        """Never raises for anything a person can type; what it cannot read it abstains from."""
        ...
