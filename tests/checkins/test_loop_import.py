"""What an import of Loop's export makes: goals, check-ins, nothing twice, and Loop's own scores."""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from checkins.actions import record_check_in
from checkins.loop_import import InvalidImport, Report, TooManyHabits, import_export, read_export
from checkins.loop_import.scores import compare_scores
from checkins.models import CheckIn
from goals.actions import archive_goal, complete_goal, restore_goal, update_goal
from goals.journal import Actor
from goals.models import Change, Goal, User
from goals.models.choices import Source
from tests.checkins.loop_exports import habit, numerical, write_export, zipped
from tests.factories import GoalFactory, UserFactory, acting

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parents[1] / "data"
REAL = DATA / "loop_export"
LOOP: dict[str, Any] = json.loads((DATA / "loop.json").read_text())
TODAY = dt.date(2015, 1, 25)


@pytest.fixture
def owner() -> User:
    user: User = UserFactory(timezone="Europe/Berlin", day_starts_at=3)
    return user


def imported(owner: User, source: Any, **options: bool) -> Report:
    return import_export(by=Actor(owner, Source.IMPORT), owner=owner, export=read_export(source), **options)


def rows(goal: Goal) -> list[tuple[Any, ...]]:
    columns = ("check_in_date", "habit_completion_status", "value_recorded", "content")
    return [(str(day), *rest) for day, *rest in goal.check_ins.order_by("check_in_date").values_list(*columns)]


@pytest.fixture(params=["folder", "zip", "zip with a folder inside"])
def real(request: pytest.FixtureRequest) -> Any:
    if request.param == "folder":
        return REAL
    return zipped(REAL, "" if request.param == "zip" else "Loop Habits CSV 2015-01-25/")


def test_real_export_becomes_goals(owner: User, real: Any) -> None:
    report = imported(owner, real)
    meditate, wake = Goal.objects.for_owner(owner).order_by("sort_order")
    assert (report.goals_added, report.check_ins_added) == (2, 9)
    assert (meditate.title, wake.title) == ("Meditate", "Wake up early")
    assert (meditate.period, meditate.times_per_period, meditate.every_n_days) == ("day", 1, None)
    assert (wake.every_n_days, wake.times_per_period, wake.pattern) == (3, 2, "recurring")
    assert wake.description == "Did you wake up before 6am?"
    assert (meditate.start_date, wake.start_date) == (owner.today(), dt.date(2015, 1, 16))
    assert wake.metadata == {
        "loop": {"name": "Wake up early", "type": "YES_NO", "number": 1, "color": "#00897B"},
    }


def test_real_export_becomes_check_ins(owner: User, real: Any) -> None:
    imported(owner, real)
    assert rows(Goal.objects.get(title="Meditate")) == []
    assert rows(Goal.objects.get(title="Wake up early")) == [
        ("2015-01-16", "completed", None, None),
        ("2015-01-17", "completed", None, None),
        ("2015-01-19", None, None, '"Vacation"'),
        ("2015-01-20", "completed", None, None),
        ("2015-01-21", "completed", None, None),
        ("2015-01-22", "completed", None, None),
        ("2015-01-23", None, None, "Forgot to do it, really"),
        ("2015-01-24", "missed", None, "Sick"),
        ("2015-01-25", "completed", None, None),
    ]
    assert set(CheckIn.objects.values_list("source", flat=True)) == {"imported"}


def test_real_export_is_imported_with_its_figures(owner: User) -> None:
    imported(owner, REAL)
    wake = Goal.objects.get(title="Wake up early")
    assert (wake.check_in_count, wake.stats["completed"], wake.stats["missed"]) == (9, 6, 1)
    assert wake.stats["completion_rate"] == pytest.approx(6 / 7)


def test_scores_after_import_equal_those_of_the_export(owner: User, real: Any) -> None:
    imported(owner, real)
    compared = compare_scores(owner, read_export(real))
    assert [(habit.name, habit.days, habit.differing) for habit in compared] == [
        ("Meditate", 1, []),
        ("Wake up early", 10, []),
    ]


