"""CSV and XLSX from the admin: nothing in them is a formula, and numbers stay numbers."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from goals.actions import complete_goal
from goals.admin.exports import cell, inert
from tests.factories import GoalFactory, UserFactory, acting
from tests.goals.admin_site import page, signed_in, staff_who_may, superuser

CSV_FORMAT, XLSX_FORMAT = "0", "1"
FORMULAS = ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1", '=HYPERLINK("x")']


def exported(client: Client, model: str, file_format: str) -> Any:
    answer = client.post(page(model, "export"), {"format": file_format, "resource": "0"})
    assert answer.status_code == 200
    return answer.content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_what_could_be_a_formula_is_inert(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Run", "1-1", "a=b", "'=1", " =1", "", "–", "10 % more"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@given(st.text())
def test_no_text_begins_like_a_formula_afterwards(text: str) -> None:
    assert inert(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert inert(text).endswith(text)


@pytest.mark.parametrize(
    ("value", "in_csv", "in_workbook"),
    [
        (None, "", None),
        (-5, -5, -5),
        (True, True, True),
        (Decimal("-5.5000"), "-5.5", Decimal("-5.5000")),
        (Decimal("1E+3"), "1000", Decimal("1E+3")),
        (dt.date(2026, 1, 2), "2026-01-02", dt.date(2026, 1, 2)),
        (
            dt.datetime(2026, 1, 2, 3, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            "2026-01-02T02:00:00+00:00",
            dt.datetime(2026, 1, 2, 2),  # noqa: DTZ001
        ),
        ("-5", "'-5", "'-5"),
    ],
)
def test_values_become_cells(value: Any, in_csv: Any, in_workbook: Any) -> None:
    assert cell(value, is_native=False) == in_csv
    assert cell(value, is_native=True) == in_workbook


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de"])
def test_csv_holds_the_goals_as_they_are(language: str) -> None:
    client = signed_in(superuser())
    goal = GoalFactory(title="=cmd|' /C calc'!A0", description="@x\n=y", pattern="target", target_value="-5.5")
    complete_goal(by=acting(goal.owner), goal=goal)
    client.cookies["django_language"] = language
    (row,) = rows_of(exported(client, "goals_goal", CSV_FORMAT))
    assert (row["owner"], row["title"], row["description"]) == (goal.owner.email, "'=cmd|' /C calc'!A0", "'@x\n=y")
    assert (row["id"], row["target_value"], row["status"], row["unit"]) == (str(goal.pk), "-5.5", "completed", "")
    assert row["created_at"] == goal.created_at.isoformat()


@pytest.mark.django_db
def test_workbook_holds_numbers_and_no_formula() -> None:
    client = signed_in(superuser())
    for title in ("=1+1", "+1", "-1", "@A1"):
        GoalFactory(title=title, pattern="target", target_value="-5.5", start_date=dt.date(2026, 1, 2))
    sheet = openpyxl.load_workbook(io.BytesIO(exported(client, "goals_goal", XLSX_FORMAT))).active
    assert sheet is not None
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert {row[header.index("title")] for row in rows} == {"'+1", "'-1", "'=1+1", "'@A1"}
    assert {row[header.index("target_value")] for row in rows} == {-5.5}
    assert {row[header.index("unit")] for row in rows} == {None}
    assert {row[header.index("start_date")] for row in rows} == {dt.datetime(2026, 1, 2)}  # noqa: DTZ001


@pytest.mark.django_db
def test_export_follows_the_filters_of_the_list() -> None:
    client = signed_in(superuser())
    GoalFactory(title="Limit", pattern="limit", target_value=1)
    GoalFactory(title="Run")
    answer = client.post(
        page("goals_goal", "export") + "?pattern__exact=limit", {"format": CSV_FORMAT, "resource": "0"}
    )
    assert [row["title"] for row in rows_of(answer.content)] == ["Limit"]


@pytest.mark.django_db
@pytest.mark.parametrize("model", ["goals_goal", "checkins_checkin"])
def test_export_is_for_those_who_may_see_the_list(model: str) -> None:
    name = model.partition("_")[2]
    assert signed_in(UserFactory()).get(page(model, "export")).status_code == 302
    assert signed_in(staff_who_may()).get(page(model, "export")).status_code == 403
    assert signed_in(staff_who_may(f"view_{name}")).get(page(model, "export")).status_code == 200
