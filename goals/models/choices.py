"""The closed vocabularies of goals, and the named sets the rules speak in."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from config.enums import direct


@direct
class Pattern(models.TextChoices):
    """How a goal is measured. Fixed at creation."""

    RECURRING = "recurring", _("Recurring")
    STREAK = "streak", _("Streak")
    LIMIT = "limit", _("Limit")
    TARGET = "target", _("Target")
    MILESTONE = "milestone", _("Milestones")


HABITS = (Pattern.RECURRING, Pattern.STREAK, Pattern.LIMIT)


class GoalType(models.TextChoices):
    """The coarser word for the pattern; the database derives it."""

    HABIT = "habit", _("Habit")
    TARGET = "target", _("Target")
    PROJECT = "project", _("Project")


PATTERN_OF_TYPE = {
    GoalType.HABIT: Pattern.RECURRING,
    GoalType.TARGET: Pattern.TARGET,
    GoalType.PROJECT: Pattern.MILESTONE,
}
TYPE_OF_PATTERN = {
    **dict.fromkeys(HABITS, GoalType.HABIT),
    Pattern.TARGET: GoalType.TARGET,
    Pattern.MILESTONE: GoalType.PROJECT,
}


@direct
class Status(models.TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    COMPLETED = "completed", _("Completed")
    ABANDONED = "abandoned", _("Abandoned")
    ARCHIVED = "archived", _("Archived")


OPEN_STATUSES = (Status.ACTIVE, Status.PAUSED)


class Specificity(models.TextChoices):
    ABSTRACT = "abstract", _("Abstract")
    CONCRETE = "concrete", _("Concrete")


class ValueCategory(models.TextChoices):
    HEALTH = "health", _("Health")
    CRAFT = "craft", _("Craft")
    GROWTH = "growth", _("Growth")
    CONNECTION = "connection", _("Connection")


class Sentiment(models.TextChoices):
    BEHIND = "behind", _("Behind")
    ON_TRACK = "on_track", _("On track")
    AHEAD = "ahead", _("Ahead")


class Period(models.TextChoices):
    DAY = "day", _("Day")
    WEEK = "week", _("Week")
    MONTH = "month", _("Month")


class MetricType(models.TextChoices):
    COUNT = "count", _("Count")
    NUMBER = "number", _("Number")
    PERCENT = "percent", _("Percent")
    MONEY = "money", _("Money")
    DURATION = "duration", _("Duration")
    DISTANCE = "distance", _("Distance")
    WEIGHT = "weight", _("Weight")


@direct
class Direction(models.TextChoices):
    INCREASE = "increase", _("Increase")
    DECREASE = "decrease", _("Decrease")


@direct
class Aggregation(models.TextChoices):
    """How the values of a target goal become its current value."""

    LATEST = "latest", _("The latest value")
    SUM = "sum", _("The sum of all values")
    MAX = "max", _("The highest value")
    AVERAGE = "average", _("The average value")
    COUNT = "count", _("How many values there are")


@direct
class FinanceMode(models.TextChoices):
    SAVE = "save", pgettext_lazy("put money aside", "Save")
    SPEND = "spend", _("Spend")
    PAY_OFF = "pay_off", _("Pay off")


@direct
class Silence(models.TextChoices):
    """What a day without a check-in means for a limit."""

    KEPT = "kept", _("Nothing was used")
    UNKNOWN = "unknown", _("Unknown, leave it out")


class TimeOfDay(models.TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    ANY = "any", _("Any time")


@direct
class Source(models.TextChoices):
    """Where a change came from."""

    PAGE = "page", _("Page")
    API = "api", _("API")
    ADMIN = "admin", _("Admin")
    COACH = "coach", _("Coach")
    SYNC = "sync", _("Sync")
    IMPORT = "import", _("Import")
    SYSTEM = "system", _("System")


class Scope(models.TextChoices):
    """What a personal token may do."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As the device is set")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    """How much room a row of Today takes."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class Grouping(models.TextChoices):
    """What the groups of Today are."""

    TIME = "time", _("Time of day")
    AREA = "area", _("Area")


class Language(models.TextChoices):
    """A language of the pages; blank is the browser's. Each names itself, for whoever cannot read the others."""

    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"