@pytest.mark.parametrize("case", [case for case in LOOP["series"] if "expect" in case], ids=lambda case: case["name"])
def test_scores_after_import_equal_those_of_loops_own_tests(owner: User, tmp_path: Path, case: dict[str, Any]) -> None:
    num, den = case["freq"]
    days = {int(ago): "YES_MANUAL" for ago in case.get("yes", [])}
    days |= {int(ago): "SKIP" for ago in case.get("skip", [])}
    days |= {int(ago): str(int(Decimal(str(value)) * 1000)) for ago, value in case.get("values", {}).items()}
    of_kind = habit if case["kind"] == "bool" else numerical
    cells = {} if case["kind"] == "bool" else {"target": str(case["target"]), "target_type": case["kind"].upper()}
    marks = [f"{TODAY - dt.timedelta(days=ago)},{mark}," for ago, mark in days.items()]
    write_export(tmp_path, [of_kind(times=num, days=den, **cells)], [marks])
    scores = [f"{TODAY - dt.timedelta(days=ago)},{score:.4f}" for ago, score in enumerate(case["expect"])]
    (tmp_path / "001 Habit" / "Scores.csv").write_text("\n".join(["Date,Score", *scores]) + "\n")
    imported(owner, tmp_path)
    (compared,) = compare_scores(owner, read_export(tmp_path))
    assert (compared.days, compared.differing) == (len(case["expect"]), [])


def test_a_score_that_differs_is_found(owner: User) -> None:
    imported(owner, REAL)
    CheckIn.objects.filter(check_in_date="2015-01-16").delete()
    differing = {habit.name: len(habit.differing) for habit in compare_scores(owner, read_export(REAL))}
    assert differing == {"Meditate": 0, "Wake up early": 10}


def test_importing_twice_adds_nothing(owner: User, real: Any) -> None:
    imported(owner, real)
    lines, first = Change.objects.count(), list(CheckIn.objects.values_list("id", "revision").order_by("id"))
    report = imported(owner, real)
    assert (report.goals_added, report.check_ins_added) == (0, 0)
    assert [(habit.name, habit.is_new, habit.already_there) for habit in report.habits] == [
        ("Meditate", False, 0),
        ("Wake up early", False, 9),
    ]
    assert (Change.objects.count(), Goal.objects.count()) == (lines, 2)
    assert list(CheckIn.objects.values_list("id", "revision").order_by("id")) == first


def test_renamed_goal_is_recognised_again(owner: User) -> None:
    imported(owner, REAL)
    wake = Goal.objects.get(title="Wake up early")
    update_goal(by=acting(owner), goal=wake, title="Up at six")
    assert imported(owner, REAL).goals_added == 0


def test_habits_of_one_name_stay_apart(owner: User, tmp_path: Path) -> None:
    marks = [["2015-01-25,YES_MANUAL,"], ["2015-01-24,YES_MANUAL,"]]
    write_export(tmp_path, [habit(1), habit(2)], marks)
    assert [imported(owner, tmp_path).goals_added for _ in range(2)] == [2, 0]
    first, second = Goal.objects.order_by("sort_order")
    assert (rows(first)[0][0], rows(second)[0][0]) == ("2015-01-25", "2015-01-24")


def test_habits_that_moved_are_recognised_again(owner: User, tmp_path: Path) -> None:
    write_export(tmp_path / "a", [habit(1, "Run"), habit(2, "Read")], [["2015-01-25,NO,"], []])
    write_export(tmp_path / "b", [habit(1, "Read"), habit(2, "Run")], [[], ["2015-01-25,NO,"]])
    imported(owner, tmp_path / "a")
    report = imported(owner, tmp_path / "b")
    assert (report.goals_added, report.check_ins_added) == (0, 0)


