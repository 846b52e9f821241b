"""The four models taught in one go, from the same messages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from coaching.language import lessons
from coaching.language.doubt import MISREAD, RIGHT
from coaching.language.evidence import Readers
from coaching.language.gist import Gist
from coaching.language.lessons import Checked, Labelled
from coaching.language.linear import Model
from coaching.language.ordered import Ordered
from coaching.language.told import Told
from coaching.language.training import Example, train

_FOLDS = 4


@dataclass(frozen=True)
class Course:
    """Labelled messages; `wordings` teach the gist alone."""

    messages: Sequence[Labelled]
    wordings: Sequence[Example] = ()

    def gist(self, without: frozenset[str] = frozenset()) -> Model:
        """`without` are batches of messages that it shall not see."""
        told = [each for batch, found in self._gists for each in found if batch not in without]
        return train([*self.wordings, *told], list(Gist))

    def told(self, without: frozenset[str] = frozenset()) -> Model:
        rows = [each for batch, found in self._goals for each in found if batch not in without]
        return train(rows, list(Told), least=3, smallest=0.3)

    def ordered(self, without: frozenset[str] = frozenset()) -> Model:
        rows = [each for batch, each in self._orders if batch not in without]
        return train(rows, list(Ordered), least=3, smallest=0.3)

    def readers(self, without: frozenset[str] = frozenset()) -> Readers:
        return Readers(self.gist(without), self.told(without), self.ordered(without))

    def doubt(self, readings: Sequence[Checked]) -> Model:
        """Whoever judges a reading must not have seen its message: the others are made once more for each fold."""
        batches = list(dict.fromkeys(each.message.batch for each in readings))
        rows: list[Example] = []
        for fold in range(_FOLDS):
            unseen = frozenset(batches[fold::_FOLDS])
            judged = [each for each in readings if each.message.batch in unseen]
            if judged:
                rows += lessons.of_readings(judged, self.readers(unseen))
        return train(rows, [RIGHT, MISREAD], least=8, smallest=0.1)

    @cached_property
    def _gists(self) -> list[tuple[str, list[Example]]]:
        return [(each.batch, lessons.of_message(each)) for each in self.messages]

    @cached_property
    def _goals(self) -> list[tuple[str, list[Example]]]:
        return [(each.batch, list(lessons.of_goals(each))) for each in self.messages]

    @cached_property
    def _orders(self) -> list[tuple[str, Example]]:
        return [(each.batch, lessons.of_orders(each)) for each in self.messages]
