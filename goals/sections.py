"""What More leads to, in its groups; the pages of the settings find each other through it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Section:
    """A page by the name of its address, with the words and the icon that lead to it."""

    name: str
    title: str | Promise
    hint: str | Promise
    icon: str


SETTINGS = (
    Section("settings-profile", _("Profile and time zone"), _("Your name, and the clocks you live by"), "person"),
    Section("settings-day", _("Day and week"), _("When a day starts, and a week"), "clock"),
    Section("settings-appearance", _("Appearance"), _("Light, dark, or as the device is set"), "contrast"),
    Section("settings-reminders", _("Reminders"), _("Where your plans remind you"), "clock"),
    Section("settings-calendar", _("Calendar"), _("Your dates and reminders in your own calendar"), "calendar"),
    Section("settings-pauses", _("Vacations"), _("Days off from all goals"), "pause"),
    Section("settings-integrations", _("Integrations"), _("Calendars and programs that follow along"), "template"),
    Section("settings-tokens", _("Access tokens"), _("For programs that use the API"), "key"),
    Section("settings-export", _("Export"), _("Everything that is yours, as JSON or CSV"), "out"),
    Section("settings-account", _("Account"), _("Email address, password, and leaving"), "lock"),
)
GOALS = (
    Section("template-list", _("Templates"), _("Goals to start from"), "template"),
    Section("sharing", _("Sharing"), _("Links, partners, and what others share with you"), "person"),
    Section("history", _("History"), _("Everything that you recorded, to search and to take along"), "calendar"),
    Section("summary-list", _("Summaries"), _("Your weeks and months: what moved, and a next step"), "insights"),
    Section("money", _("Money"), _("Budgets and debts for your goals"), "target"),
    Section("import", _("Import"), _("From an export of Steady or of Loop Habit Tracker"), "import"),
)
ACCOUNT = (
    Section("account_email", _("Email address"), _("What you sign in with"), "mail"),
    Section("account_change_password", _("Password"), _("Choose a new one"), "lock"),
)
STAFF = (Section("admin:index", _("Administration"), _("For staff"), "staff"),)