def test_later_export_adds_only_what_is_new(owner: User, tmp_path: Path) -> None:
    old = ["2015-01-25,YES_MANUAL,", "2015-01-24,YES_AUTO,Rain"]
    imported(owner, write_export(tmp_path, [habit()], [old]))
    new = ["2015-01-26,SKIP,Ill", "2015-01-25,YES_MANUAL,Now with a note", "2015-01-24,YES_MANUAL,Rain"]
    report = imported(owner, write_export(tmp_path, [habit()], [new]))
    assert (report.goals_added, report.check_ins_added) == (0, 3)
    assert sorted(rows(Goal.objects.get()), key=str) == [
        ("2015-01-24", "completed", None, None),
        ("2015-01-24", None, None, "Rain"),
        ("2015-01-25", "completed", None, None),
        ("2015-01-25", None, None, "Now with a note"),
        ("2015-01-26", "skipped", None, "Ill"),
    ]
    assert imported(owner, tmp_path).check_ins_added == 0


def test_what_a_person_recorded_stays(owner: User, tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [["2015-01-24,YES_MANUAL,"]])
    imported(owner, tmp_path)
    goal = Goal.objects.get()
    day = dt.date(2015, 1, 25)
    record_check_in(by=acting(owner), goal=goal, check_in_date=day, habit_completion_status="missed")
    write_export(tmp_path, [habit()], [["2015-01-25,YES_MANUAL,", "2015-01-24,YES_MANUAL,"]])
    report = imported(owner, tmp_path)
    assert (report.check_ins_added, report.habits[0].already_there) == (0, 2)
    assert rows(goal)[-1] == ("2015-01-25", "missed", None, None)


def test_corrected_check_in_is_not_imported_again(owner: User, tmp_path: Path) -> None:
    imported(owner, write_export(tmp_path, [habit()], [["2015-01-25,YES_MANUAL,Rain"]]))
    CheckIn.objects.update(check_in_date=dt.date(2015, 1, 20), content="Snow")
    assert imported(owner, write_export(tmp_path, [habit()], [["2015-01-25,YES_MANUAL,"]])).check_ins_added == 0


def test_dry_run_writes_nothing_and_foretells_the_import(owner: User) -> None:
    lines = Change.objects.count()
    foretold = imported(owner, REAL, dry_run=True).as_dict()
    assert (Goal.objects.count(), CheckIn.objects.count(), Change.objects.count()) == (0, 0, lines)
    done = imported(owner, REAL).as_dict()
    for habits in (foretold["habits"], done["habits"]):
        for of_habit in habits:
            of_habit.pop("goal_id")
    assert foretold == done | {"dry_run": True}


def test_report_has_a_json_form(owner: User) -> None:
    report = json.loads(json.dumps(imported(owner, REAL, dry_run=True).as_dict()))
    assert report == {
        "dry_run": True,
        "habits": [
            {
                "name": "Meditate",
                "goal_id": None,
                "is_new": True,
                "is_archived": False,
                "added": 0,
                "already_there": 0,
                "automatic": 0,
                "closed": 0,
            },
            {
                "name": "Wake up early",
                "goal_id": None,
                "is_new": True,
                "is_archived": False,
                "added": 9,
                "already_there": 0,
                "automatic": 3,
                "closed": 0,
            },
        ],
        "not_in_export": [],
        "problems": [],
        "goals_added": 2,
        "check_ins_added": 9,
    }


@pytest.mark.parametrize(
    ("times", "days", "terms"),
    [
        (1, 1, {"period": "day", "times_per_period": 1, "every_n_days": None}),
        (7, 7, {"period": "day", "times_per_period": 1, "every_n_days": None}),
        (3, 1, {"period": "day", "times_per_period": 3, "every_n_days": None}),
        (1, 7, {"period": "week", "times_per_period": 1, "every_n_days": None}),
        (3, 7, {"period": "week", "times_per_period": 3, "every_n_days": None}),
        (10, 30, {"period": "month", "times_per_period": 10, "every_n_days": None}),
        (1, 3, {"period": "day", "times_per_period": 1, "every_n_days": 3}),
        (2, 3, {"period": "day", "times_per_period": 2, "every_n_days": 3}),
        (5, 14, {"period": "day", "times_per_period": 5, "every_n_days": 14}),
    ],
)
def test_frequency_is_kept(owner: User, tmp_path: Path, times: int, days: int, terms: dict[str, Any]) -> None:
    imported(owner, write_export(tmp_path, [habit(times=times, days=days)], [[]]))
    goal = Goal.objects.get()
    assert {name: getattr(goal, name) for name in terms} == terms
    assert goal.terms.loop_frequency() == ((1, 1) if times == days else (times, days))


