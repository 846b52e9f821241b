"""Structured logs: one event a line, with the request id and the person's id, never with what people wrote."""

import re
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

_SECRET = ("password", "secret", "token", "authorization", "cookie", "key")
# Addresses that let in whoever holds them, and what people searched for.
_SECRET_PART = re.compile(r"(/(?:reset/key|confirm-email)/)[^/\s]+")
_QUERY = re.compile(r"\?\S+")

# Addresses that open something to whoever has them: what follows these words is a secret.
_SECRET_ADDRESS = re.compile(r"((?:/|%2F)(?:s|calendar|sharing(?:/|%2F)accept)(?:/|%2F))[\w-]{16,}", re.IGNORECASE)


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Blank every value whose name says that it is a secret, secrets inside addresses, and the queries of requests."""
    for name, value in event.items():
        if any(word in name.lower() for word in _SECRET):
            event[name] = "[hidden]"
        elif isinstance(value, str):
            shown = _SECRET_ADDRESS.sub(r"\1[hidden]", value)
            if name in ("event", "request"):
                shown = _SECRET_PART.sub(r"\1[hidden]", shown)
            event[name] = _QUERY.sub("?[hidden]", shown) if name == "request" else shown
    return event


def _renderers(style: str) -> list[Any]:
    if style == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    # The prettier traceback shows the values of local variables, passwords among them.
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]


def _shared_processors() -> list[Any]:
    """What every line passes, whichever library it comes from."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_secrets,
    ]


def configure_structlog() -> None:
    """Send events through `logging`. Once a process: loggers in use keep what they began with."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared_processors(),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_configuration(style: str, level: str) -> dict[str, Any]:
    """Django's LOGGING for `console` (people) or `json` (collectors)."""
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_renderers(style)],
        "foreign_pre_chain": _shared_processors(),
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"events": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handler would print each line twice.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }
