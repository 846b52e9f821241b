"""The person: sign-in by e-mail, and how their days run."""

import datetime as dt
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone as clock
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from config.text import PlainText
from goals.days import day_of, midst_of
from goals.models.choices import Density, Grouping, Language, Theme
from goals.validators import validate_timezone


class UserManager(BaseUserManager["User"]):
    """Creates people by e-mail address; the address is compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        if not email:
            raise ValueError("a person needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person. `revision` counts their committed changes: it is the lock and the clock of their journal."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[PlainText()])
    timezone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_timezone])
    day_starts_at = models.PositiveSmallIntegerField(
        _("day starts at"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(12)],
        help_text=_("Hour from 0 to 12. What is recorded before it belongs to the day before."),
    )
    week_starts_on = models.PositiveSmallIntegerField(
        _("week starts on"),
        default=0,
        choices=[
            (0, _("Monday")),
            (1, _("Tuesday")),
            (2, _("Wednesday")),
            (3, _("Thursday")),
            (4, _("Friday")),
            (5, _("Saturday")),
            (6, _("Sunday")),
        ],
    )
    # How the pages look and read
    theme = models.CharField(_("colours"), max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    density = models.CharField(_("rows"), max_length=11, choices=Density.choices, default=Density.COMFORTABLE)
    grouping = models.CharField(_("groups of Today"), max_length=4, choices=Grouping.choices, default=Grouping.TIME)
    hides_done = models.BooleanField(_("hides what is done"), default=False)
    uses_keys = models.BooleanField(_("uses keys"), default=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=Language.choices,
        blank=True,
        default="",
        help_text=_("Blank: the browser's."),
    )
    revision = models.PositiveBigIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(email=""), name="user_email_present"),
            models.CheckConstraint(condition=Q(day_starts_at__range=(0, 12)), name="user_day_starts_at"),
            models.CheckConstraint(condition=Q(week_starts_on__range=(0, 6)), name="user_week_starts_on"),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="user_theme"),
            models.CheckConstraint(condition=Q(density__in=Density.values), name="user_density"),
            models.CheckConstraint(condition=Q(grouping__in=Grouping.values), name="user_grouping"),
            models.CheckConstraint(condition=Q(language__in=["", *Language.values]), name="user_language"),
        ]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **options: Any) -> None:
        """Store the row, but never its `revision` again: only the lock moves that, and it may have moved since."""
        if not self._state.adding and options.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            options["update_fields"] = names - self.get_deferred_fields() - {"revision"}
        super().save(*args, **options)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def today(self, now: dt.datetime | None = None) -> dt.date:
        """The person's own day at `now` (aware; the present by default), by their zone and day start."""
        return day_of(now or clock.now(), self.zone, self.day_starts_at)

    def moment_of(self, day: dt.date, now: dt.datetime) -> dt.datetime:
        """When something happened of which only the day is known: `now` if it is today, else the middle of the day."""
        return now if day == self.today(now) else midst_of(day, self.zone, self.day_starts_at)

    def get_full_name(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]
