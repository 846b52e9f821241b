"""For whoever watches the process: is it alive (no database asked), is it ready (the database answers)?"""

import structlog
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = structlog.get_logger(__name__)


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("not_ready")
        return JsonResponse({"status": "database unavailable"}, status=503, headers={"Retry-After": "1"})
    return JsonResponse({"status": "ok"})


urlpatterns = [path("livez", alive, name="livez"), path("readyz", ready, name="readyz")]
