"""Read an export of ours back: what is not here yet is added, nothing that is here is changed, nothing comes twice."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from graphlib import TopologicalSorter
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, BinaryIO

from django.conf import settings
from django.db import IntegrityError, models
from django.utils import timezone
from django.utils.translation import gettext as _

from checkins.engine import engine
from checkins.loop_import.files import InvalidImport
from checkins.portable.columns import Column, Unreadable, remembering
from checkins.portable.ids import Ids
from checkins.portable.reading import UPLOAD, Limits, Row, rows_of, table_of
from checkins.portable.report import Part, Report, TooManyGoals, broken
from checkins.portable.rules import Rules, Verdict
from checkins.portable.tables import PERSON, TABLES, Table
from goals.journal import Actor, Journal, writing
from goals.models import Debt, Goal, HabitLink, User
from goals.models.choices import Status

_BATCH = 500
_Read = dict[uuid.UUID, tuple[int, dict[str, Any]]]
"""By their ids in the file: the numbers of rows there, and their values."""
# Only ids that other rows point to are kept in mind: check-ins are many.
_POINTED_TO = {column.refers_to for table in TABLES if table.is_imported for column in table.pointers}


def import_own(
    *,
    by: Actor,
    owner: User,
    file: BinaryIO,
    dry_run: bool = False,
    skip_broken: bool = False,
    limits: Limits = UPLOAD,
) -> Report:
    """Import an export of ours in one write, all of it or nothing; repeating it adds nothing.

    A dry run writes nothing and lists broken rows. Otherwise those refuse the whole import, unless `skip_broken` leaves
    them out. Raises InvalidImport, TooManyGoals.
    """
    if dry_run:
        return _Import(owner, None).run(rows_of(file, limits))
    try:
        with writing(owner.pk, by=by) as journal:
            report = _Import(journal.owner, journal).run(rows_of(file, limits))
            if report.problems and not skip_broken:
                raise broken(report.problems)
    except IntegrityError as error:
        raise InvalidImport(_("Its rows contradict one another. Nothing was imported.")) from error
    return report


class _Import:
    """One import; without a journal it only finds out what would happen."""

    def __init__(self, owner: User, journal: Journal | None) -> None:
        self.journal = journal
        self.report = Report(dry_run=journal is None)
        self.now = journal.now if journal else timezone.now()
        self.owner = owner
        self.has_goals = Goal.objects.for_owner(owner).exists()
        self.active, self.new_active = Goal.objects.for_owner(owner).active().count(), 0
        self.known: dict[type[models.Model] | None, dict[uuid.UUID, uuid.UUID]] = {}
        self.touched: set[uuid.UUID] = set()

    def run(self, rows: Iterable[Row]) -> Report:
        self.rules: Rules | None = None
        for name, group in groupby(rows, key=attrgetter("table")):
            if name == "person":
                self._settle(next(group))
            else:
                self._bring_all(table_of(name), group)
        self._pay()
        self._refresh()
        return self.report

    def _settle(self, row: Row) -> None:
        """An account without goals takes the settings of the export: its figures are counted by some of them."""
        try:
            values = _values(PERSON, row)
        except Unreadable as wrong:
            self.report.problem(row.table, row.number, str(wrong))
            return
        if self.owner.name:
            values.pop("name", None)
        if self.has_goals:
            values = {}
        self.report.settings_taken = any(getattr(self.owner, name) != value for name, value in values.items())
        if not self.report.settings_taken:
            return
        if self.journal is not None:
            self.journal.update(self.owner, **values)
        else:
            self.owner = copy(self.owner)
            for name, value in values.items():
                setattr(self.owner, name, value)

    def _bring_all(self, table: Table, rows: Iterator[Row]) -> None:
        rules = self.rules = self.rules or Rules(self.owner, self.now)
        part = Part(table.name)
        self.report.parts.append(part)
        ids, columns = Ids(table.model, self.owner), [remembering(column) for column in table.read_back]
        while batch := list(islice(rows, _BATCH)):
            self._bring(table, part, ids, rules, self._read(columns, part, batch))
        if table.model is Goal:
            self._check_quota()

    def _read(self, columns: Sequence[Column], part: Part, batch: Sequence[Row]) -> _Read:
        """The rows of a batch that can be read, each once."""
        found: _Read = {}
        for row in batch:
            try:
                values = _values(columns, row)
            except Unreadable as wrong:
                self.report.problem(row.table, row.number, str(wrong))
            else:
                if found.setdefault(values["id"], (row.number, values))[1] is not values:
                    part.already_there += 1
        return found

    def _bring(self, table: Table, part: Part, ids: Ids, rules: Rules, read: _Read) -> None:
        new, is_pointed_to = [], table.model in _POINTED_TO
        for old, (pk, is_here) in ids.resolved(read).items():
            number, values = read[old]
            values["id"] = pk
            try:
                verdict = Verdict.HERE if is_here else self._verdict(table, rules, values)
            except Unreadable as wrong:
                self.report.problem(table.name, number, str(wrong))
                continue
            if is_pointed_to and (is_here or verdict is Verdict.ADD):
                self.known.setdefault(table.model, {})[old] = pk
                rules.rename(old, pk)
            if verdict is Verdict.ADD:
                new.append(values)
                if is_pointed_to:
                    rules.added(table.model(owner_id=self.owner.pk, **values))
                self._touch(table, values)
            part.already_there += verdict is Verdict.HERE
            part.left_out += verdict is Verdict.LEFT_OUT
        part.added += len(new)
        if self.journal is not None:
            self.journal.adopt_all(table.model, new)

    def _verdict(self, table: Table, rules: Rules, values: dict[str, Any]) -> Verdict:
        for column in table.pointers:
            old = values.get(column.attname)
            if old is None:
                continue
            values[column.attname] = self.known.get(column.refers_to, {}).get(old)
            if values[column.attname] is None:
                raise Unreadable(_("%(name)s: What this points to is not imported.") % {"name": column.name})
        return rules.judge(table.name, values)

    def _touch(self, table: Table, values: dict[str, Any]) -> None:
        if table.model is Goal:
            self.touched.add(values["id"])
            self.new_active += values.get("status", Status.ACTIVE) == Status.ACTIVE
        elif values.get("goal_id") is not None:
            self.touched.add(values["goal_id"])
        elif table.name == "pauses":
            self.touched |= set(Goal.objects.for_owner(self.owner).values_list("pk", flat=True))

    def _check_quota(self) -> None:
        """Raises TooManyGoals."""
        if self.new_active and self.active + self.new_active > settings.ACTIVE_GOALS_QUOTA:
            raise TooManyGoals(self.active, self.new_active)

    def _pay(self) -> None:
        """Contributions that are new to a goal that is here lower the debt that it pays off."""
        if self.journal is None or self.rules is None:
            return
        for debt in Debt.objects.for_owner(self.owner).filter(pk__in=self.rules.paid):
            self.journal.update(debt, "paid", balance=debt.balance - self.rules.paid[debt.pk])

    def _refresh(self) -> None:
        if self.journal is None:
            return
        for pk in self._habits_first():
            engine().rebuild(self.journal, self.journal.fresh(Goal(pk=pk)))
            self.journal.flush()
        # What was here and is fed by something new.
        fed = HabitLink.objects.filter(owner=self.owner, habit__in=self.touched).exclude(goal__in=self.touched)
        for pk in sorted(set(fed.values_list("goal", flat=True))):
            engine().refresh(self.journal, self.journal.fresh(Goal(pk=pk)), since=dt.date.max)

    def _habits_first(self) -> list[uuid.UUID]:
        """The goals to count, each after the habits that feed it: their days are a part of its own."""
        graph: dict[uuid.UUID, set[uuid.UUID]] = {pk: set() for pk in sorted(self.touched)}
        links = HabitLink.objects.filter(goal__in=self.touched, habit__in=self.touched).order_by()
        for goal, habit in links.values_list("goal", "habit"):
            graph[goal].add(habit)
        return list(TopologicalSorter(graph).static_order())


def _values(columns: Sequence[Column], row: Row) -> dict[str, Any]:
    """What a row says, with its types. Raises Unreadable naming the column."""
    values = {}
    given = row.values
    for column in columns:
        said = given.get(column.name)
        if said is None and (column.may_be_null or (column.name not in given and not column.is_needed)):
            continue
        try:
            values[column.attname] = column.read(said)
        except Unreadable as wrong:
            raise Unreadable(f"{column.name}: {wrong}") from None
    return values
