"""How many messages a person may send in what time: `COACH_RATE`, for the page and the API together."""

from typing import Any

from rest_framework.throttling import SimpleRateThrottle


class MessageRate(SimpleRateThrottle):
    scope = "coach"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        if not request.user.is_authenticated:
            return None
        return self.cache_format % {"scope": self.scope, "ident": request.user.pk}
