"""Random lives: a person who does, in any order, whatever the actions allow, while days pass."""

import datetime as dt
from contextlib import suppress
from decimal import Decimal
from typing import Any, NamedTuple

from hypothesis import strategies as st

from checkins.actions import (
    Draft,
    Found,
    correct_check_in,
    dismiss_insight,
    find_insights,
    finish_day,
    move_amount,
    record_batch,
    record_check_in,
    record_check_ins,
    set_day,
    undo_check_in,
)
from checkins.actions import withdraw_check_in as withdraw
from checkins.models import CheckIn, Insight
from config.refusals import Refusal
from goals import actions
from goals.models import Change, Contribution, Debt, Goal, HabitLink, Intention, Milestone, Pause, Task
from goals.models.choices import Pattern
from tests.factories import UserFactory, acting

BIRTH = dt.datetime(2026, 2, 20, 12, tzinfo=dt.UTC)
STATUSES = ("completed", "skipped", "missed", None)
VALUES = [Decimal(text) for text in ("0", "1", "2.5", "-3", "10", "0.0001", "9999999999999999.9999")]
TERMS: list[dict[str, Any]] = [
    {"period": "day", "times_per_period": 1, "weekdays": None, "every_n_days": None, "target_value": None},
    {"period": "week", "times_per_period": 3, "weekdays": None, "every_n_days": None},
    {"period": "month", "times_per_period": 2, "weekdays": None, "every_n_days": None},
    {"weekdays": [0, 2, 4], "every_n_days": None},
    {"every_n_days": 3, "times_per_period": 1, "weekdays": None},
    {"every_n_days": 5, "times_per_period": 2, "weekdays": None},
    {"period": "week", "target_value": Decimal("7.5"), "weekdays": None, "every_n_days": None},
    {"period": "day", "target_value": Decimal(2), "baseline_value": Decimal("0.5"), "target_date": dt.date(2026, 6, 1)},
    {"target_value": Decimal(-4), "direction": "decrease"},
    {"reserve_per_month": 1, "silence": "unknown", "start_date": dt.date(2026, 2, 10)},
]
# How many of them change terms and nothing else.
TERMS_ALONE = 8
DAYS: list[dict[str, Any]] = [
    {"timezone": "Pacific/Kiritimati", "week_starts_on": 6},
    {"timezone": "Pacific/Midway", "day_starts_at": 12},
    {"timezone": "Europe/Berlin", "day_starts_at": 3, "week_starts_on": 0},
]


class Move(NamedTuple):
    """What is done, to which of several, and how."""

    name: str
    which: int
    how: int


