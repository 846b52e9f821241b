"""What the resources of people's rows share: whose they are, who acts, and what is not there."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.response import Response

from config.api.conditional import require_version, tag
from config.api.views import Frame, written
from config.refusals import Invalid, NotFound
from goals.journal import Actor, Journal, writing
from goals.models import Budget, Debt, Goal, User
from goals.models.choices import Source
from goals.models.owned import Owned
from goals.progress import engine

NONE_OF_YOURS = _("There is none of yours with this id.")


class GoalNotFound(NotFound):
    code = "GOAL_NOT_FOUND"
    sentence = "There is no goal with this id."


class OwnedFrame(Frame):
    @property
    def person(self) -> User:
        user: User = self.request.user  # type: ignore[assignment]
        return user

    @property
    def by(self) -> Actor:
        return Actor(self.person, Source.API)

    def goal(self, pk: uuid.UUID | None, rows: Any = None) -> Goal:
        """The person's own goal, from `rows` when given. Raises GoalNotFound."""
        rows = Goal.objects.all() if rows is None else rows
        found: Goal | None = rows.for_owner(self.person).filter(pk=pk).first()
        if found is None:
            raise GoalNotFound
        found.owner = self.person
        return found

    def row(self, rows: Any, pk: uuid.UUID | None) -> Any:
        """One of the person's own rows. Raises NotFound."""
        found = rows.for_owner(self.person).filter(pk=pk).first()
        if found is None:
            raise NotFound
        return found

    def told(self, serializer: Any, row: Any) -> Response:
        """The answer that shows one row, with the version of it that `If-Match` compares."""
        return written(serializer, row, headers={"ETag": tag(self.request, row.revision)})

    def as_read(self, row: Owned) -> AbstractContextManager[None]:
        """A write within changes `row` only in a version that `If-Match` names, if it names any.

        Raises PreconditionFailed, and NotFound when the row is gone.
        """
        return self.while_version(lambda journal: journal.fresh(row).revision)

    @contextmanager
    def while_version(self, current: Callable[[Journal], int]) -> Iterator[None]:
        """The same for what `current` tells the version of, asked under the lock."""
        if "If-Match" not in self.request.headers:
            yield
            return
        with writing(self.person.pk, by=self.by) as journal:
            require_version(self.request, current(journal))
            yield

    def with_money(self, values: dict[str, Any]) -> dict[str, Any]:
        """Values of a goal with the budget and the debt that they name by id. Raises Invalid for strange ones."""
        values = dict(values)
        for name, rows in (("budget", Budget.objects), ("debt", Debt.objects)):
            if f"{name}_id" not in values:
                continue
            pk = values.pop(f"{name}_id")
            values[name] = None if pk is None else rows.for_owner(self.person).filter(pk=pk).first()
            if pk is not None and values[name] is None:
                raise Invalid(fields={name: [str(NONE_OF_YOURS)]})
        return values

    def as_of_today(self, goals: Iterable[Goal]) -> Sequence[Goal]:
        """The person's own goals with their figures of today."""
        goals = [*goals]
        for goal in goals:
            goal.owner = self.person
        engine().bring_to_today(goals, self.person.today())
        return goals
