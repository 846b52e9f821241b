"""What was agreed about a goal before."""

import uuid
from typing import Any

from rest_framework.response import Response

from config.api.conditional import conditional
from config.api.schema import operation
from goals.api import examples
from goals.api.frame import OwnedFrame
from goals.api.serializers import PastTermsSerializer
from goals.models import PastTerms


class GoalTermsViews(OwnedFrame):
    serializer_class = PastTermsSerializer
    queryset = PastTerms.objects.none()

    @operation(
        "List a goal's past terms",
        "The newest first. Each held through its `valid_through`, from the day after the one before it, and its days "
        "are judged by it. What holds now stands on the goal: a change applies from today.",
        codes=("GOAL_NOT_FOUND",),
        got=examples.PAST_TERMS,
    )
    @conditional
    def list(self, request: Any, pk: uuid.UUID | None) -> Response:
        rows = self.page_rows(self.goal(pk).past_terms.order_by("-valid_through"))
        return self.get_paginated_response(PastTermsSerializer(rows, many=True).data)
