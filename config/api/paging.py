"""Lists come in pages: `{"results", "total", "page", "page_size", "next", "previous"}`."""

from typing import Any

from django.core.paginator import InvalidPage
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response

from config.refusals import NotFound

PARAMETERS = frozenset({"page", "page_size"})


class Pages(PageNumberPagination):
    """50 a page, at most 100; a larger `page_size` is refused. A page beyond the last is 404."""

    page_size = 50
    max_page_size = 100
    page_size_query_param = "page_size"
    page_query_description = "Which page, from 1."
    page_size_query_description = "Rows on a page: 50 when absent; more than 100 is refused."

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        self.request = request
        number = _positive(request, "page", 1)
        size = _positive(request, "page_size", self.page_size)
        if size > self.max_page_size:
            raise ValidationError({"page_size": [f"Enter at most {self.max_page_size}."]})
        paginator = self.django_paginator_class(queryset, size)
        try:
            self.page = paginator.page(number)
        except InvalidPage:
            raise NotFound(f"There is no page {number}; the last is {paginator.num_pages}.") from None
        return list(self.page)

    def get_paginated_response(self, data: Any) -> Response:
        page: Any = self.page
        return Response(
            {
                "results": data,
                "total": page.paginator.count,
                "page": page.number,
                "page_size": page.paginator.per_page,
                "next": self.get_next_link(),
                "previous": self.get_previous_link(),
            }
        )

    def get_paginated_response_schema(self, schema: Any) -> dict[str, Any]:
        link = {"type": "string", "format": "uri", "nullable": True}
        number = {"type": "integer", "minimum": 0}
        properties = {
            "results": schema,
            "total": {**number, "example": 1},
            "page": {**number, "example": 1},
            "page_size": {**number, "example": 50},
            "next": {**link, "example": None},
            "previous": {**link, "example": None},
        }
        return {"type": "object", "required": list(properties), "properties": properties}


def _positive(request: Any, name: str, default: int) -> int:
    """Raises ValidationError unless the parameter is absent or a whole number from 1."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0):
        raise ValidationError({name: ["Enter a whole number from 1."]})
    return int(text)
