"""Work that feeds a goal: a thing to do once, with the minutes that went into it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from goals.models.goal import LAST_PLACE, Goal, present, title_field
from goals.models.milestone import Milestone
from goals.models.owned import Owned, OwnedQuerySet
from goals.validators import validate_day

LONGEST_FOCUS = 100_000
HEAVIEST = 100


class Task(Owned):
    """Counts as an item of a milestone goal with its `weight`; its minutes show in every goal's figures."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="tasks", editable=False)
    milestone = models.ForeignKey(Milestone, on_delete=models.SET_NULL, related_name="tasks", null=True, blank=True)
    title = title_field()
    due_date = models.DateField(_("due"), null=True, blank=True, validators=[validate_day])
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    focus_minutes = models.PositiveIntegerField(
        _("focus minutes"), default=0, validators=[MaxValueValidator(LONGEST_FOCUS)]
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)]
    )
    sort_order = models.PositiveIntegerField(_("order"), default=0, validators=[MaxValueValidator(LAST_PLACE)])

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "created_at", "id"]
        # A goal's tasks in order.
        indexes = [models.Index(fields=["goal", "sort_order", "created_at", "id"], name="task_in_order")]
        constraints = [
            present("title", "task"),
            models.CheckConstraint(condition=Q(weight__range=(1, HEAVIEST)), name="task_weight"),
            models.CheckConstraint(condition=Q(focus_minutes__range=(0, LONGEST_FOCUS)), name="task_focus_minutes"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


class HabitLink(Owned):
    """`habit` feeds `goal`: its adherence of the last 28 days is a part of the goal's progress, with this weight."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="habit_links", editable=False)
    habit = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="feeds", editable=False)
    weight = models.PositiveSmallIntegerField(
        _("weight"), default=1, validators=[MinValueValidator(1), MaxValueValidator(HEAVIEST)]
    )

    objects = OwnedQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            # Also the index of a goal's links.
            models.UniqueConstraint(fields=["goal", "habit"], name="habit_link_once"),
            models.CheckConstraint(condition=~Q(goal=models.F("habit")), name="habit_link_not_to_itself"),
            models.CheckConstraint(condition=Q(weight__range=(1, HEAVIEST)), name="habit_link_weight"),
        ]

    def __str__(self) -> str:
        return f"{self.habit_id} → {self.goal_id}"
