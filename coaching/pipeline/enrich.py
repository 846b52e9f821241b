"""Enrich: commands become tool calls on the person's own rows, or questions back where something is not clear."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from coaching import dialogue
from coaching.answers import read_amount
from coaching.commands import (
    CancelCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    ReviewCommand,
    SetSentimentCommand,
)
from coaching.measures import converted
from coaching.pending import Held, chosen, is_decision, is_no, is_question, is_yes, take_back
from coaching.pipeline.requests import Ask, Correct, Decide, Do, Doubt, LetGo, Request, Say, SetUp, Show
from coaching.pipeline.turn import Turn
from goals.models import Goal, Milestone
from goals.wording import measure_of

_MOST_CHOICES = 8
_NEEDS_GOAL = (CheckInCommand, CompleteMilestoneCommand, SetSentimentCommand)


def enrich(turn: Turn) -> None:
    turn.requests = list(_requests(turn))


def _requests(turn: Turn) -> Iterator[Request]:
    if turn.held is not None:
        settled = _settled(turn, turn.held)
        if settled is not None:
            yield from settled
            return
    if turn.has_proposed and is_decision(turn.text):
        yield Decide(is_yes(turn.text))
        return
    if turn.draft is not None:
        yield from _drafted(turn, turn.draft)
        return
    if dialogue.begins(turn.text):
        yield SetUp(dialogue.Draft())
        return
    if turn.text == take_back():
        yield Correct()
        return
    if is_decision(turn.text) and not turn.commands:
        yield Doubt(is_denied=not is_yes(turn.text))
        return
    found = resolved(turn, turn.commands)
    yield from (map(_unsure, found) if turn.reading.clarify else found)


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
        if amount is not None and not turn.commands:
            return list(resolved(turn, held.answered(value=amount.value, unit=amount.unit)))
    if turn.commands or not turn.reading.abstains:
        return None
    return [_ask_again(turn, held)]


def _ask_again(turn: Turn, held: Held) -> Ask:
    if held.missing == "goal":
        return Ask(held, _("I did not get which goal you mean. Choose one, or say “never mind”."), _titles(turn, held))
    return Ask(held, _("I did not get the amount. A number is enough, or say “never mind”."))


def _titles(turn: Turn, held: Held) -> tuple[str, ...]:
    return tuple(turn.titles(held.choices))


def _drafted(turn: Turn, draft: dialogue.Draft) -> Iterator[Request]:
    """The answer to a question about a new goal; something else that was understood comes first, and the goal waits."""
    if is_no(turn.text) and turn.text.strip().casefold().rstrip(".! ") not in ("no", "none"):
        yield Say(_("All right, no new goal. Nothing was changed."))
        return
    others = [command for command in turn.commands if not isinstance(command, CreateGoalCommand)]
    is_aside = is_question(turn.text) or (bool(others) and draft.asked in dialogue.IN_FREE_WORDS)
    filled = None
    if not is_aside:
        filled = dialogue.answered(draft, turn.text, turn.now.astimezone(turn.owner.zone), turn.today)
    if filled is not None:
        yield SetUp(filled)
        return
    yield from resolved(turn, others)
    yield SetUp(draft, is_understood=is_aside or bool(others))


def resolved(turn: Turn, commands: Iterable[Command]) -> Iterator[Request]:
    """Requests in order of mention. While one of them needs a question, no write is among them."""
    commands = tuple(commands)
    asked = next(_questions(turn, commands), None)
    shown = [command for command in commands if isinstance(command, ReviewCommand)]
    if asked is not None:
        yield asked
        yield from (Show(turn.row(command.goal), command.period) for command in shown)
        return
    rest = list(commands)
    while rest:
        command = rest.pop(0)
        if isinstance(command, CancelCommand) and command.what == "last":
            then = rest.pop(0) if rest and isinstance(rest[0], CheckInCommand) else None
            goal = turn.row(command.goal) or (turn.row(then.goal) if isinstance(then, CheckInCommand) else None)
            yield Correct(goal, then if isinstance(then, CheckInCommand) else None)
        else:
            yield from _one(turn, command)


def _one(turn: Turn, command: Command) -> Iterator[Request]:
    match command:
        case CheckInCommand() | CompleteMilestoneCommand() | SetSentimentCommand():
            yield from _done(turn, command)
        case CreateGoalCommand():
            yield SetUp(dialogue.draft_of(command))
        case CancelCommand():
            yield LetGo(turn.row(command.goal))
        case ReviewCommand():
            yield Show(turn.row(command.goal), command.period)


def _questions(turn: Turn, commands: tuple[Command, ...]) -> Iterator[Ask]:
    is_correction = False
    for place, command in enumerate(commands):
        goal = turn.row(getattr(command, "goal", None))
        if isinstance(command, _NEEDS_GOAL) and goal is None and not is_correction:
            yield _which_goal(turn, commands, place)
        elif isinstance(command, CheckInCommand) and goal is not None and amount_of(command, goal) is None:
            yield _which_amount(turn, commands, place, goal)
        elif isinstance(command, CompleteMilestoneCommand) and goal is not None and _milestone(goal, command) is None:
            yield _which_goal(turn, commands, place)
        is_correction = isinstance(command, CancelCommand) and command.what == "last"


def _which_goal(turn: Turn, commands: tuple[Command, ...], place: int) -> Ask:
    command = commands[place]
    offered: Iterable[KnownGoal] = getattr(command, "candidates", ()) or turn.known.values()
    ids = tuple(known.id for known in offered if known.id is not None and known.id in turn.goals)[:_MOST_CHOICES]
    held = Held(commands, place, "goal", ids)
    if not ids:
        return Ask(held, _("You have no active goal yet that this could be for. Set one up first."))
    return Ask(held, _("Which goal is that for?"), _titles(turn, held))


def _which_amount(turn: Turn, commands: tuple[Command, ...], place: int, goal: Goal) -> Ask:
    words = {"title": goal.title, "unit": measure_of(goal)}
    return Ask(Held(commands, place, "value"), _("%(title)s is counted in %(unit)s. How many is it?") % words)


def amount_of(command: CheckInCommand, goal: Goal) -> Decimal | str | None:
    """The amount in the goal's own unit; the status where none was said; None where the units do not fit.

    "Two coffees" are two of whatever "Coffee limit" counts.
    """
    if command.value is None:
        return command.status or ""
    unit = None if command.unit and command.unit.casefold() in goal.title.casefold().split() else command.unit
    if goal.currency and unit not in (None, goal.currency):
        return None
    return converted(command.value, unit, goal.currency or goal.unit)


def _milestone(goal: Goal, command: CompleteMilestoneCommand) -> Milestone | None:
    titles = {milestone.title.casefold(): milestone for milestone in goal.milestones.all()}
    return titles.get(command.milestone.casefold())


def _done(turn: Turn, command: Command) -> Iterator[Do]:
    """The tool call of a command about a goal that is known by now."""
    goal = turn.row(getattr(command, "goal", None))
    if goal is None:
        return
    match command:
        case CheckInCommand():
            yield record_of(command, goal)
        case CompleteMilestoneCommand() if milestone := _milestone(goal, command):
            yield Do("complete_milestone", {"milestone_id": str(milestone.pk)}, goal, command.confidence)
        case SetSentimentCommand():
            arguments = {"goal_id": str(goal.pk), "sentiment": command.sentiment}
            yield Do("update_goal_sentiment", arguments, goal, command.confidence)


def record_of(command: CheckInCommand, goal: Goal) -> Do:
    """Money that is saved up or paid off is a contribution; what else was counted or done is a check-in."""
    about = {"goal_id": str(goal.pk), "date": command.date.isoformat()}
    if command.value is None:
        return Do("record_check_in", {**about, "status": command.status or "completed"}, goal, command.confidence)
    value = str(amount_of(command, goal))
    if goal.finance_mode:
        return Do("log_contribution", {**about, "amount": value}, goal, command.confidence)
    return Do("record_check_in", {**about, "value": value}, goal, command.confidence)
