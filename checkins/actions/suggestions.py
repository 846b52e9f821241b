"""Do what a suggestion proposes, because a person said so."""

from django.utils.translation import gettext as _

from checkins.models import Insight
from checkins.suggested import Suggested, suggested_by
from config.refusals import Refusal
from goals.actions import create_intention, update_goal
from goals.journal import Actor, writing


class NothingToChange(Refusal):
    code = "NOTHING_TO_CHANGE"
    status = 409

    def __init__(self) -> None:
        super().__init__(_("The goal has changed since; there is nothing left to do here."))


def accept_suggestion(*, by: Actor, insight: Insight) -> Suggested:
    """Change the goal, or add the plan, and put the suggestion aside; both or neither.

    Raises NothingToChange where the goal already is as proposed or is closed, and what the change itself may.
    """
    with writing(insight.owner_id, by=by) as journal:
        insight = journal.fresh(insight)
        plans = list(insight.goal.intentions.all()) if insight.goal else []
        suggested = suggested_by(insight, plans, insight.owner.today(journal.now))
        if insight.goal is None or suggested is None:
            raise NothingToChange
        if suggested.name == "create_intention":
            create_intention(by=by, goal=insight.goal, **suggested.arguments)
        else:
            update_goal(by=by, goal=insight.goal, **suggested.arguments)
        if insight.dismissed_at is None:
            journal.update(insight, "accepted", dismissed_at=journal.now)
    return suggested
