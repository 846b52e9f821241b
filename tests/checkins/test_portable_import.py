"""What an import adds, what it leaves alone, and what it refuses."""

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from checkins.models import CheckIn, Insight
from checkins.portable import TooManyGoals
from checkins.portable.ids import derived
from goals.actions import archive_goal, contribute, create_debt, create_goal, withdraw_contribution
from goals.models import Change, Contribution, Goal, HabitLink, Milestone, Pause, User
from tests.checkins.portable_files import (
    AGO,
    ID,
    added,
    bring,
    check_in,
    document,
    exported,
    goal,
    of_csv,
    of_json,
    part,
    refusal,
    unpacked,
)
from tests.factories import CheckInFactory, GoalFactory, PauseFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create()
    return user


def test_rows_keep_their_ids_and_when_they_were_made(owner: User) -> None:
    report = bring(owner, document(goals=[goal()], check_ins=[check_in("02", value_recorded="2.5", mood=3)]))
    assert added(report) == {"goals": 1, "check_ins": 1}
    stored = CheckIn.objects.get()
    assert (str(stored.pk), str(stored.goal_id)) == (ID + "02", ID + "01")
    assert stored.created_at.isoformat() == "2026-01-05T08:00:00+00:00"
    assert (stored.value_recorded, stored.mood, stored.kind) == (Decimal("2.5"), 3, "completion")
    run = Goal.objects.get()
    assert (run.check_in_count, run.stats["completed"], run.goal_type) == (1, 1, "habit")
    assert set(Change.objects.filter(entity="check_in").values_list("source", flat=True)) == {"import"}
    assert_journal_is_whole(owner)


def test_dry_run_says_what_would_be_and_writes_nothing(owner: User) -> None:
    owner.refresh_from_db()
    revision = owner.revision
    person = {"name": "Ada", "timezone": "Asia/Tokyo", "day_starts_at": 3, "week_starts_on": 6}
    file = document(person=person, goals=[goal()], check_ins=[check_in("02"), check_in("03", mood=9)])
    report = bring(owner, file, dry_run=True)
    assert (added(report), report.settings_taken) == ({"goals": 1, "check_ins": 1}, True)
    assert report.problems == ["check_ins, row 2: mood: Ensure this value is less than or equal to 5."]
    assert not Goal.objects.exists()
    owner.refresh_from_db()
    assert (owner.revision, owner.timezone) == (revision, "UTC")


def test_account_without_goals_takes_the_days_of_the_export(owner: User) -> None:
    days = {"name": "Ada", "timezone": "Asia/Tokyo", "day_starts_at": 3, "week_starts_on": 6}
    looks = {"theme": "dark", "density": "compact", "grouping": "area", "hides_done": True, "uses_keys": False}
    person: dict[str, Any] = {**days, **looks, "language": "de"}
    assert bring(owner, document(person=person)).settings_taken
    owner.refresh_from_db()
    assert {name: getattr(owner, name) for name in person} == person
    GoalFactory.create(owner=owner)
    assert not bring(owner, document(person={**person, "timezone": "UTC"})).settings_taken
    owner.refresh_from_db()
    assert owner.timezone == "Asia/Tokyo"


def test_broken_rows_refuse_everything_unless_they_are_left_out(owner: User) -> None:
    file = document(goals=[goal(), goal("02", title=" ")], check_ins=[check_in("03"), check_in("04", of="02")])
    assert refusal(owner, file) == [
        "goals, row 2: title: This is needed.",
        "check_ins, row 2: goal: What this points to is not imported.",
    ]
    assert not Goal.objects.exists()
    report = bring(owner, file, skip_broken=True)
    assert added(report) == {"goals": 1, "check_ins": 1}
    assert len(report.problems) == 2


BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"goals": [goal(id="x")]}, "goals, row 1: id: This is not a valid value."),
    ({"goals": [goal(pattern="dance")]}, "goals, row 1: pattern: This is none of the words for it."),
    ({"goals": [goal(status="archived")]}, "goals, row 1: status_before_archive: This and the status do not"),
    ({"goals": [goal(status="completed")]}, "goals, row 1: completed_at: This and the status do not go together."),
    ({"goals": [goal(created_at="2999-01-01T00:00:00Z")]}, "goals, row 1: created_at: This time has not come yet."),
    ({"goals": [goal(created_at="2026-01-01")]}, "goals, row 1: created_at: Say in which time zone this time is."),
    ({"goals": [goal(title="a\u202eb")]}, "goals, row 1: title: Remove the invisible control"),
    ({"goals": [goal(title="\ud800")]}, "goals, row 1: title: Remove the invisible control"),
    ({"goals": [goal(title="x" * 201)]}, "goals, row 1: title: Ensure this value has at most 200"),
    ({"goals": [goal(target_value="NaN")]}, "goals, row 1: target_value: This is not a valid value."),
    ({"goals": [goal(target_value=True)]}, "goals, row 1: target_value: This is not a valid value."),
    ({"goals": [goal(target_value="1.23456")]}, "Ensure that there are no more than 4 decimal places."),
    ({"goals": [goal(target_value="1e25")]}, "goals, row 1: target_value: Ensure that there are no more than 20"),
    ({"goals": [goal(times_per_period=1.5)]}, "goals, row 1: times_per_period: This is not a valid value."),
    ({"goals": [goal(weekdays=[7])]}, "goals, row 1: weekdays: Give weekdays"),
    ({"goals": [goal(weekdays=[1], every_n_days=2)]}, "goals, row 1: every_n_days: Choose weekdays or every N days"),
    ({"goals": [goal(metadata=[])]}, "goals, row 1: metadata: Give an object."),
    ({"goals": [goal(metadata={"a": "\x00"})]}, "goals, row 1: metadata: Remove the invisible"),
    ({"goals": [goal(metadata={"a": 2**70})]}, "goals, row 1: metadata: Give smaller numbers."),
    ({"goals": [goal(start_date="0001-01-01")]}, "goals, row 1: start_date: Choose a day between"),
    ({"goals": [goal(debt=ID + "09")]}, "goals, row 1: debt: What this points to is not imported."),
    ({"goals": [goal(finance_mode="save")]}, "goals, row 1: finance_mode: Saving, spending"),
    ({"goals": [goal()], "milestones": [part("02", title="A", share="101")]}, "milestones, row 1: share: Ensure"),
    ({"goals": [goal()], "tasks": [part("02", title="A", weight=0)]}, "tasks, row 1: weight: Ensure"),
    ({"goals": [goal()], "habit_links": [part("02", habit=ID + "01")]}, "habit_links, row 1: habit: The goals would"),
    (
        {"goals": [goal()], "pauses": [part("02", starts_on="2026-01-05", ends_on="2026-01-04")]},
        "pauses, row 1: ends_on: Choose a day that is not before the first.",
    ),
    (
        {"goals": [goal()], "pauses": [part("02", starts_on="2026-01-05"), part("03", starts_on="2026-02-05")]},
        "pauses, row 2: ends_on: Another row says this already.",
    ),
    (
        {"goals": [goal()], "contributions": [part("02", amount="1", currency="EUR", occurred_on="2026-01-01")]},
        "contributions, row 1: goal: It takes no contributions.",
    ),
    (
        {"goals": [goal()], "check_ins": [check_in("02", day="2999-01-01")]},
        "check_ins, row 1: check_in_date: This day has not come yet.",
    ),
    (
        {"goals": [goal()], "check_ins": [check_in("02", link="javascript:alert(1)")]},
        "check_ins, row 1: link: Enter a valid URL.",
    ),
    (
        {"goals": [goal()], "check_ins": [check_in("02", logged_at="2999-01-01T00:00:00Z")]},
        "check_ins, row 1: logged_at: This time has not come yet.",
    ),
    (
        {"goals": [goal()], "check_ins": [{"id": ID + "02"}]},
        "check_ins, row 1: created_at: This is needed.",
    ),
    (
        {"goals": [goal(), goal("02")], "milestones": [part("03", title="A")], "check_ins": [
            check_in("04", of="02", milestone=ID + "03")
        ]},
        "check_ins, row 1: milestone: This goal has no such milestone.",
    ),
    (
        {"goals": [goal()], "insights": [part("02", kind="pattern", key="a", message="\x00")]},
        "insights, row 1: message: Remove the invisible",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "sentence"), BROKEN, ids=[sentence[:60] for _tables, sentence in BROKEN])
def test_broken_row_is_named_with_its_column(owner: User, tables: dict[str, Any], sentence: str) -> None:
    said = refusal(owner, document(**tables))
    assert len(said) == 1
    assert sentence in said[0]
    assert not Goal.objects.exists()


def test_a_day_has_one_status_whatever_the_file_says(owner: User) -> None:
    file = document(goals=[goal()], check_ins=[check_in("02"), check_in("03", habit_completion_status="missed")])
    report = bring(owner, file)
    assert [(each.name, each.added, each.already_there) for each in report.parts][-1] == ("check_ins", 1, 1)
    assert CheckIn.objects.get().habit_completion_status == "completed"