class Life:
    """Plays moves; what an action refuses is a move that was not made."""

    def __init__(self, clock: Any, goals: int = 5) -> None:
        self.clock = clock
        self.owner = UserFactory.create()
        self.by = acting(self.owner)
        for number in range(goals):
            self.play([Move("begin", number, 1), Move("record", number, 2 * number)])

    def play(self, moves: list[Move]) -> None:
        for move in moves:
            self.owner.refresh_from_db()
            with suppress(Refusal):
                getattr(self, move.name)(move.which, move.how)

    def goal(self, which: int) -> Goal:
        goals = list(Goal.objects.for_owner(self.owner).order_by("created_at", "id"))
        return goals[which % len(goals)] if goals else self.begin(which, which)

    def one_of(self, rows: Any, which: int) -> Any:
        """Refuses when there is none, as an unknown id is refused."""
        found = list(rows.order_by("created_at", "id"))
        if not found:
            raise Refusal
        return found[which % len(found)]

    def check_in(self, which: int) -> CheckIn:
        found: CheckIn = self.one_of(CheckIn.objects.for_owner(self.owner), which)
        return found

    def milestone(self, which: int) -> Milestone:
        found: Milestone = self.one_of(Milestone.objects.for_owner(self.owner), which)
        return found

    def day(self, how: int) -> dt.date:
        today: dt.date = self.owner.today()
        return today - dt.timedelta(days=how % 15)

    # The moves

    def wait(self, which: int, how: int) -> None:
        self.clock.shift(dt.timedelta(days=which % 9, hours=how))

    def wait_long(self, which: int, how: int) -> None:
        """Months or years in which nothing is told."""
        self.clock.shift(dt.timedelta(days=(20, 45, 100, 200, 330, 366, 800)[which % 7] + how))

    def look_back(self, which: int, how: int) -> None:
        """Tell of days months and years ago."""
        day = self.owner.today() - dt.timedelta(days=17 * how + which)
        record_check_in(by=self.by, goal=self.goal(which), check_in_date=day, value_recorded=VALUES[how % len(VALUES)])

    def begin(self, which: int, how: int) -> Goal:
        patterns = list(Pattern)
        steps = [{"title": f"Step {number}", "share": share} for number, share in enumerate((None, 60))]
        return actions.create_goal(
            by=self.by,
            owner=self.owner,
            title="A goal",
            pattern=patterns[which % len(patterns)],
            milestones=steps if how % 2 else (),
            intentions=[{"trigger_condition": "it rains", "action": "I read"}] if how % 3 == 0 else (),
            **TERMS[how % len(TERMS)],
        )

    def edit(self, which: int, how: int) -> None:
        actions.update_goal(by=self.by, goal=self.goal(which), title=f"Title {how % 3}", **TERMS[how % len(TERMS)])

    def record(self, which: int, how: int) -> None:
        fields = {
            "habit_completion_status": STATUSES[how % 4],
            "value_recorded": VALUES[how % len(VALUES)] if which % 2 else None,
            "content": "A note" if how % 5 == 0 else None,
        }
        record_check_in(by=self.by, goal=self.goal(which), check_in_date=self.day(how), **fields)

    def record_many(self, which: int, how: int) -> None:
        drafts = [Draft(check_in_date=self.day(how + step), value_recorded=VALUES[step]) for step in range(which % 4)]
        record_check_ins(by=self.by, goal=self.goal(which), drafts=drafts)

    def record_for_several(self, which: int, how: int) -> None:
        entries = [
            (
                self.goal(which + step),
                Draft(check_in_date=self.day(how * step), habit_completion_status=STATUSES[how % 3]),
            )
            for step in range(which % 5)
        ]
        record_batch(by=self.by, owner=self.owner, entries=entries)

    def tick(self, which: int, how: int) -> None:
        if how % 3:
            move_amount(by=self.by, goal=self.goal(which), day=self.day(how), amount=VALUES[which % len(VALUES)])
        else:
            finish_day(by=self.by, goal=self.goal(which), day=self.day(how))

    def reach(self, which: int, how: int) -> None:
        milestone = self.milestone(how)
        record_check_in(by=self.by, goal=milestone.goal, milestone=milestone)

    def set(self, which: int, how: int) -> None:
        set_day(by=self.by, goal=self.goal(which), day=self.day(how), status=STATUSES[(which + how) % 4])

    def correct(self, which: int, how: int) -> None:
        check_in = self.check_in(which)
        changes: list[dict[str, Any]] = [
            {"check_in_date": self.day(how)},
            {"habit_completion_status": STATUSES[how % 4]},
            {"value_recorded": VALUES[how % len(VALUES)]},
            {"milestone": Milestone.objects.filter(goal=check_in.goal).last(), "content": "Reached"},
            {"value_recorded": None, "mood": 1 + how % 5},
        ]
        correct_check_in(by=self.by, check_in=check_in, **changes[how % len(changes)])

    def withdraw(self, which: int, how: int) -> None:
        withdraw(by=self.by, check_in=self.check_in(which))

    def undo(self, which: int, how: int) -> None:
        ids = list(Change.objects.for_owner(self.owner).filter(entity="check_in").values_list("entity_id", flat=True))
        if ids:
            undo_check_in(by=self.by, owner=self.owner, check_in_id=ids[which % len(ids)])

    def move(self, which: int, how: int) -> None:
        ways = [
            actions.pause_goal,
            actions.resume_goal,
            actions.complete_goal,
            actions.abandon_goal,
            actions.reactivate_goal,
            actions.archive_goal,
            actions.restore_goal,
        ]
        ways[how % len(ways)](by=self.by, goal=self.goal(which))

    def erase(self, which: int, how: int) -> None:
        actions.erase_goal(by=self.by, goal=self.goal(which))

    def step(self, which: int, how: int) -> None:
        if how % 5 == 0:
            actions.create_milestone(by=self.by, goal=self.goal(which), title="Another")
            return
        milestone = self.milestone(which)
        if how % 5 == 1:
            ids = [each.pk for each in reversed(milestone.goal.milestones.all())]
            actions.reorder_milestones(by=self.by, goal=milestone.goal, ids=ids)
        elif how % 5 == 2:
            actions.update_milestone(by=self.by, milestone=milestone, share=(None, 30, Decimal("99.9"))[how % 3])
        else:
            way = [actions.complete_milestone, actions.reopen_milestone, actions.delete_milestone][which % 3]
            way(by=self.by, milestone=milestone)

    def plan(self, which: int, how: int) -> None:
        plan: Intention = self.one_of(Intention.objects.for_owner(self.owner), which)
        ways = [actions.toggle_intention, actions.rehearse_intention, actions.delete_intention]
        ways[how % len(ways)](by=self.by, intention=plan)

    def work(self, which: int, how: int) -> None:
        if how % 2:
            goal = self.goal(which)
            work = {"milestone": goal.milestones.first(), "weight": 1 + how % 3, "focus_minutes": how}
            actions.create_task(by=self.by, goal=goal, title="A task", **work)
            return
        task: Task = self.one_of(Task.objects.for_owner(self.owner), which)
        ways = [actions.complete_task, actions.reopen_task, actions.delete_task]
        ways[how // 2 % len(ways)](by=self.by, task=task)

    def link(self, which: int, how: int) -> None:
        if how % 4:
            actions.link_habit(by=self.by, goal=self.goal(which), habit=self.goal(how), weight=1 + how % 3)
        else:
            actions.unlink_habit(by=self.by, link=self.one_of(HabitLink.objects.for_owner(self.owner), which))

    def weigh(self, which: int, how: int) -> None:
        if how % 2:
            link: HabitLink = self.one_of(HabitLink.objects.for_owner(self.owner), which)
            actions.update_habit_link(by=self.by, link=link, weight=1 + how % 4)
        else:
            task: Task = self.one_of(Task.objects.for_owner(self.owner), which)
            actions.update_task(by=self.by, task=task, weight=1 + how % 4, focus_minutes=how)

    def pay(self, which: int, how: int) -> None:
        rows = Contribution.objects.for_owner(self.owner)
        if how % 4 == 0:
            actions.withdraw_contribution(by=self.by, contribution=self.one_of(rows, which))
        elif how % 4 == 1:
            amount = VALUES[which % len(VALUES)]
            actions.correct_contribution(by=self.by, contribution=self.one_of(rows, which), amount=amount)
        elif how % 4 == 2 and which % 3 == 0:
            actions.update_goal(by=self.by, goal=self.loan(), debt=self.debt())
        else:
            actions.contribute(
                by=self.by,
                goal=self.loan(),
                amount=VALUES[how % len(VALUES)],
                occurred_on=self.day(how),
                external_reference=f"bank-{which}" if which % 2 else None,
            )

    def loan(self) -> Goal:
        """The first goal that pays off a debt; a new one where there is none."""
        found = Goal.objects.for_owner(self.owner).filter(debt__isnull=False).order_by("created_at", "id").first()
        if found is not None:
            return found
        return actions.create_goal(by=self.by, owner=self.owner, title="Pay", pattern=Pattern.TARGET, debt=self.debt())

    def debt(self) -> Debt:
        return actions.create_debt(by=self.by, owner=self.owner, title="A loan", currency="EUR", principal=Decimal(800))

    def rest(self, which: int, how: int) -> None:
        """Days off in the past or to come, of one goal or of all."""
        rows = Pause.objects.for_owner(self.owner)
        first = self.day(how) + dt.timedelta(days=which % 20)
        days: dict[str, Any] = {
            "starts_on": first,
            "ends_on": None if how % 7 == 0 else first + dt.timedelta(days=how % 9),
        }
        if how % 4 == 0:
            actions.delete_pause(by=self.by, pause=self.one_of(rows, which))
        elif how % 4 == 1:
            actions.update_pause(by=self.by, pause=self.one_of(rows, which), **days)
        else:
            goal = self.goal(which) if which % 3 else None
            actions.create_pause(by=self.by, owner=self.owner, goal=goal, **days)

    def rewrite(self, which: int, how: int) -> None:
        goal = self.goal(which)
        kept: list[dict[str, Any]] = [
            {"id": each.pk, "share": (None, 40)[how % 2]} for each in reversed(goal.milestones.all())
        ]
        plans = [{"trigger_condition": "it snows", "action": "I sleep"}] if how % 3 else None
        wanted: list[dict[str, Any]] = [
            *kept[: how % 3],
            {"title": "Rewritten", "target_value": VALUES[how % len(VALUES)]},
        ]
        actions.update_goal(by=self.by, goal=goal, milestones=wanted, intentions=plans)

    def look(self, which: int, how: int) -> None:
        """What was found holds: looking again finds nothing new."""
        find_insights(by=self.by, owner=self.owner)
        assert find_insights(by=self.by, owner=self.owner) == Found(0, 0, 0)

    def put_aside(self, which: int, how: int) -> None:
        dismiss_insight(by=self.by, insight=self.one_of(Insight.objects.for_owner(self.owner), which))

    def live_elsewhere(self, which: int, how: int) -> None:
        actions.update_profile(by=self.by, user=self.owner, **DAYS[how % len(DAYS)])


OFTEN = (
    "wait", "wait", "begin", "edit", "record", "record", "set", "correct", "reach", "step", "move", "undo", "work",
    "link", "pay", "rest", "rewrite",
)  # fmt: skip
SELDOM = (
    "wait_long", "look_back", "record_many", "record_for_several", "tick", "weigh", "withdraw", "plan", "erase",
    "live_elsewhere", "look", "put_aside",
)  # fmt: skip

numbers = st.integers(0, 40)
moves = st.lists(st.builds(Move, st.sampled_from(OFTEN + SELDOM), numbers, numbers), min_size=12, max_size=40)
