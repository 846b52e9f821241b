from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goals.labels import MODELS, put_on


class GoalsConfig(AppConfig):
    name = "goals"
    verbose_name = _("Goals")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        put_on(self, MODELS)
