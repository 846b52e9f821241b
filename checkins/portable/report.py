"""What an import of an export of ours did, or would do."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from checkins.loop_import.files import InvalidImport
from config.refusals import Refusal

MOST_PROBLEMS = 1000
_SHOWN_PROBLEMS = 20


class TooManyGoals(Refusal):
    code = "QUOTA_EXCEEDED"
    status = 409

    def __init__(self, active: int, new: int) -> None:
        sentence = _(
            "You have %(active)d active goals and this would add %(new)d, but %(limit)d is the most. "
            "Archive some first. Nothing was imported."
        ) % {"active": active, "new": new, "limit": settings.ACTIVE_GOALS_QUOTA}
        super().__init__(sentence, fields={"file": [sentence]})


@dataclass(slots=True)
class Part:
    """The rows of one table. Left out is what cannot join a goal that is here already: closed, or with its own past."""

    name: str
    added: int = 0
    already_there: int = 0
    left_out: int = 0

    @property
    def words(self) -> str:
        return part_words()[self.name]


@dataclass(slots=True)
class Report:
    dry_run: bool
    settings_taken: bool = False
    """The zone, day and week of the export; only an account without goals takes them."""
    parts: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def goals_added(self) -> int:
        return self._added("goals")

    @property
    def check_ins_added(self) -> int:
        return self._added("check_ins")

    def problem(self, table: str, number: int, sentence: str) -> None:
        """Note a broken row; a file that is broken throughout is no export. Raises InvalidImport for one."""
        self.problems.append(
            _("%(table)s, row %(row)d: %(sentence)s") % {"table": table, "row": number, "sentence": sentence}
        )
        if len(self.problems) > MOST_PROBLEMS:
            raise InvalidImport(*self.problems[:5], sentence=_("Too much of this export cannot be read."))

    def as_dict(self) -> dict[str, Any]:
        """The JSON form."""
        return {
            **asdict(self),
            "goals_added": self.goals_added,
            "check_ins_added": self.check_ins_added,
        }

    def _added(self, name: str) -> int:
        return sum(part.added for part in self.parts if part.name == name)


def broken(problems: Sequence[str]) -> InvalidImport:
    more = len(problems) - _SHOWN_PROBLEMS
    shown = [*problems[:_SHOWN_PROBLEMS], *([_("And %(more)d more.") % {"more": more}] if more > 0 else [])]
    return InvalidImport(*shown, sentence=_("Some rows of this export cannot be imported. Nothing was imported."))


def part_words() -> dict[str, str]:
    return {
        "budgets": _("Budgets"),
        "debts": _("Debts"),
        "goals": _("Goals"),
        "past_terms": _("Earlier terms"),
        "pauses": _("Pauses"),
        "milestones": _("Milestones"),
        "intentions": _("If-then plans"),
        "tasks": _("Tasks"),
        "habit_links": _("Linked habits"),
        "contributions": _("Contributions"),
        "check_ins": _("Check-ins"),
        "insights": _("Insights"),
    }
