"""Words of a goal's title that were said of something else: "the shelves collapsed" where a goal is to dust them."""

import re

from coaching.commands import KnownGoal
from coaching.language.clauses import Clause
from coaching.language.names import title_weights
from coaching.language.rules import says
from coaching.language.text import lemma
from coaching.language.vocabulary import vocabulary


def is_of_no_connection(clause: Clause, goal: KnownGoal | None) -> bool:
    """Whether the clause names a part of the title, and tells of no deed of the goal."""
    if goal is None or goal.pattern != "recurring" or clause.quantities:
        return False
    names = {word for word, _ in title_weights(goal.title)}
    said = names & clause.lemmas
    befell = says("befell", clause.mask)
    if befell is not None and not names.isdisjoint(map(lemma, befell["what"].split())):
        return True
    was_there = says("was_there", clause.mask)
    if was_there is not None and said == {lemma(was_there["what"])} != names:
        return True
    return said != names and _is_done_to_another(clause, said)


def _is_done_to_another(clause: Clause, said: set[str]) -> bool:
    """ "cut my finger" cuts no grass, "wound up at my sister's" winds no clock: only the verb of the title was said."""
    if len(said) != 1 or says("done", clause.mask):
        return False
    verb = next((word for word in clause.pasts if lemma(word) in said), None)
    if verb is None:
        return False
    found = re.search(rf"\b{re.escape(verb)} (?:up|(?:my|the|an?|his|her|our|their) (?P<what>[a-z-]+))\b", clause.mask)
    return found is not None and (found["what"] is None or found["what"] not in _PASSED)


_PASSED = vocabulary().words["adjectives"] | vocabulary().words["day_parts"]
