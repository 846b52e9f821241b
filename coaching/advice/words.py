"""How advice reads: what the figures say, what may help, what was found about it. Plain, and no word that blames."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkins.cards import in_units
from checkins.insight_words import weekday_names
from checkins.recommendations import weekdays
from checkins.underway import rounded_up
from coaching.advice.facts import Data, Facts
from coaching.advice.findings import FINDINGS
from coaching.advice.library import Effect, Source
from coaching.advice.reasons import Numbers
from goals.models.choices import Pattern
from goals.wording import with_unit

_YESTERDAY = 1
_WEEK, _FULL = 7, 28


def name(code: str) -> str:
    return _NAMES[code]()


def because(reason: str, numbers: Numbers, facts: Facts) -> str:
    return _BECAUSE[reason](numbers, facts)


def caution(data: Data) -> str:
    """How far the figures carry."""
    if data is Data.NONE:
        return _("Nothing is recorded yet, so this is what helps people in general.")
    if data is Data.LITTLE:
        return _("There is little to go by yet.")
    return ""


def suggestion(code: str, facts: Facts) -> str:
    return _SUGGESTIONS[code](facts)


def finding(source: Source) -> str:
    """ "Harkin et al. (2016): …"; the numbers are those of the source's effect."""
    numbers = _effect_in_words(source.effect) if source.effect else {}
    said = {"authors": source.authors, "year": source.year, "finding": FINDINGS[source.code]() % numbers}
    return _("%(authors)s (%(year)d): %(finding)s") % said


def _effect_in_words(effect: Effect) -> dict[str, str | int]:
    value = number_format(f"{effect.value:g}" if effect.measure == "more" else f"{effect.value:.2f}")
    return {"value": value, "studies": effect.studies or 0}


# --- What the figures say -------------------------------------------------------------------------------------------


def _missed_last(numbers: Numbers, facts: Facts) -> str:
    day = date_format(facts.today - dt.timedelta(days=numbers["days"]), "l" if numbers["days"] < _WEEK else "j F")
    if facts.pattern == Pattern.LIMIT:
        said = _("%(day)s was above the limit.") % {"day": day}
        still = _("%(kept)d of the last %(judged)d were kept.")
    else:
        said = _("Yesterday didn’t happen.") if numbers["days"] == _YESTERDAY else _("%(day)s didn’t happen.")
        said = said % {"day": day}
        still = _("%(kept)d of your last %(judged)d due days still stand.")
    return f"{said} {still % numbers}" if numbers["kept"] else said


def _missed_often(numbers: Numbers, facts: Facts) -> str:
    of = in_units(facts.terms, numbers["judged"])
    return _("%(missed)d of the last %(of)s missed.") % {"missed": numbers["missed"], "of": of}


def _date_asks_more(numbers: Numbers, facts: Facts) -> str:
    words = {
        "required": _amount(numbers["required"], facts),
        "so_far": _amount(max(numbers["so_far"], Decimal(0)), facts),
    }
    return _("The date asks for about %(required)s a week; so far it is about %(so_far)s a week.") % words


def _date_passed(numbers: Numbers, facts: Facts) -> str:
    words = {"days": numbers["days"], "left": with_unit(numbers["left"], facts)}
    return (
        ngettext(
            "%(days)d day past the date, %(left)s to go.", "%(days)d days past the date, %(left)s to go.", words["days"]
        )
        % words
    )


def _weak_weekday(numbers: Numbers, facts: Facts) -> str:
    words = {**numbers, "weekdays": weekday_names()[numbers["weekday"]]}
    return (
        _("Done on %(kept)d of the last %(of)d %(weekdays)s, on %(other_kept)d of %(other_of)d other due days.") % words
    )


def _no_plan(numbers: Numbers, facts: Facts) -> str:
    return _("There is no if-then plan for it yet.")


def _run_ended(numbers: Numbers, facts: Facts) -> str:
    return _("Best %(best)d. Now %(run)d. No miss is covered by a reserve.") % numbers


def _few_missed(numbers: Numbers, facts: Facts) -> str:
    words = {"missed": numbers["missed"], "of": in_units(facts.terms, numbers["judged"])}
    return _("%(missed)d of the last %(of)s missed, and no reserve to cover it.") % words


def _milestone_past(numbers: Numbers, facts: Facts) -> str:
    said = ngettext(
        "%(past)d milestone is past its date; %(done)d of %(total)d are done.",
        "%(past)d milestones are past their dates; %(done)d of %(total)d are done.",
        numbers["past"],
    )
    return said % numbers


def _behind_line(numbers: Numbers, facts: Facts) -> str:
    words = {"days": numbers["days"], "required": _amount(numbers["required"], facts)}
    said = ngettext(
        "%(days)d day behind the line; about %(required)s a week gets you there.",
        "%(days)d days behind the line; about %(required)s a week gets you there.",
        numbers["days"],
    )
    return said % words


def _far_end(numbers: Numbers, facts: Facts) -> str:
    return _("%(days_left)d days to the date, and no milestone before it.") % numbers


