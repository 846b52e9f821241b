"""What pages may weigh, gzipped: a phone on a slow line shows them within a second and a half. Prints the sizes."""

import gzip
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import CheckInFactory, GoalFactory, UserFactory

BUDGET = {"css": 14_000, "js": 22_000, "html": 30_000}
MOST_QUERIES = 15


def gzipped(data: bytes) -> int:
    return len(gzip.compress(data, compresslevel=6))


@pytest.fixture
def thirty_goals(client: Client) -> Client:
    """Somebody signed in with goals that show all that a row can hold."""
    user = UserFactory()
    client.force_login(user)
    for number in range(15):
        CheckInFactory(goal=GoalFactory(owner=user, title=f"Practise conversation number {number}"))
        measured = {"target_value": Decimal(2), "unit": "litres", "quick_amounts": ["0.25", "0.5", "1"]}
        GoalFactory(owner=user, time_of_day="morning", **measured)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/today/", "/goals/"])
def test_page_with_thirty_goals_keeps_to_its_budget(
    thirty_goals: Client, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    thirty_goals.get(path)
    with CaptureQueriesContext(connection) as queries:
        page = thirty_goals.get(path).content
    sources = re.findall(r'(?:src|href)="/static/([^"]+\.(css|js))"', page.decode())
    weights = {"css": 0, "js": 0, "html": gzipped(page)}
    for source, kind in sources:
        weights[kind] += gzipped(Path(str(finders.find(source))).read_bytes())
    with capsys.disabled():
        sys.stdout.write(f"\n{path}: {weights} bytes gzipped, {len(queries)} queries\n")
    assert {kind: weight for kind, weight in weights.items() if weight > BUDGET[kind]} == {}, weights
    assert len(queries) <= MOST_QUERIES
    assert sorted(kind for _source, kind in sources)[:2] == ["css", "js"]
