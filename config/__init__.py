"""The frame: settings, URLs, servers, the API's manners. Knows no goal and no check-in."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
