"""Query parameters: unknown ones, repeated ones and control characters are refused before anything is read."""

import re
from typing import Any

from django_filters import MultipleChoiceFilter
from rest_framework.exceptions import ValidationError

from config.api.errors import UnknownParameter
from config.api.paging import PARAMETERS as PAGING

_CONTROL = re.compile("[\x00-\x1f\x7f]")


def filters_of(view: Any) -> dict[str, Any]:
    """The declared filters, when the view's current action lists."""
    if view.action not in view.list_actions or view.filterset_class is None:
        return {}
    filters: dict[str, Any] = view.filterset_class.base_filters
    return filters


def known(view: Any) -> frozenset[str]:
    """The names that the view's current action reads."""
    own = frozenset(view.query_parameters.get(view.action, ()))
    return own | (PAGING if view.action in view.list_actions else frozenset()) | frozenset(filters_of(view))


def check(view: Any) -> None:
    """Raises UnknownParameter, or ValidationError naming the parameter."""
    given = view.request.query_params
    allowed = known(view)
    if unknown := set(given) - allowed:
        raise UnknownParameter(unknown, allowed)
    filters = filters_of(view)
    for name, values in given.lists():
        if len(values) > 1 and not isinstance(filters.get(name), MultipleChoiceFilter):
            raise ValidationError({name: ["Give this parameter once."]})
        if any(_CONTROL.search(value) for value in values):
            raise ValidationError({name: ["Remove the control characters."]})
