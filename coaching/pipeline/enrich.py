"""Enrich: what the message means for the questions that are open, and what it asks for by itself."""

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from coaching import dialogue
from coaching.answers import read_amount
from coaching.pending import Held, chosen, is_decision, is_no, is_yes, take_back
from coaching.pipeline.drafting import drafted
from coaching.pipeline.requests import Ask, Correct, Decide, Do, Doubt, Request, Say, SetUp
from coaching.pipeline.resolving import resolved
from coaching.pipeline.turn import Turn


def enrich(turn: Turn) -> None:
    turn.requests = list(_requests(turn))


def _requests(turn: Turn) -> Iterator[Request]:
    """What an open question makes of the message; a goal that is being set up then asks on, or goes on resting."""
    draft = turn.draft
    if draft is not None and draft.is_proposed and turn.heard is not None:
        yield SetUp(turn.heard)
        return
    if draft is not None and draft.rests and not draft.is_proposed:
        if dialogue.resumes(turn.text):
            yield SetUp(dialogue.taken_up(draft))
            return
        turn.next_draft = draft
    found = _answers(turn)
    if found is None and draft is not None and not draft.rests:
        yield from drafted(turn, draft)
    elif found is None:
        yield from _news(turn)
    else:
        yield from found
        if draft is not None and not draft.rests:
            yield SetUp(draft)


def _answers(turn: Turn) -> list[Request] | None:
    """What the message says to a question, a proposal or an entry; None when it is no answer to any."""
    settled = _settled(turn, turn.held) if turn.held is not None else None
    if settled is not None:
        return settled
    if turn.has_proposed and is_decision(turn.text):
        return [Decide(is_yes(turn.text))]
    return [Correct()] if turn.text == take_back() else None


def _news(turn: Turn) -> Iterator[Request]:
    """What a message asks for that answers nothing."""
    if dialogue.begins(turn.text):
        yield SetUp(dialogue.Draft())
    elif is_decision(turn.text) and not turn.commands:
        yield from _decided(turn)
    else:
        found = resolved(turn, turn.commands)
        yield from (map(_unsure, found) if turn.reading.clarify else found)


def _decided(turn: Turn) -> Iterator[Request]:
    """ "Never mind" drops a goal that rests; any other yes or no has nothing to decide."""
    if turn.next_draft is not None and dialogue.calls_off(turn.next_draft, turn.text):
        turn.next_draft = None
        yield Say(_("All right, no new goal. Nothing was changed."))
    else:
        yield Doubt(is_denied=not is_yes(turn.text))


def _unsure(request: Request) -> Request:
    """What the interpreter would ask back about is not done at once, whatever else is known of it."""
    if isinstance(request, Do):
        return replace(request, confidence=0.0)
    return replace(request, is_sure=False) if isinstance(request, Correct) else request


def _settled(turn: Turn, held: Held) -> list[Request] | None:
    """What the answer to the open question leads to; None when it is no answer but a new message."""
    if is_no(turn.text):
        return [Say(_("All right. Nothing was recorded."))]
    if held.missing == "goal":
        titles = turn.titles(held.choices)
        place = chosen(turn.text, titles)
        if place is not None:
            return list(resolved(turn, held.answered(goal=turn.known[held.choices[place]])))
    else:
        amount = read_amount(turn.text)
        if amount is not None and not _is_of_another(turn, held):
            return list(resolved(turn, held.answered(value=amount.value, unit=amount.unit)))
    if turn.commands or not turn.reading.abstains:
        return None
    return [_ask_again(turn, held)]


def _is_of_another(turn: Turn, held: Held) -> bool:
    """Whether the message tells of another goal than the one whose amount is asked for."""
    asked = getattr(held.commands[held.place], "goal", None)
    return any(getattr(command, "goal", None) not in (None, asked) for command in turn.commands)


def _ask_again(turn: Turn, held: Held) -> Ask:
    if held.missing == "goal":
        return Ask(
            held,
            _("I did not get which goal you mean. Choose one, or say “never mind”."),
            tuple(turn.titles(held.choices)),
        )
    return Ask(held, _("I did not get the amount. A number is enough, or say “never mind”."))
