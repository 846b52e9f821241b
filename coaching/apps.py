from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from goals.labels import put_on


class CoachingConfig(AppConfig):
    name = "coaching"
    verbose_name = _("Coach")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        put_on(
            self,
            {
                "Conversation": (_("conversation"), _("conversations")),
                "Message": (_("message"), _("messages")),
                "Proposal": (_("proposal"), _("proposals")),
            },
        )
