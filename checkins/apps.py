from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goals.labels import put_on


class CheckInsConfig(AppConfig):
    name = "checkins"
    verbose_name = _("Check-ins")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        put_on(self, {"Insight": (_("insight"), _("insights"))})
