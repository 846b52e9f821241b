"""The database refuses by itself what no insight may be: each constraint, provoked on the raw row."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from checkins.models import CheckIn, Insight, Strip
from tests.factories import InsightFactory

pytestmark = pytest.mark.django_db

BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("insight_kind", {"kind": "other"}),
    ("insight_confidence", {"confidence": -0.1}),
    ("insight_confidence", {"confidence": 1.1}),
]


@pytest.mark.parametrize(("name", "values"), BROKEN)
def test_constraint_refuses_the_raw_row(name: str, values: dict[str, Any]) -> None:
    row = InsightFactory.create()
    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), transaction.atomic():
        Insight.objects.filter(pk=row.pk).update(**values)


def test_second_insight_of_a_key_is_refused() -> None:
    """PostgreSQL tells the name of a unique constraint, SQLite its columns."""
    row = InsightFactory.create()
    row.pk, row._state.adding = uuid.uuid4(), True
    told = "insight_once" if connection.vendor == "postgresql" else "checkins_insight.owner_id, checkins_insight.key"
    with pytest.raises(IntegrityError, match=told), transaction.atomic():
        row.save(force_insert=True)


def test_every_constraint_of_insights_is_provoked_here() -> None:
    named = {constraint.name for constraint in Insight._meta.constraints}
    assert {name for name, _ in BROKEN} | {"insight_once"} == named
    assert set(apps.get_app_config("checkins").get_models()) == {CheckIn, Insight, Strip}
