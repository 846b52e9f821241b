"""A year of a goal, rolled up."""

from django.conf import settings
from django.db import models

from goals.models import Goal


class Strip(models.Model):
    """What a goal's check-ins of one year amount to; `checkins.rollups` says how to read it.

    Derived, so neither journalled nor exported: it can be made again from the check-ins at any time.
    """

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="strips")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    marks = models.CharField(max_length=366)
    units = models.CharField(max_length=366)
    values = models.JSONField(default=dict)
    state = models.JSONField(default=dict)

    class Meta:
        ordering = ["goal", "year"]
        constraints = [
            # Also the index by which the years of a goal are read.
            models.UniqueConstraint(fields=["goal", "year"], name="strip_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.goal_id} {self.year}"
