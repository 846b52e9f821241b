from django.apps import AppConfig


class CheckInsConfig(AppConfig):
    name = "checkins"
    verbose_name = "check-ins"
    default_auto_field = "django.db.models.BigAutoField"
