"""What the resources of people's rows share: whose they are, who acts, and what is not there."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.api.views import Frame
from config.refusals import Invalid, NotFound
from goals.journal import Actor
from goals.models import Budget, Debt, Goal, User
from goals.models.choices import Source
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
