"""Exports that are broken, odd or hostile: named by file and line, bounded, and never half imported."""

import io
import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from checkins.loop_import import InvalidImport, import_export, read_export, tables
from checkins.loop_import import files as limits
from checkins.models import CheckIn
from goals.journal import Actor
from goals.models import Goal, User
from goals.models.choices import Source
from tests.checkins.loop_exports import HEADER, habit, numerical, write_export, zipped
from tests.factories import UserFactory

GOOD = "2015-01-25,YES_MANUAL,"
MARKS = "001 Habit/Checkmarks.csv"


def archive(contents: Mapping[str, bytes | str]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in contents.items():
            opened.writestr(name, data)
    return file


def refusal(source: Any) -> str:
    with pytest.raises(InvalidImport) as refused:
        read_export(source)
    return "; ".join(refused.value.fields["file"])


BROKEN_MARKS = {
    "25.01.2015,YES_MANUAL,": "The date is not a day since 1970, written as 2015-01-25.",
    "2015-02-30,YES_MANUAL,": "The date is not a day since 1970, written as 2015-01-25.",
    "20150125,YES_MANUAL,": "The date is not a day since 1970, written as 2015-01-25.",
    "1969-12-31,YES_MANUAL,": "The date is not a day since 1970, written as 2015-01-25.",
    "0001-01-01,YES_MANUAL,": "The date is not a day since 1970, written as 2015-01-25.",
    "2015-01-24,MAYBE,": "The value is not one that Loop writes.",
    "2015-01-24,,": "The value is not one that Loop writes.",
    "2015-01-24,1.5,": "The value is not one that Loop writes.",
    "2015-01-24,-2,": "The value is not one that Loop writes.",
    "2015-01-24,99999999999999999999,": "The value is not one that Loop writes.",
    "2015-01-24,4,": "The value is not one that Loop writes for a yes/no habit.",
    "2015-01-24": "It has no value.",
    "2015-01-25,NO,": "This day is in line 2 already.",
    "2999-01-01,NO,": "This day has not come yet.",
    f"2015-01-24,NO,{'x' * 2001}": "Ensure this value has at most 2000 characters (it has 2001).",
    "2015-01-24,NO,a\x00b": "Remove the invisible control characters from this text.",
    "2015-01-24,NO,a\u202eb": "Remove the invisible control characters from this text.",
    '2015-01-24,NO,"open': "A quotation mark is missing or in the wrong place, or a cell is too long.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("row", BROKEN_MARKS, ids=lambda row: ascii(row)[:40])
def test_broken_mark_is_named_and_left_out_on_request(tmp_path: Path, row: str) -> None:
    owner: User = UserFactory()
    by = Actor(owner, Source.IMPORT)
    export = read_export(write_export(tmp_path, [habit()], [[GOOD, row]]))
    with pytest.raises(InvalidImport) as refused:
        import_export(by=by, owner=owner, export=export)
    assert refused.value.fields == {"file": [f"{MARKS}, line 3: {BROKEN_MARKS[row]}"]}
    assert (Goal.objects.count(), CheckIn.objects.count()) == (0, 0)
    assert import_export(by=by, owner=owner, export=export, dry_run=True).problems == refused.value.fields["file"]
    report = import_export(by=by, owner=owner, export=export, skip_broken=True)
    assert (report.goals_added, report.check_ins_added) == (1, 1)


BROKEN_HABITS = {
    "001,Run": "It has 2 of 12 cells.",
    habit(kind="MAYBE"): "“Type” is not one that Loop writes.",
    habit(times=0): "“Frequencynumerator” is not a whole number from 1 on.",
    habit(times="1.5"): "“Frequencynumerator” is not a whole number from 1 on.",
    habit(days="x"): "“Frequencydenominator” is not a whole number from 1 on.",
    habit(days=367): "every N days: Ensure this value is less than or equal to 366.",
    habit(times=367): "times per period: Ensure this value is less than or equal to 366.",
    habit(archived="perhaps"): "“Archived?” is not one that Loop writes.",
    habit(name=""): "title: This field cannot be blank.",
    habit(name="x" * 201): "title: Ensure this value has at most 200 characters (it has 201).",
    habit(name="a\x07b"): "title: Remove the invisible control characters from this text.",
    habit(question="a\x07b", description="Slowly"): "Remove the invisible control characters from this text.",
    habit(description="x" * 2001): "description: Ensure this value has at most 2000 characters (it has 2001).",
    numerical(target=""): "“Target value” is not a number.",
    numerical(target="NaN"): "“Target value” is not a number.",
    numerical(target="0"): "target: Give an amount above 0, or none to just tick it off.",
    numerical(target="-1", target_type="AT_MOST"): "target: Give an amount of 0 or more.",
    numerical(target="1E+999999"): "target: Ensure that there are no more than 20 digits in total.",
    numerical(target="0.33333"): "target: Ensure that there are no more than 4 decimal places.",
    numerical(target_type="ABOUT"): "“Target type” is not one that Loop writes.",
    numerical(unit="x" * 31): "unit: Ensure this value has at most 30 characters (it has 31).",
}


@pytest.mark.django_db
@pytest.mark.parametrize("row", BROKEN_HABITS, ids=lambda row: ascii(row)[:60])
def test_broken_habit_is_named_and_left_out_on_request(tmp_path: Path, row: str) -> None:
    owner: User = UserFactory()
    by = Actor(owner, Source.IMPORT)
    export = read_export(write_export(tmp_path, [row, habit(2, "Read")], [[GOOD], [GOOD]]))
    with pytest.raises(InvalidImport) as refused:
        import_export(by=by, owner=owner, export=export)
    assert refused.value.fields["file"] == [f"Habits.csv, line 2: {BROKEN_HABITS[row]}"]
    assert Goal.objects.count() == 0
    import_export(by=by, owner=owner, export=export, skip_broken=True)
    assert list(Goal.objects.values_list("title", flat=True)) == ["Read"]


@pytest.mark.django_db
def test_many_broken_rows_are_summed_up(tmp_path: Path) -> None:
    owner: User = UserFactory()
    export = read_export(write_export(tmp_path, [habit()], [["x,NO,"] * 50]))
    with pytest.raises(InvalidImport) as refused:
        import_export(by=Actor(owner, Source.IMPORT), owner=owner, export=export)
    assert (len(refused.value.fields["file"]), refused.value.fields["file"][-1]) == (21, "And 30 more.")


def test_file_that_is_broken_throughout_is_refused_at_once(tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [["x,NO,"] * 1001])
    with pytest.raises(InvalidImport, match="Too much of this export cannot be read"):
        read_export(tmp_path)


def test_lines_are_counted_through_notes_of_several_lines(tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [['2015-01-25,NO,"one\ntwo\nthree"', "2015-01-24,MAYBE,"]])
    export = read_export(tmp_path)
    assert export.habits[0].entries[0].note == "one\ntwo\nthree"
    assert [(problem.file, problem.line) for problem in export.problems] == [(MARKS, 5)]


def test_second_habit_of_a_position_is_broken(tmp_path: Path) -> None:
    export = read_export(write_export(tmp_path, [habit(1), habit(1, "Read")], [[GOOD]]))
    assert [str(problem) for problem in export.problems] == ["Habits.csv, line 3: Another habit has this position."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_text_is_read_in_the_encodings_that_occur(encoding: str, line_end: str) -> None:
    table = line_end.join([HEADER, habit(name="Œuvre 🎻 прогулка"), ""]).encode(encoding)
    marks = line_end.join(["Date,Value,Notes", "2015-01-25,NO,été", ""]).encode(encoding)
    (found,) = read_export(archive({"Habits.csv": table, MARKS: marks})).habits
    assert (found.name, found.entries[0].note) == ("Œuvre 🎻 прогулка", "été")


def test_bytes_that_are_no_text_break_their_row_only() -> None:
    marks = f"Date,Value,Notes\n{GOOD}\n".encode() + b"2015-01-24,NO,caf\xe9\n"
    export = read_export(archive({"Habits.csv": f"{HEADER}\n{habit()}\n", MARKS: marks}))
    assert [str(problem) for problem in export.problems] == [f"{MARKS}, line 3: This is not UTF-8 text."]
    assert len(export.habits[0].entries) == 1


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Position,Name,Question,Description,NumRepetitions,Interval,Color", "001,Run,Did you?,,2,7,#FF8F00"),
        ("Name,Description,NumRepetitions,Interval,Color", "Run,Did you?,2,7,#FF8F00"),
    ],
)
def test_older_exports_are_read(header: str, row: str) -> None:
    table = f"{header}\n{row}\n"
    (found,) = read_export(archive({"Habits.csv": table, MARKS: "2015-01-25,2\n2015-01-24,0\n"})).habits
    assert (found.name, found.times, found.days, found.is_numerical) == ("Run", 2, 7, False)
    assert [entry.value for entry in found.entries] == [0, 2]


def test_table_without_a_known_header_is_refused() -> None:
    assert (
        refusal(archive({"Habits.csv": "a,b\n1,2\n"})) == "Habits.csv does not begin with the header that Loop writes."
    )
    assert refusal(archive({"Habits.csv": ""})) == "Habits.csv does not begin with the header that Loop writes."


def test_archive_without_habits_is_refused() -> None:
    assert refusal(archive({"photo.jpg": "x"})) == "There is no Habits.csv in it. Export from Loop as CSV."


@pytest.mark.parametrize("data", [b"", b"PK", b"hello", b"\x00" * 1000])
def test_what_is_no_zip_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refusal(io.BytesIO(data)) == "It is not a zip file, or it is damaged."
    (tmp_path / "file").write_bytes(data)
    assert refusal(tmp_path / "file") == "It is not a zip file, or it is damaged."


def test_every_truncation_of_a_zip_is_refused_in_words(tmp_path: Path) -> None:
    whole = zipped(write_export(tmp_path, [habit()], [[GOOD] * 30])).getvalue()
    for length in range(0, len(whole), 7):
        assert refusal(io.BytesIO(whole[:length])) == "It is not a zip file, or it is damaged."


def test_flipped_bytes_in_a_zip_never_pass_unseen(tmp_path: Path) -> None:
    whole = zipped(write_export(tmp_path, [habit()], [[GOOD]])).getvalue()
    expected = read_export(io.BytesIO(whole))
    for index in range(len(whole)):
        data = bytearray(whole)
        data[index] ^= 0xFF
        try:
            found = read_export(io.BytesIO(bytes(data)))
        except InvalidImport:
            continue
        assert [(one.name, one.entries) for one in found.habits] in (
            [(one.name, one.entries) for one in expected.habits],
            [],
        )


@pytest.mark.parametrize("name", ["../Habits.csv", "/Habits.csv", "a/../../Habits.csv", "..\\Habits.csv"])
def test_paths_out_of_the_archive_are_refused(name: str) -> None:
    file = archive({name: f"{HEADER}\n{habit()}\n"})
    assert refusal(file).startswith("It points to a place outside itself: ")


def test_links_in_a_zip_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        link = zipfile.ZipInfo("Habits.csv")
        link.external_attr = 0o120777 << 16
        opened.writestr(link, "/etc/passwd")
    assert refusal(file) == "It points to a place outside itself: 'Habits.csv'"


def test_links_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text(f"{HEADER}\n{habit(name='secret')}\n")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "Habits.csv").symlink_to(secret)
    assert refusal(folder) == "There is no Habits.csv in it. Export from Loop as CSV."