@pytest.mark.parametrize(("days", "period"), [(1, "day"), (7, "week"), (30, "month")])
def test_amount_is_asked_for_a_period(owner: User, tmp_path: Path, days: int, period: str) -> None:
    imported(owner, write_export(tmp_path, [numerical("2.5", days=days, unit="km")], [["2015-01-25,1500,"]]))
    goal = Goal.objects.get()
    assert (goal.pattern, goal.period, goal.target_value, goal.unit) == ("recurring", period, Decimal("2.5"), "km")


def test_at_most_becomes_a_limit(owner: User, tmp_path: Path) -> None:
    imported(owner, write_export(tmp_path, [numerical("14.0", "AT_MOST", days=7, unit="cups")], [["2015-01-25,NO,"]]))
    goal = Goal.objects.get()
    assert (goal.pattern, goal.period, goal.target_value) == ("limit", "week", Decimal(14))


def test_numerical_marks_are_thousandths_or_words(owner: User, tmp_path: Path) -> None:
    values = ["12345", "NO", "0", "SKIP", "3", "UNKNOWN", "-1", "YES_MANUAL", "1", "2000000000"]
    marks = [f"2015-01-{day:02d},{value}," for day, value in enumerate(values, start=1)]
    report = imported(owner, write_export(tmp_path, [numerical()], [marks]))
    assert (report.check_ins_added, report.habits[0].automatic) == (8, 0)
    assert rows(Goal.objects.get()) == [
        ("2015-01-01", None, Decimal("12.345"), None),
        ("2015-01-02", None, Decimal(0), None),
        ("2015-01-03", None, Decimal(0), None),
        ("2015-01-04", "skipped", None, None),
        ("2015-01-05", "skipped", None, None),
        ("2015-01-08", None, Decimal("0.002"), None),
        ("2015-01-09", None, Decimal("0.001"), None),
        ("2015-01-10", None, Decimal(2_000_000), None),
    ]


def test_yes_no_marks_may_be_numbers(owner: User, tmp_path: Path) -> None:
    marks = [f"2015-01-{day:02d},{value}" for day, value in enumerate([2, 1, 0, -1, 3], start=1)]
    report = imported(owner, write_export(tmp_path, [habit()], [marks]))
    assert report.habits[0].automatic == 1
    assert [(day, status) for day, status, *_ in rows(Goal.objects.get())] == [
        ("2015-01-01", "completed"),
        ("2015-01-03", "missed"),
        ("2015-01-05", "skipped"),
    ]


def test_question_beside_a_description_is_kept_too(owner: User, tmp_path: Path) -> None:
    imported(owner, write_export(tmp_path, [habit(question="Did you run?", description="Slowly")], [[]]))
    goal = Goal.objects.get()
    assert (goal.description, goal.metadata["loop"]["question"]) == ("Slowly", "Did you run?")


def test_archived_habit_becomes_an_archived_goal(owner: User, tmp_path: Path) -> None:
    write_export(tmp_path, [habit(archived="true")], [["2015-01-20,YES_MANUAL,", "2015-01-25,YES_MANUAL,"]])
    imported(owner, tmp_path)
    goal = Goal.objects.get()
    assert (goal.status, goal.status_before_archive, goal.check_in_count) == ("archived", "active", 2)
    assert goal.ended_on == dt.date(2015, 1, 25)
    assert goal.stats["missed"] == 0


