"""A person's dates and reminders as an iCalendar (RFC 5545): titles and times, no notes and no figures."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from goals.models import Goal, Intention, Milestone, Pause, User
from goals.models.choices import OPEN_STATUSES, Status
from goals.models.owned import Owned
from goals.time_zones import LAST_YEAR, vtimezone

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHOWN = (*OPEN_STATUSES, Status.COMPLETED)
_DAY = dt.timedelta(days=1)
_REMINDER = dt.timedelta(minutes=15)


def calendar_of(person: User, *, dates: bool = True, reminders: bool = True) -> bytes:
    """The whole feed, or a part of it; at most four queries.

    It depends on the person's rows and the language, not on the day.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Steady//Goals//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Steady")
    calendar.add("refresh-interval", dt.timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    timed = list(_reminders(person)) if reminders else []
    if timed:
        first = min(event.DTSTART.year for event in timed)
        calendar.add_component(vtimezone(person.zone, min(first, LAST_YEAR)))
    for event in (*_goals(person), *_milestones(person)) if dates else ():
        calendar.add_component(event)
    for event in timed:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _goals(person: User) -> Iterator[Event]:
    rows = Goal.objects.for_owner(person).filter(target_date__isnull=False, status__in=_SHOWN)
    for goal in rows.order_by("target_date", "id"):
        title = _("Target date: %(title)s") % {"title": goal.title}
        yield _whole_day(goal, goal.target_date, _marked(title, is_done=goal.status == Status.COMPLETED))


def _milestones(person: User) -> Iterator[Event]:
    rows = Milestone.objects.for_owner(person).filter(target_date__isnull=False, goal__status__in=_SHOWN)
    for milestone in rows.select_related("goal").order_by("target_date", "id"):
        words = f"{milestone.title} ({milestone.goal.title})"
        yield _whole_day(milestone, milestone.target_date, _marked(words, is_done=milestone.is_done))


def _reminders(person: User) -> Iterator[Event]:
    """Plans with a time, every week on their days; those of goals that rest or ended remind of nothing.

    What is paused reminds of nothing on those days: the series goes on after them as an event of its own.
    """
    rows = Intention.objects.for_owner(person).filter(
        is_active=True, reminder_time__isnull=False, goal__status=Status.ACTIVE
    )
    pauses = list(Pause.objects.for_owner(person).order_by("starts_on", "id"))
    for plan in rows.select_related("goal").order_by("reminder_time", "id"):
        holding = [pause for pause in pauses if pause.goal_id in (None, plan.goal_id)]
        for place, (first, last) in enumerate(_stretches(plan, person, holding)):
            event = _event(plan, " ".join(f"{plan.trigger_condition}: {plan.action}".split()))
            if place:
                event["uid"] = f"{plan.pk}-{first:%Y%m%d}@steady"
            event.add("dtstart", dt.datetime.combine(first, plan.reminder_time or dt.time(), person.zone))
            event.add("duration", _REMINDER)
            event.add(
                "rrule", {"freq": "weekly", "byday": [_WEEKDAYS[day] for day in _days(plan)], **_until(last, person)}
            )
            event.add("transp", "TRANSPARENT")
            event.add_component(_alarm(plan))
            yield event


def _stretches(plan: Intention, person: User, pauses: Sequence[Pause]) -> Iterator[tuple[dt.date, dt.date | None]]:
    """First and last day (None: no end) of each time through which a plan reminds; `pauses` in order of their start.

    The standard wants a series to begin with one of its own days. A reminder in the hours before the person's day
    starts belongs to the day before, and so does its pause.
    """
    night = plan.reminder_time is not None and plan.reminder_time.hour < person.day_starts_at
    shift = _DAY if night else dt.timedelta(0)
    first = _on_its_day(plan, max(plan.goal.start_date, plan.created_at.astimezone(person.zone).date()))
    for pause in pauses:
        last = pause.starts_on + shift - _DAY
        if first <= last:
            yield first, last
        if pause.ends_on is None:
            return
        first = _on_its_day(plan, max(first, pause.ends_on + shift + _DAY))
    yield first, None


def _on_its_day(plan: Intention, day: dt.date) -> dt.date:
    while day.weekday() not in _days(plan):
        day += _DAY
    return day


def _days(plan: Intention) -> list[int]:
    return plan.reminder_weekdays or list(range(7))


def _until(last: dt.date | None, person: User) -> dict[str, dt.datetime]:
    """The end of a series: the last second of its last day, in UTC as the standard wants it."""
    if last is None:
        return {}
    return {"until": dt.datetime.combine(last, dt.time(23, 59, 59), person.zone).astimezone(dt.UTC)}


def _alarm(plan: Intention) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(0))
    alarm.add("description", plan.goal.title)
    return alarm


def _whole_day(row: Owned, day: dt.date | None, words: str) -> Event:
    event = _event(row, words)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    return event


def _event(row: Owned, words: str) -> Event:
    """What is the same for all: an id that stays, and the version of the row as that of the event."""
    event = Event()
    event.add("uid", f"{row.pk}@steady")
    event.add("dtstamp", _whole_seconds(row.updated_at))
    event.add("created", _whole_seconds(row.created_at))
    event.add("last-modified", _whole_seconds(row.updated_at))
    event.add("sequence", row.revision - 1)
    event.add("summary", words)
    event.add("class", "PRIVATE")
    return event


def _marked(words: str, *, is_done: bool) -> str:
    return f"✓ {words}" if is_done else words


def _whole_seconds(instant: dt.datetime) -> Any:
    return instant.astimezone(dt.UTC).replace(microsecond=0)
