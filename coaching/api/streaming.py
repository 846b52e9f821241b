"""A reply as server-sent events: a `segment` each, then the whole as `reply`."""

from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.renderers import BaseRenderer

from config.api.json import JsonRenderer, dumps

EVENT_STREAM = "text/event-stream"


class EventStreamRenderer(BaseRenderer):
    """Lets a caller ask for events; what is no reply (a failure) is JSON as everywhere."""

    media_type = EVENT_STREAM
    format = "stream"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        return JsonRenderer().render(data)


def event(name: str, lines: str) -> bytes:
    """One event; each line of its data is marked as such."""
    data = "".join(f"data: {line}\n" for line in lines.split("\n"))
    return f"event: {name}\n{data}\n".encode()


def streamed(pieces: Iterator[bytes], status: int = 200) -> StreamingHttpResponse:
    """For no proxy or cache to hold back."""
    response = StreamingHttpResponse(pieces, content_type=EVENT_STREAM, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def events_of(reply: Any) -> Iterator[bytes]:
    """`reply` as its serializer writes it."""
    for segment in reply["segments"]:
        yield event("segment", dumps(segment).decode())
    yield event("reply", dumps(reply).decode())
