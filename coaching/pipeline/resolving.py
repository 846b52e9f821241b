"""Commands become tool calls on the person's own rows, or questions back where something is not clear."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from coaching import dialogue
from coaching.commands import (
    AddPartCommand,
    CancelCommand,
    ChangeGoalCommand,
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    CreateGoalCommand,
    KnownGoal,
    ReviewCommand,
    SetSentimentCommand,
)
from coaching.pending import Held
from coaching.pipeline.changing import amount_of, changed
from coaching.pipeline.requests import Ask, Correct, Do, LetGo, Request, SetUp, Show
from coaching.pipeline.turn import Turn
from goals.models import Goal, Milestone
from goals.wording import measure_of

_MOST_CHOICES = 8
_NEEDS_GOAL = (CheckInCommand, CompleteMilestoneCommand, SetSentimentCommand, ChangeGoalCommand, AddPartCommand)


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
            then = then if isinstance(then, CheckInCommand) else None
            yield Correct(goal, then, is_doubtful=command.is_doubtful)
        else:
            yield from _one(turn, command)


def _one(turn: Turn, command: Command) -> Iterator[Request]:
    match command:
        case CheckInCommand() | CompleteMilestoneCommand() | SetSentimentCommand():
            yield from _done(turn, command)
        case CreateGoalCommand():
            yield SetUp(dialogue.draft_of(command))
        case ChangeGoalCommand() | AddPartCommand():
            yield from changed(turn, command)
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
        elif isinstance(command, CheckInCommand | ChangeGoalCommand) and goal and amount_of(command, goal) is None:
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
    return Ask(held, _("Which goal is that for?"), tuple(turn.titles(held.choices)))


def _which_amount(turn: Turn, commands: tuple[Command, ...], place: int, goal: Goal) -> Ask:
    words = {"title": goal.title, "unit": measure_of(goal)}
    return Ask(Held(commands, place, "value"), _("%(title)s is counted in %(unit)s. How many is it?") % words)


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
