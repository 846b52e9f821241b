"""Insights and recommendations as sentences, in the reader's language: a code and its numbers in, words out."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from checkins.models import Insight
from goals.models import Goal
from goals.models.choices import Pattern
from goals.wording import with_unit

Numbers = dict[str, Any]
_TITLE = 120


def said(insight: Insight) -> str:
    """The insight as its reader should hear it; as it was written where neither code nor numbers say how."""
    if insight.code in _WORDS:
        return in_words(insight.code, insight.numbers, insight.goal, insight.other_goal)
    if "milestone_title" in insight.numbers:
        return milestone_done(insight.numbers["milestone_title"])
    if "threshold" in insight.numbers and insight.goal:
        return threshold_passed(insight.goal.title, insight.numbers["threshold"])
    return insight.message


def threshold_passed(title: str, percent: int) -> str:
    """ "Save: 50% is done."."""
    words = _("%(title)s: all of it is done.") if percent == 100 else _("%(title)s: %(percent)d%% is done.")
    return words % {"title": title, "percent": percent}


def milestone_done(title: str) -> str:
    return _("%(milestone)s is done.") % {"milestone": title}


def in_words(code: str, numbers: Numbers, goal: Goal | None = None, other: Goal | None = None) -> str:
    """The sentence of a code, about `goal` and, where two are compared, `other`; KeyError for an unknown code."""
    title = Truncator(goal.title).chars(_TITLE) if goal else ""
    words = {**numbers, "title": title, "other": Truncator(other.title).chars(_TITLE) if other else ""}
    return _WORDS[code](words, goal)


def _weekday(words: Numbers, goal: Goal | None) -> str:
    words["weekdays"] = weekday_names()[words["weekday"]]
    if goal is not None and goal.pattern == Pattern.LIMIT:
        said = _("%(title)s: kept on %(kept)d of %(of)d %(weekdays)s, on %(other_kept)d of %(other_of)d other days.")
    else:
        said = _("%(title)s: done on %(kept)d of %(of)d %(weekdays)s, on %(other_kept)d of %(other_of)d other days.")
    return said % words


def _begun(words: Numbers, goal: Goal | None) -> str:
    words["begun"] = {
        "morning": pgettext("part of the day", "the morning"),
        "afternoon": pgettext("part of the day", "the afternoon"),
        "evening": pgettext("part of the day", "the evening"),
    }[words["part"]]
    said = _(
        "%(title)s: reached on %(kept)d of %(of)d days begun in %(begun)s, on %(other_kept)d of %(other_of)d begun at "
        "other times."
    )
    return said % words


def _usual_hour(words: Numbers, goal: Goal | None) -> str:
    words["begin"], words["end"] = (f"{words[name]:02d}:00" for name in ("from", "to"))
    return _("Most is recorded between %(begin)s and %(end)s: on %(kept)d of %(of)d days.") % words


def _pair(words: Numbers, goal: Goal | None) -> str:
    if goal is not None and goal.pattern == Pattern.LIMIT:
        said = _(
            "On days with “%(other)s”, “%(title)s” was kept %(kept)d of %(of)d times; on days without it, "
            "%(other_kept)d of %(other_of)d."
        )
    else:
        said = _(
            "On days with “%(other)s”, “%(title)s” was done %(kept)d of %(of)d times; on days without it, "
            "%(other_kept)d of %(other_of)d."
        )
    return said % words


def _reached_about(words: Numbers, goal: Goal | None) -> str:
    words["target"] = _amount(words["target"], goal)
    for name in ("earliest", "middle", "latest"):
        words[name] = words[name] and _date(words[name])
    if words["latest"]:
        said = _(
            "%(title)s: going on as in the last %(days)d days, %(target)s is reached about %(middle)s, between "
            "%(earliest)s and %(latest)s."
        )
    else:
        said = _(
            "%(title)s: going on as in the last %(days)d days, %(target)s is reached about %(middle)s, not before "
            "%(earliest)s."
        )
    if not words["date"]:
        return said % words
    return f"{said % words} " + _("Its date is %(date)s.") % {"date": _date(words["date"])}


def _shrink_step(words: Numbers, goal: Goal | None) -> str:
    said = _("%(title)s: missed on %(misses)d of the last %(days)d due days.") % words
    if goal is not None and goal.small_version:
        return f"{said} " + _("The small version: %(small)s.") % {"small": goal.small_version.rstrip(".")}
    return f"{said} " + _("A smaller step may fit better for a while.")


def _plan_weekday(words: Numbers, goal: Goal | None) -> str:
    words["weekdays"] = weekday_names()[words["weekday"]]
    return _("%(title)s: a plan for %(weekdays)s may help. %(kept)d of the last %(of)d went well.") % words


def _reset_date(words: Numbers, goal: Goal | None) -> str:
    words["target"] = _amount(words["target"], goal)
    for name in ("required", "usual"):
        words[name] = _amount(f"{float(words[name]):.3g}", goal)
    words["date"] = _date(words["date"])
    said = _(
        "%(title)s: %(target)s by %(date)s asks for %(required)s a day; the last %(days)d days brought %(usual)s a day."
    )
    if not words["middle"]:
        return f"{said % words} " + _("A later date, or a smaller target, would fit better.")
    return f"{said % words} " + _("At that rate it takes until about %(day)s.") % {"day": _date(words["middle"])}


def _date_passed(words: Numbers, goal: Goal | None) -> str:
    words["date"], words["left"] = _date(words["date"]), _amount(words["left"], goal)
    return (
        _("%(title)s: its date was %(date)s, and %(left)s is still to go. A new date makes the pace count again.")
        % words
    )


def _best_run(words: Numbers, goal: Goal | None) -> str:
    return _("%(title)s: %(run)d in a row, the longest so far.") % words


def _all_kept(words: Numbers, goal: Goal | None) -> str:
    return (
        ngettext(
            "%(title)s: the one that was due in the last %(days)d days is done.",
            "%(title)s: all %(kept)d that were due in the last %(days)d days are done.",
            words["kept"],
        )
        % words
    )


def _reached(words: Numbers, goal: Goal | None) -> str:
    return _("%(title)s: all of it is done. You can complete it, or set a new target.") % words


_WORDS: dict[str, Callable[[Numbers, Goal | None], str]] = {
    "weekday_less": _weekday,
    "weekday_more": _weekday,
    "begun_less": _begun,
    "begun_more": _begun,
    "usual_hour": _usual_hour,
    "pair": _pair,
    "reached_about": _reached_about,
    "shrink_step": _shrink_step,
    "plan_weekday": _plan_weekday,
    "reset_date": _reset_date,
    "date_passed": _date_passed,
    "best_run": _best_run,
    "all_kept": _all_kept,
    "reached": _reached,
}


def _amount(value: str, goal: Goal | None) -> str:
    return with_unit(Decimal(value), goal) if goal is not None else value


def _date(value: str) -> str:
    return str(date_format(dt.date.fromisoformat(value), "j F Y"))


def weekday_names() -> list[str]:
    """Monday first, as many of them."""
    return [
        pgettext("on each", "Mondays"),
        pgettext("on each", "Tuesdays"),
        pgettext("on each", "Wednesdays"),
        pgettext("on each", "Thursdays"),
        pgettext("on each", "Fridays"),
        pgettext("on each", "Saturdays"),
        pgettext("on each", "Sundays"),
    ]
