"""`manage.py import_loop`: what it prints, and how it ends."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from checkins.models import CheckIn
from goals.models import Change, Goal, User
from tests.checkins.loop_exports import habit, write_export, zipped
from tests.factories import UserFactory

REAL = Path(__file__).parents[1] / "data" / "loop_export"
pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    user: User = UserFactory()
    return user


def test_command_reports_each_habit(owner: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_loop", str(REAL), "--user", owner.email, "--dry-run")
    assert capsys.readouterr().out.splitlines() == [
        "Meditate: new goal, 0 check-ins",
        "Wake up early: new goal, 9 check-ins, 3 automatic marks dropped",
        "Would add 2 goals and 9 check-ins.",
    ]
    assert Goal.objects.count() == 0


def test_command_verifies_the_scores(owner: User, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "Loop Habits CSV.zip"
    path.write_bytes(zipped(REAL).getvalue())
    call_command("import_loop", str(path), "--user", owner.email, "--verify")
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Added 2 goals and 9 check-ins.",
        "Equal to the export: 11 scores.",
    ]
    CheckIn.objects.filter(check_in_date="2015-01-25").delete()
    with pytest.raises(CommandError, match=r"^Different from the export: 1 score\.$"):
        call_command("import_loop", str(path), "--user", owner.email, "--verify", "--dry-run")


def test_command_says_what_is_wrong(owner: User, tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [["2015-01-25,MAYBE,"]])
    with pytest.raises(CommandError, match=r"001 Habit/Checkmarks\.csv, line 2: The value is not one that Loop writes"):
        call_command("import_loop", str(tmp_path), "--user", owner.email)
    call_command("import_loop", str(tmp_path), "--user", owner.email, "--skip-broken", verbosity=0)
    assert Goal.objects.count() == 1


def test_command_acts_for_the_person(owner: User) -> None:
    call_command("import_loop", str(REAL), "--user", owner.email.upper(), verbosity=0)
    lines = Change.objects.for_owner(owner).filter(entity="goal", action="created")
    assert set(lines.values_list("source", "actor_id")) == {("import", owner.pk)}


def test_command_for_nobody_is_refused_in_words() -> None:
    with pytest.raises(CommandError, match=r"^Nobody here has the address nobody@example\.org\.$"):
        call_command("import_loop", str(REAL), "--user", "nobody@example.org")
