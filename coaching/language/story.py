"""The day of a story, named at its beginning and meant by what follows: "On Monday we had guests. I drank one beer"."""

import datetime as dt
import re

from coaching.language.calendar import DAY
from coaching.language.clauses import Clause
from coaching.language.rules import says
from coaching.language.subjects import Subject

_OPENS = re.compile(r"^\W*(?:(?:so|well|ok|okay|anyway|right|and|but|oh|back)\W+)*D+\W+[a-z]")


def story_day(clause: Clause, day: dt.date | None) -> dt.date | None:
    """The day of the story after this clause, `day` before it. Another day, a new line, or what is now ends it."""
    named = [each for each in clause.dates if not each.is_hour]
    if not named:
        return None if clause.is_line or says("after_the_story", clause.mask) else day
    days = {each for date in named for each in date.days}
    today = clause.marked.moment.today
    is_begun = _OPENS.match(clause.mask) is not None and bool(clause.pasts) and not clause.is_question
    # On a Saturday, "Saturday was wild" may be either.
    is_past = len(days) == 1 and max(days) < today and max(days) != today - 7 * DAY
    return days.pop() if is_begun and is_past and not any(date.is_part for date in named) else None


def is_of_the_story(clause: Clause) -> bool:
    """ "I drank one beer", "so I missed Bible study"; "I have played for 35 minutes" is told of today."""
    return clause.subject is Subject.ME and bool(clause.pasts) and says("of_the_present", clause.mask) is None
