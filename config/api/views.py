"""What all API views share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from config.api import parameters


class Frame(GenericViewSet[Any]):
    """Refuses query parameters that the action does not read.

    `query_parameters` names those of each action; `list_actions` names the actions that page and filter.
    """

    query_parameters: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    list_actions: ClassVar[frozenset[str]] = frozenset({"list"})
    filterset_class: Any = None

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.action:
            parameters.check(self)

    def page_rows(self, queryset: Any) -> list[Any]:
        """The rows of the asked page of the filtered `queryset`."""
        return list(self.paginate_queryset(self.filter_queryset(queryset)) or [])

    def body(self, serializer: Any, *, partial: bool = False) -> dict[str, Any]:
        """The request's body as `serializer` (a class) reads it. Raises ValidationError naming the fields."""
        reader = serializer(data=self.request.data, partial=partial, context=self.get_serializer_context())
        reader.is_valid(raise_exception=True)
        values: dict[str, Any] = reader.validated_data
        return values


def written(serializer: Any, row: Any, *, status: int = 200, headers: Any = None) -> Response:
    """The answer that shows `row` as `serializer` (a class) writes it."""
    return Response(serializer(row).data, status=status, headers=headers)
