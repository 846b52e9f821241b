"""What the rows of the database are called where people read it: in the admin, and in the journal of a goal.

Apart from the models, where each new word would be a migration that changes nothing. A field that its model labels
itself is not named here.
"""

from collections.abc import Mapping
from typing import Any

from django.apps.config import AppConfig
from django.utils.translation import gettext_lazy as _

Words = Any  # what gettext_lazy gives

# Singular and plural, by the model's name.
MODELS: dict[str, tuple[Words, Words]] = {
    "Budget": (_("budget"), _("budgets")),
    "CalendarFeed": (_("calendar feed"), _("calendar feeds")),
    "Change": (_("change"), _("changes")),
    "Cheer": (_("cheer"), _("cheers")),
    "Contribution": (_("contribution"), _("contributions")),
    "Debt": (_("debt"), _("debts")),
    "Goal": (_("goal"), _("goals")),
    "GoalShare": (_("goal share"), _("goal shares")),
    "GoalTemplate": (_("goal template"), _("goal templates")),
    "HabitLink": (_("habit link"), _("habit links")),
    "Intention": (_("intention"), _("intentions")),
    "Milestone": (_("milestone"), _("milestones")),
    "PastTerms": (_("past terms"), _("past terms")),
    "Pause": (_("pause"), _("pauses")),
    "PersonalToken": (_("personal token"), _("personal tokens")),
    "Task": (_("task"), _("tasks")),
    "User": (_("user"), _("users")),
}
# By the field's name, whichever model it belongs to.
FIELDS: dict[str, Words] = {
    "accepted_at": _("accepted at"),
    "action": _("action"),
    "actor_id": _("made by"),
    "at": _("at"),
    "author": _("author"),
    "check_in_count": _("number of check-ins"),
    "completed_at": _("completed at"),
    "conversation": _("conversation"),
    "created": _("created at"),
    "created_at": _("created at"),
    "device": _("device"),
    "ended_on": _("ended on"),
    "entity": _("kind of row"),
    "entity_id": _("row"),
    "expiry": _("expires"),
    "fields": _("fields"),
    "goal": _("goal"),
    "goal_type": _("kind of goal"),
    "habit": _("habit"),
    "kind": _("kind"),
    "last_goal": _("goal mentioned"),
    "last_check_in_at": _("last check-in at"),
    "message": _("message"),
    "milestone": _("milestone"),
    "other_goal": _("other goal"),
    "owner": _("owner"),
    "partner": _("partner"),
    "progress_percent": _("percent"),
    "proposal": _("proposal"),
    "recovery_from": _("put aside until"),
    "revision": _("revision"),
    "revoked_at": _("revoked at"),
    "seq": _("number"),
    "share": _("goal share"),
    "source": _("source"),
    "status_before_archive": _("status before the archive"),
    "updated_at": _("updated at"),
    "user": _("user"),
    "valid_through": _("valid through"),
    "version": _("version"),
}


def put_on(app: AppConfig, models: Mapping[str, tuple[Words, Words]]) -> None:
    """Call the models of `app` and their fields by these words, where they have none of their own."""
    for model in app.get_models():
        meta: Any = model._meta
        if model.__name__ in models:
            meta.verbose_name, meta.verbose_name_plural = models[model.__name__]
        for field in meta.local_fields:
            if field._verbose_name is None and field.name in FIELDS:
                field.verbose_name = FIELDS[field.name]
