"""What an export holds: everything a person owns, table by table, in the order in which it can be read back."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps

from checkins.models import CheckIn, Insight
from checkins.portable.columns import Column, column_of
from goals.models import (
    Budget,
    Change,
    Cheer,
    Contribution,
    Debt,
    Goal,
    GoalShare,
    HabitLink,
    Intention,
    Milestone,
    PastTerms,
    Pause,
    Task,
    User,
)

FORMAT = "steady-export"
VERSION = 1
# Written for people to see; another installation has its own.
_TOLD = frozenset({"updated_at", "check_in_count", "last_check_in_at"})
# Whose it is goes without saying; figures are computed again; a secret, or its digest, never leaves; other people's
# accounts are theirs.
_LEFT_OUT = frozenset(
    {"owner", "revision", "stats", "rollup", "progress_percent", "digest", "sealed", "address", "partner", "author"}
)
_DAYS = ("name", "timezone", "day_starts_at", "week_starts_on")
_LOOKS = ("theme", "density", "grouping", "hides_done", "uses_keys", "language")


@dataclass(frozen=True)
class Table:
    """The rows of one model. Only those of a table that `is_imported` are read back; the others are for the record."""

    name: str
    source: Any
    """The model; by its label where its app knows of this one, not the other way round."""
    is_imported: bool = True
    order: tuple[str, ...] = ("created_at", "id")

    @cached_property
    def model(self) -> Any:
        return apps.get_model(self.source) if isinstance(self.source, str) else self.source

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        fields = [field for field in self.model._meta.concrete_fields if field.name not in _LEFT_OUT]
        told = {field.name for field in fields if field.generated or not self.is_imported} | _TOLD
        return tuple(column_of(field, is_told=field.name in told) for field in fields)

    @cached_property
    def read_back(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.is_told)

    @cached_property
    def pointers(self) -> tuple[Column, ...]:
        """The columns that name another row."""
        return tuple(column for column in self.read_back if column.refers_to is not None)

    def rows_of(self, owner: User) -> Any:
        """The values of every row in the order of `columns`; read in steps, so that any number fits into memory."""
        rows: Any = self.model._default_manager.filter(owner=owner).order_by(*self.order)
        return rows.values_list(*(column.attname for column in self.columns)).iterator(chunk_size=2000)


TABLES = (
    Table("budgets", Budget),
    Table("debts", Debt),
    Table("goals", Goal),
    Table("past_terms", PastTerms),
    Table("pauses", Pause),
    Table("milestones", Milestone),
    Table("intentions", Intention),
    Table("tasks", Task),
    Table("habit_links", HabitLink),
    Table("contributions", Contribution),
    # The order of an index of theirs: nothing has to be sorted first.
    Table("check_ins", CheckIn, order=("check_in_date", "logged_at", "id")),
    Table("insights", Insight),
    Table("summaries", "coaching.UserSummary", is_imported=False),
    Table("conversations", "coaching.Conversation", is_imported=False),
    Table("messages", "coaching.Message", is_imported=False, order=("conversation", "number")),
    Table("proposals", "coaching.Proposal", is_imported=False),
    Table("captures", "coaching.Capture", is_imported=False),
    Table("reminder_settings", "coaching.ReminderSettings", is_imported=False),
    Table("integrations", "coaching.Integration", is_imported=False),
    Table("shares", GoalShare, is_imported=False),
    Table("cheers", Cheer, is_imported=False),
    Table("changes", Change, is_imported=False, order=("seq",)),
)
_PERSONS = {field.name: field for field in User._meta.concrete_fields}
PERSON = tuple(column_of(_PERSONS[name]) for name in (*_DAYS, *_LOOKS))
TOLD_OF_PERSON = tuple(column_of(_PERSONS[name], is_told=True) for name in ("email", "date_joined"))