def _share(numbers: Numbers, facts: Facts) -> str:
    if facts.data is Data.MUCH and numbers["judged"] == _FULL:
        return _("%(kept)d of your last %(judged)d days done.") % numbers
    return _("%(kept)d of the last %(of)s done.") % {
        "kept": numbers["kept"],
        "of": in_units(facts.terms, numbers["judged"]),
    }


def _silent(numbers: Numbers, facts: Facts) -> str:
    return _("The last check-in was %(days)d days ago.") % numbers


def _few_check_ins(numbers: Numbers, facts: Facts) -> str:
    said = ngettext(
        "%(check_ins)d check-in in %(days)d days.",
        "%(check_ins)d check-ins in %(days)d days.",
        numbers["check_ins"],
    )
    return said % numbers


def _nothing_yet(numbers: Numbers, facts: Facts) -> str:
    return _("It is at its beginning.")


def _nearly_there(numbers: Numbers, facts: Facts) -> str:
    return _("%(percent)d%% of the way is done.") % numbers


_BECAUSE: dict[str, Callable[[Numbers, Facts], str]] = {
    "missed_last": _missed_last,
    "missed_often": _missed_often,
    "date_asks_more": _date_asks_more,
    "date_passed": _date_passed,
    "weak_weekday": _weak_weekday,
    "no_plan": _no_plan,
    "run_ended": _run_ended,
    "few_missed": _few_missed,
    "milestone_past": _milestone_past,
    "behind_line": _behind_line,
    "far_end": _far_end,
    "under_seven_tenths": _share,
    "silent": _silent,
    "few_check_ins": _few_check_ins,
    "nothing_yet": _nothing_yet,
    "nearly_there": _nearly_there,
    "going_well": _share,
}


# --- What may help --------------------------------------------------------------------------------------------------


def _pick_up(facts: Facts) -> str:
    if facts.pattern == Pattern.LIMIT:
        return _("Today counts by itself: stay within the limit today, and leave that day as it is.")
    if facts.small_version:
        small = {"small": facts.small_version}
        return _("Take it up again today, if only with the small version: %(small)s.") % small
    return _("Take it up again the next time it is due, if only with a small part of it.")


def _small_step(facts: Facts) -> str:
    if facts.small_version:
        return _("For a week, let the small version count: %(small)s.") % {"small": facts.small_version}
    return _("Make it so small that it fits your busiest day, and grow it from there.")


def _if_then(facts: Facts) -> str:
    if facts.weekday and facts.pattern != Pattern.LIMIT:
        weekday = {"weekday": weekdays()[facts.weekday.weekday]}
        return _("Decide now when and where: “If it is %(weekday)s and I …, then I …”.") % weekday
    if facts.pattern == Pattern.LIMIT:
        return _("Decide now what you do instead: “If I feel like more, then I …”.")
    return _("Decide now when and where: “If it is … and I am …, then I …”.")


def _monitor(facts: Facts) -> str:
    if facts.pattern in (Pattern.TARGET, Pattern.MILESTONE):
        return _("Choose one day a week on which you record where it stands, even when nothing moved.")
    return _("Record each day as it was, a missed one too: what is written down is easier to change.")


_NAMES: dict[str, Callable[[], str]] = {
    "pick_up": lambda: _("Pick it up again"),
    "small_step": lambda: _("Shrink the step"),
    "own_pace": lambda: _("A date at your own pace"),
    "if_then": lambda: _("An if-then plan"),
    "reserve": lambda: _("Reserve days"),
    "near_goals": lambda: _("Nearer goals"),
    "bundle": lambda: _("Bundle it with something you like"),
    "fresh_start": lambda: _("A fresh start"),
    "monitor": lambda: _("Write it down"),
    "contrast": lambda: _("The wish against what stands in its way"),
    "near_end": lambda: _("The end in sight"),
    "same_cue": lambda: _("The same cue"),
}
_SUGGESTIONS: dict[str, Callable[[Facts], str]] = {
    "pick_up": _pick_up,
    "small_step": _small_step,
    "own_pace": lambda facts: _("Move the date to where your own pace leads. What was done stays done."),
    "if_then": _if_then,
    "reserve": lambda facts: _("Allow yourself one or two reserve days a month; they cover a miss by themselves."),
    "near_goals": lambda facts: _("Set a milestone that you can reach within two weeks, and look only at that one."),
    "bundle": lambda facts: _("Keep something you enjoy, a podcast or a series, for the times when you do this."),
    "fresh_start": lambda facts: _(
        "Take the start of the coming week as a new page: begin there, with one small part."
    ),
    "monitor": _monitor,
    "contrast": lambda facts: _(
        "Picture the best outcome for a minute, then what in you stands most in its way; then plan for that."
    ),
    "near_end": lambda facts: _("Look at what is left rather than at what is done, and name the very next step."),
    "same_cue": lambda facts: _("Keep doing it after the same cue, in the same place; one miss hardly matters."),
}


def _amount(value: Decimal, facts: Facts) -> str:
    return with_unit(rounded_up(value), facts)
