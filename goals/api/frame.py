"""What the resources of people's rows share: whose they are, who acts, and what is not there."""

import uuid
from typing import Any

from config.api.views import Frame
from config.refusals import NotFound
from goals.journal import Actor
from goals.models import Goal, User
from goals.models.choices import Source


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

    def goal(self, id: uuid.UUID | None, rows: Any = None) -> Goal:
        """The person's own goal, from `rows` when given. Raises GoalNotFound."""
        rows = Goal.objects.for_owner(self.person) if rows is None else rows
        found: Goal | None = rows.filter(pk=id).select_related("owner").first()
        if found is None:
            raise GoalNotFound
        return found

    def row(self, rows: Any, id: uuid.UUID | None) -> Any:
        """One of the person's own rows. Raises NotFound."""
        found = rows.for_owner(self.person).filter(pk=id).first()
        if found is None:
            raise NotFound
        return found
