"""What an import costs beside bare inserts of the same rows, and an export beside reading them: `make bench`.

Processor time, so that what else a machine does counts little; the ratios of one run are the figures.
"""

import datetime as dt
import io
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import orjson
import pytest
from uuid_utils.compat import uuid7

from checkins.models import CheckIn
from checkins.portable import LOCAL, csv_of, import_own, json_of
from goals.journal import Actor
from goals.models import User
from goals.models.choices import Source
from tests.factories import UserFactory

GOALS = 10
DAYS = 2000
FORMS: dict[str, Any] = {"json": json_of, "csv": csv_of}


def document(days: int) -> bytes:
    """Ten daily goals, each recorded on each of so many days."""
    first = dt.date.today() - dt.timedelta(days=days)  # noqa: DTZ011
    goals = [
        {"id": str(uuid7()), "created_at": "2020-01-01T00:00:00Z", "title": f"Goal {number}", "start_date": first}
        for number in range(GOALS)
    ]
    rows = [
        {
            "id": str(uuid7()),
            "created_at": "2020-01-01T00:00:00Z",
            "goal": goal["id"],
            "check_in_date": first + dt.timedelta(days=day),
            "logged_at": "2020-01-01T06:00:00.123456Z",
            "habit_completion_status": "completed",
            "value_recorded": "5.25",
            "content": "A note" if day % 5 == 0 else None,
            "source": "manual",
            "context": {},
            "metadata": {},
        }
        for day in range(days)
        for goal in goals
    ]
    return orjson.dumps({"format": "steady-export", "version": 1, "goals": goals, "check_ins": rows})


def processor(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    began = time.process_time()
    work()
    return time.process_time() - began


def memory(work: Callable[[], object]) -> float:
    """Most megabytes held at once."""
    tracemalloc.start()
    work()
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 2**20


def read_whole(form: Callable[[User], Iterator[bytes]], owner: User) -> int:
    return sum(map(len, form(owner)))


def bring(owner: User, data: bytes) -> Any:
    return import_own(by=Actor(owner, Source.IMPORT), owner=owner, file=io.BytesIO(data), limits=LOCAL)


@pytest.mark.django_db
def test_cost_of_import_and_export(capsys: pytest.CaptureFixture[str]) -> None:
    count = GOALS * DAYS
    data, owner = document(DAYS), UserFactory.create()
    bring(UserFactory.create(), document(10))  # what is made once
    importing = processor(lambda: bring(owner, data))
    rows = list(CheckIn.objects.for_owner(owner))
    reading = processor(lambda: list(CheckIn.objects.for_owner(owner)))
    held = {name: memory(partial(read_whole, form, owner)) for name, form in FORMS.items()}
    exporting = {name: processor(partial(read_whole, form, owner)) for name, form in FORMS.items()}
    CheckIn.objects.for_owner(owner).delete()
    inserting = processor(lambda: CheckIn.objects.bulk_create(rows, batch_size=1000))
    with capsys.disabled():
        out = sys.stdout
        out.write(f"\n{count} check-ins of {GOALS} goals\n")
        out.write(f"import: {count / importing:,.0f} rows/s, {importing / inserting:.2f} × bulk_create alone\n")
        for name, spent in exporting.items():
            words = f"{count / spent:,.0f} rows/s, {spent / reading:.2f} × reading them, {held[name]:.1f} MB held"
            out.write(f"export as {name} with the journal: {words}\n")