def test_same_id_twice_is_one_row(owner: User) -> None:
    assert added(bring(owner, document(goals=[goal(), goal(title="Other")]))) == {"goals": 1}


def test_goals_that_would_feed_each_other_are_refused(owner: User) -> None:
    links = [part("11", "01", habit=ID + "02"), part("12", "02", habit=ID + "03"), part("13", "03", habit=ID + "01")]
    file = document(goals=[goal(), goal("02"), goal("03")], habit_links=links)
    assert refusal(owner, file) == ["habit_links, row 3: habit: The goals would feed each other."]
    assert added(bring(owner, document(goals=file["goals"], habit_links=links[:2])))["habit_links"] == 2
    assert HabitLink.objects.count() == 2


def test_quota_holds_and_archived_goals_do_not_count(owner: User, settings: Any) -> None:
    settings.ACTIVE_GOALS_QUOTA = 2
    GoalFactory.create(owner=owner)
    archived = goal("03", status="archived", status_before_archive="active")
    with pytest.raises(TooManyGoals, match="1 active goals and this would add 2"):
        bring(owner, document(goals=[goal(), goal("02"), archived]))
    with pytest.raises(TooManyGoals):
        bring(owner, document(goals=[goal(), goal("02"), archived]), dry_run=True)
    assert added(bring(owner, document(goals=[goal(), archived]))) == {"goals": 2}


# Beside what is here


def test_own_export_brings_back_what_was_deleted_and_changes_nothing_else(owner: User) -> None:
    kept = GoalFactory.create(owner=owner)
    days = [CheckInFactory.create(goal=kept, habit_completion_status=None, content=f"{n}") for n in range(3)]
    file = exported(owner)
    Goal.objects.filter(pk=kept.pk).update(title="Renamed since")
    CheckIn.objects.filter(pk=days[1].pk).delete()
    report = bring(owner, file)
    assert added(report) == {"check_ins": 1}
    assert Goal.objects.get().title == "Renamed since"
    assert CheckIn.objects.filter(pk=days[1].pk).exists()
    assert Goal.objects.get().check_in_count == 3


def test_closed_goal_takes_nothing(owner: User) -> None:
    closed = GoalFactory.create(owner=owner)
    CheckInFactory.create(goal=closed)
    file = exported(owner)
    CheckIn.objects.all().delete()
    archive_goal(by=acting(owner), goal=closed)
    report = bring(owner, file)
    assert added(report) == {}
    assert [each.left_out for each in report.parts if each.name == "check_ins"] == [1]


def test_terms_pauses_and_links_of_a_goal_that_is_here_stay(owner: User) -> None:
    here = GoalFactory.create(owner=owner)
    PauseFactory.create(owner=owner, goal=here)
    file = exported(owner)
    Pause.objects.all().delete()
    terms = {"period": "day", "times_per_period": 1, "valid_through": "2020-01-01"}
    file["past_terms"] = [{"id": ID + "09", "created_at": AGO, "goal": str(here.pk), **terms}]
    report = bring(owner, file)
    assert added(report) == {}
    assert {each.name: each.left_out for each in report.parts if each.left_out} == {"past_terms": 1, "pauses": 1}


def test_vacation_that_overlaps_one_that_is_here_is_the_same(owner: User) -> None:
    here = PauseFactory.create(owner=owner)
    inside = {"id": ID + "01", "created_at": AGO, "goal": None, "starts_on": str(here.starts_on), "ends_on": None}
    earlier = {**inside, "id": ID + "02", "starts_on": "2020-01-01", "ends_on": "2020-01-05"}
    assert added(bring(owner, document(pauses=[inside, earlier]))) == {"pauses": 1}


def test_contribution_to_a_goal_that_is_here_lowers_the_debt_that_is_here(owner: User) -> None:
    debt = create_debt(by=acting(owner), owner=owner, title="Loan", currency="EUR", principal=Decimal(100))
    loan = create_goal(by=acting(owner), owner=owner, title="Pay", pattern="target", debt=debt)
    paid = contribute(by=acting(owner), goal=loan, amount=Decimal(30), external_reference="bank-1")
    file = exported(owner)
    withdraw_contribution(by=acting(owner), contribution=paid)
    bring(owner, file)
    debt.refresh_from_db()
    assert debt.balance == 70
    # The same payment under another id is the same payment.
    file["contributions"][0]["id"] = ID + "09"
    assert added(bring(owner, file)) == {}
    debt.refresh_from_db()
    assert (debt.balance, Contribution.objects.count()) == (70, 1)
    assert_journal_is_whole(owner)