def test_restored_goal_is_not_archived_again(owner: User, tmp_path: Path) -> None:
    write_export(tmp_path, [habit(archived="true")], [["2015-01-25,YES_MANUAL,"]])
    imported(owner, tmp_path)
    restore_goal(by=acting(owner), goal=Goal.objects.get())
    imported(owner, tmp_path)
    assert Goal.objects.get().status == "active"


@pytest.mark.parametrize("close", [complete_goal, archive_goal])
def test_closed_goal_takes_nothing_and_the_report_says_so(owner: User, tmp_path: Path, close: Any) -> None:
    imported(owner, write_export(tmp_path, [habit()], [["2015-01-25,YES_MANUAL,"]]))
    close(by=acting(owner), goal=Goal.objects.get())
    write_export(tmp_path, [habit()], [["2015-01-26,YES_MANUAL,", "2015-01-25,YES_MANUAL,"]])
    (report,) = imported(owner, tmp_path).habits
    assert (report.added, report.already_there, report.closed) == (0, 1, 1)
    assert CheckIn.objects.count() == 1


def test_habit_without_check_marks_was_not_chosen_for_the_export(owner: User, tmp_path: Path) -> None:
    report = imported(owner, write_export(tmp_path, [habit(1, "Run"), habit(2, "Read")], [[]]))
    assert (report.goals_added, report.not_in_export) == (1, ["Read"])


def test_import_is_journalled_as_one(owner: User) -> None:
    imported(owner, REAL)
    lines = Change.objects.for_owner(owner).filter(source="import")
    assert set(lines.values_list("actor_id", flat=True)) == {owner.pk}
    assert lines.filter(entity="check_in", action="created").count() == 9
    assert len(set(lines.values_list("at", flat=True))) == 1


def test_check_ins_are_logged_when_their_day_begins(owner: User, tmp_path: Path) -> None:
    today = owner.today()
    imported(owner, write_export(tmp_path, [habit()], [[f"{today},YES_MANUAL,"]]))
    logged = CheckIn.objects.get().logged_at
    assert (owner.today(logged), logged.astimezone(owner.zone).hour) == (today, 3)
    assert logged <= timezone.now()


def test_other_people_keep_their_own(owner: User) -> None:
    other: User = UserFactory()
    imported(owner, REAL)
    assert imported(other, REAL).goals_added == 2
    assert Goal.objects.for_owner(owner).count() == 2


@pytest.mark.parametrize(("taken", "new", "fits"), [(3, 2, True), (4, 2, False), (5, 0, True)])
def test_quota_is_asked_before_anything_is_written(
    owner: User, tmp_path: Path, settings: Any, taken: int, new: int, fits: bool
) -> None:
    settings.ACTIVE_GOALS_QUOTA = 5
    GoalFactory.create_batch(taken, owner=owner)
    lines = Change.objects.count()
    write_export(tmp_path, [habit(n, f"Habit {n}") for n in range(1, new + 1)], [[] for _ in range(new)])
    if fits:
        assert imported(owner, tmp_path).goals_added == new
        return
    for dry_run in (True, False):
        with pytest.raises(TooManyHabits, match=f"You have {taken} active goals and this would add {new}, but 5"):
            imported(owner, tmp_path, dry_run=dry_run)
    assert Change.objects.count() == lines


def test_archived_habits_need_only_one_free_place(owner: User, tmp_path: Path, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 2
    GoalFactory(owner=owner)
    archived = [habit(n, f"Habit {n}", archived="true") for n in (2, 3, 4)]
    write_export(tmp_path, [habit(1, "Run"), *archived], [[], [], [], []])
    assert imported(owner, tmp_path).goals_added == 4
    assert Goal.objects.active().count() == 2


def test_refusals_carry_the_code_of_imports() -> None:
    with pytest.raises(InvalidImport) as refused:
        read_export(Path("/nowhere"))
    assert (refused.value.code, refused.value.status, list(refused.value.fields)) == ("INVALID_IMPORT", 400, ["file"])
