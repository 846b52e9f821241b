"""Milestones on a line scaled by date; the list below it says the same in words."""

from dataclasses import dataclass

from django.utils.formats import date_format

from checkins.charts import Plane, Shape, length
from checkins.standing import Standing

_HEIGHT, _MIDDLE = 40, 0.5


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A drawing WIDTH units wide and `height` high, and the days at its two ends."""

    height: int
    ends: tuple[str, str]
    shapes: list[Shape]


def milestone_line(standing: Standing) -> MilestoneLine | None:
    """Done ones on the day they were done, others on the planned day; None for fewer than two with a day."""
    goal, today = standing.goal, standing.today
    placed = []
    for milestone in goal.milestones.all():
        done = milestone.completed_at and goal.owner.today(milestone.completed_at)
        if day := done or milestone.target_date:
            placed.append((day, "dot" if done else "dot plan"))
    if len(placed) < 2:
        return None
    days = [standing.schedule.start, today, *(day for day, _look in placed)]
    plane = Plane(min(days), max(days), 0.0, 1.0, _HEIGHT)
    shapes = [Shape("grid", f"M0,{length(plane.y(_MIDDLE))}H1000"), Shape("now", plane.upright(today))]
    shapes += [Shape(look, plane.dot(day, _MIDDLE)) for day, look in sorted(placed)]
    return MilestoneLine(_HEIGHT, (date_format(plane.first, "j M Y"), date_format(plane.last, "j M Y")), shapes)
