"""What Today may weigh, gzipped: a phone on a slow line shows it within a second and a half."""

import gzip
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories import CheckInFactory, GoalFactory, UserFactory

BUDGET = {"css": 14_000, "js": 22_000, "html": 30_000}


def gzipped(data: bytes) -> int:
    return len(gzip.compress(data, compresslevel=6))


@pytest.mark.django_db
def test_today_with_thirty_goals_keeps_to_its_budget(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    for number in range(15):
        CheckInFactory(goal=GoalFactory(owner=user, title=f"Practise conversation number {number}"))
        GoalFactory(owner=user, target_value=Decimal(2), unit="litres", time_of_day="morning")
    page = client.get("/today/").content
    sources = re.findall(r'(?:src|href)="/static/([^"]+\.(css|js))"', page.decode())
    weights = {"css": 0, "js": 0, "html": gzipped(page)}
    for source, kind in sources:
        weights[kind] += gzipped(Path(str(finders.find(source))).read_bytes())
    assert sorted(kind for _source, kind in sources) == ["css", "js", "js"]
    assert {kind: weight for kind, weight in weights.items() if weight > BUDGET[kind]} == {}, weights