def test_debt_that_comes_along_has_its_balance_already(owner: User) -> None:
    giver = UserFactory.create()
    debt = create_debt(by=acting(giver), owner=giver, title="Loan", currency="EUR", principal=Decimal(100))
    loan = create_goal(by=acting(giver), owner=giver, title="Pay", pattern="target", debt=debt)
    contribute(by=acting(giver), goal=loan, amount=Decimal(30))
    bring(owner, exported(giver))
    (told,) = exported(owner)["debts"]
    assert told["balance"] == "70"


# Ids of others


def test_id_of_somebody_else_gets_one_of_its_own_and_theirs_is_untouched(owner: User) -> None:
    giver = UserFactory.create()
    theirs = GoalFactory.create(owner=giver, pattern="milestone", milestones=[{"title": "Step"}])
    CheckInFactory.create(goal=theirs, milestone=theirs.milestones.get())
    file = exported(giver)
    bring(owner, file)
    mine = Goal.objects.get(owner=owner)
    assert mine.pk == derived(owner.pk, theirs.pk)
    assert Milestone.objects.get(owner=owner).goal_id == mine.pk
    assert CheckIn.objects.get(owner=owner).milestone == Milestone.objects.get(owner=owner)
    keys = set(Insight.objects.filter(owner=owner).values_list("key", flat=True))
    assert f"milestone:{Milestone.objects.get(owner=owner).pk}" in keys
    assert Goal.objects.get(owner=giver).title == theirs.title
    # Also when the first ids have become free since.
    Goal.objects.filter(owner=giver).delete()
    assert added(bring(owner, file)) == {}


def test_derived_ids_differ_by_person_and_keep_the_order() -> None:
    one, other = uuid.uuid4(), uuid.uuid4()
    ids = sorted(uuid.UUID(int=(number << 32) + 7) for number in range(1, 50))
    assert [derived(one, each) for each in ids] == sorted(derived(one, each) for each in ids)
    assert len({derived(person, each) for person in (one, other) for each in ids}) == 98


def test_import_reaches_nobody_elses_goal(owner: User) -> None:
    """A row that names a goal without bringing it points nowhere, whoever has that goal."""
    theirs = GoalFactory.create()
    row = {**check_in("02"), "goal": str(theirs.pk)}
    assert refusal(owner, document(check_ins=[row])) == ["check_ins, row 1: goal: What this points to is not imported."]


# Forms


@pytest.mark.parametrize("text", ["=1+1", "'quoted", "-5", "قراءة", "a\nb", 'say "hi", ok', "ＷＩＤＥ", "＝1"])
def test_csv_brings_text_back_as_it_was(owner: User, text: str) -> None:
    giver = UserFactory.create(name=text.splitlines()[0])
    source = GoalFactory.create(owner=giver, description=text, metadata={text: [1, 2.5, None, text]})
    CheckInFactory.create(goal=source, content=text, value_recorded=Decimal("-1234567890123456.7891"))
    bring(owner, of_csv(unpacked(giver).items()))
    mine = Goal.objects.get(owner=owner)
    assert (mine.description, mine.metadata) == (text, source.metadata)
    stored = CheckIn.objects.get(owner=owner)
    assert (stored.content, stored.value_recorded) == (text, Decimal("-1234567890123456.7891"))


def test_zipped_document_and_zip_in_a_folder_are_read(owner: User) -> None:
    giver = UserFactory.create()
    GoalFactory.create(owner=giver)
    files = {f"Downloads/export/{name}": content for name, content in unpacked(giver).items()}
    zipped = of_csv([("export.json", of_json(exported(giver)).getvalue())])
    assert added(bring(owner, zipped, dry_run=True)) == added(bring(owner, of_csv(files.items()))) == {"goals": 1}


def test_commands_write_a_file_and_read_it(owner: User, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    giver = GoalFactory.create().owner
    for form in ("json", "csv"):
        path = str(tmp_path / form)
        call_command("export_account", path, "--user", giver.email, "--format", form)
        with pytest.raises(CommandError, match="File exists"):
            call_command("export_account", path, "--user", giver.email)
        capsys.readouterr()
        call_command("import_account", path, "--user", owner.email, "--dry-run")
        assert "goals: 1 added, 0 there already, 0 left out" in capsys.readouterr().out.splitlines()
    call_command("import_account", path, "--user", owner.email)
    assert Goal.objects.filter(owner=owner).count() == 1
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_account", str(tmp_path / "none"), "--user", owner.email)
