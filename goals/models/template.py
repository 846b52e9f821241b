"""Goals to start from: the library that is shipped, and what staff add to it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from goals.models.choices import Pattern, ValueCategory
from goals.models.columns import ObjectField
from goals.models.goal import LAST_PLACE, present, title_field, words_field


class GoalTemplateQuerySet(models.QuerySet["GoalTemplate"]):
    def offered(self) -> "GoalTemplateQuerySet":
        return self.filter(is_offered=True)

    def matching(self, words: str) -> "GoalTemplateQuerySet":
        """With each of the words in title or summary."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(models.Q(title__icontains=word) | models.Q(summary__icontains=word))
        return found


class GoalTemplate(models.Model):
    """What a started goal begins with: `goal` holds its fields, `milestones` and `intentions` its parts.

    `days`, of the goal and of a milestone, count from the day it is started; `why_prompt` is the question that leads to
    the person's own reason. `evidence` names where the plan comes from. A template that the library ships is refreshed
    by upgrades until it `is_edited` here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = title_field()
    summary = words_field(_("summary"), 500)
    pattern = models.CharField(_("pattern"), max_length=9, choices=Pattern.choices)
    value_category = models.CharField(_("value category"), max_length=10, choices=ValueCategory.choices)
    goal = ObjectField(_("fields of the goal"), default=dict, blank=True)
    milestones = models.JSONField(_("milestones"), default=list, blank=True)
    intentions = models.JSONField(_("if-then plans"), default=list, blank=True)
    evidence = words_field(_("evidence"), 1000)
    is_offered = models.BooleanField(_("offered"), default=True)
    is_shipped = models.BooleanField(_("part of the library"), default=False, editable=False)
    is_edited = models.BooleanField(_("edited here"), default=False, editable=False)
    sort_order = models.PositiveIntegerField(_("order"), default=0, validators=[MaxValueValidator(LAST_PLACE)])
    updated_at = models.DateTimeField(auto_now=True)

    objects = GoalTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["sort_order", "title", "id"]
        constraints = [
            present("title", "template"),
            models.CheckConstraint(condition=models.Q(pattern__in=Pattern.values), name="template_pattern"),
            models.CheckConstraint(
                condition=models.Q(value_category__in=ValueCategory.values), name="template_value_category"
            ),
        ]

    def __str__(self) -> str:
        return self.title
