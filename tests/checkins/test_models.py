"""The database refuses by itself what must never be stored: each constraint of check-ins and insights, provoked."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from checkins.models import CheckIn, Insight
from tests.factories import CheckInFactory, InsightFactory

pytestmark = pytest.mark.django_db

FACTORIES: dict[type[models.Model], Any] = {CheckIn: CheckInFactory, Insight: InsightFactory}
BROKEN: list[tuple[type[models.Model], str, dict[str, Any]]] = [
    (CheckIn, "check_in_status", {"habit_completion_status": "other"}),
    (CheckIn, "check_in_source", {"source": "other"}),
    (CheckIn, "check_in_mood", {"mood": 0}),
    (CheckIn, "check_in_mood", {"mood": 6}),
    (Insight, "insight_kind", {"kind": "other"}),
    (Insight, "insight_confidence", {"confidence": -0.1}),
    (Insight, "insight_confidence", {"confidence": 1.1}),
]
UNIQUE = {
    "check_in_one_status_a_day": (CheckIn, ("goal_id", "check_in_date")),
    "insight_once": (Insight, ("owner_id", "key")),
}


@pytest.mark.parametrize(("model", "name", "values"), BROKEN)
def test_constraint_refuses_the_raw_row(model: type[models.Model], name: str, values: dict[str, Any]) -> None:
    row = FACTORIES[model].create()
    with pytest.raises(IntegrityError, match=rf"\b{name}\b"), transaction.atomic():
        model._default_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize("name", UNIQUE)
def test_second_row_of_the_same_is_refused(name: str) -> None:
    """PostgreSQL tells the name of a unique constraint, SQLite its columns."""
    model, columns = UNIQUE[name]
    row = FACTORIES[model].create()
    row.pk, row._state.adding = uuid.uuid4(), True
    told = ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    expected = f'"{name}"' if connection.vendor == "postgresql" else told
    with pytest.raises(IntegrityError, match=expected), transaction.atomic():
        row.save(force_insert=True)


def test_every_constraint_of_check_ins_is_provoked_here() -> None:
    every = {constraint.name for model in FACTORIES for constraint in model._meta.constraints}
    assert {name for _, name, _ in BROKEN} | set(UNIQUE) == every
    assert set(apps.get_app_config("checkins").get_models()) == set(FACTORIES)