def test_bomb_is_refused_without_unpacking_it() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened, opened.open("Habits.csv", "w") as member:
        for _ in range(limits.MOST_BYTES // 2**20 + 40):
            member.write(b"\n" * 2**20)
    began = time.process_time()
    assert refusal(bomb) == "It holds more than 64 MB."
    assert time.process_time() - began < 5


def test_lying_about_sizes_does_not_help_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES", 1000)
    file = archive({"Habits.csv": "\n" * 5000})
    data = file.getvalue().replace(struct.pack("<I", 5000), struct.pack("<I", 10))
    assert refusal(io.BytesIO(data)) in ("It holds more than 0 MB.", "It is not a zip file, or it is damaged.")


def test_limit_of_bytes_holds_for_all_files_together(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_export(tmp_path, [habit(1), habit(2)], [[GOOD], [GOOD]])
    size = sum(path.stat().st_size for path in tmp_path.rglob("*.csv"))
    monkeypatch.setattr(limits, "MOST_BYTES", size)
    assert len(read_export(tmp_path).habits) == len(read_export(zipped(tmp_path)).habits) == 2
    monkeypatch.setattr(limits, "MOST_BYTES", size - 1)
    assert refusal(tmp_path) == refusal(zipped(tmp_path)) == "It holds more than 0 MB."


def test_large_upload_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ZIPPED", 100)
    assert refusal(io.BytesIO(b"x" * 101)) == "It is larger than 0 MB."


def test_number_of_files_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 2)
    write_export(tmp_path, [habit(1), habit(2)], [[GOOD], [GOOD]])
    assert refusal(zipped(tmp_path)) == refusal(tmp_path) == "It holds more than 2 files."


def test_number_of_rows_is_limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [[GOOD, "2015-01-24,NO,"]])
    monkeypatch.setattr(tables, "MOST_ROWS", 5)
    assert len(read_export(tmp_path).habits[0].entries) == 2
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    assert refusal(tmp_path) == "It holds more than 4 rows."


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("Habits.csv", "a")
        opened.writestr("Habits.csv", "b")
    assert refusal(file) == "It holds two files of the same name."


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_that_cannot_be_bounded_is_refused(method: int) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as opened:
        opened.writestr("Habits.csv", HEADER)
    assert refusal(file) == "It is encrypted, or compressed in an unusual way."


def test_two_folders_of_one_number_are_refused() -> None:
    table = f"{HEADER}\n{habit()}\n"
    file = archive({"Habits.csv": table, "001 Run/Checkmarks.csv": "", "001 Read/Checkmarks.csv": ""})
    assert refusal(file) == "Two folders begin with the number 001."


def test_what_lies_around_is_passed_over(tmp_path: Path) -> None:
    write_export(tmp_path, [habit()], [[GOOD]])
    file = zipped(tmp_path, "export/")
    with zipfile.ZipFile(file, "a") as opened:
        opened.writestr("__MACOSX/export/._Habits.csv", b"\x00\x05\x16\x07")
        opened.writestr("export/notes.txt", "x")
        opened.writestr("export/001 Habit/deep/Checkmarks.csv", "x")
    assert [len(found.entries) for found in read_export(file).habits] == [1]
