"""Files that are no export, or not any more, or far too much of one: each is refused in words, nothing is written."""

import io
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkins.loop_import import InvalidImport
from checkins.portable import is_own_export, reading
from checkins.portable.json_rows import JsonRows
from checkins.portable.reading import UPLOAD, Limits, rows_of
from goals.models import Goal, User
from tests.checkins.portable_files import bring, check_in, document, goal, of_csv, of_json, refusal, unpacked
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db
LOOP = Path(__file__).parent.parent / "data" / "loop_export"


@pytest.fixture
def owner() -> User:
    user: User = UserFactory.create()
    return user


NOT_AN_EXPORT: list[tuple[Any, str]] = [
    (b"", "It is not a zip file, or it is damaged."),
    (b"PK\x03\x04", "It is not a zip file, or it is damaged."),
    (b"{", "This is not JSON, or it is cut off: line 1."),
    (b"{}", "This is no export of Steady."),
    ({"goals": []}, "This is no export of Steady."),
    ({"format": "other", "version": 1, "goals": []}, "This is no export of Steady."),
    ({"format": "steady-export", "version": 2, "goals": []}, "It was written by a later version of Steady."),
    ({"format": "steady-export", "version": "1"}, "It was written by a later version of Steady."),
    (b'{"format": "steady-export", "version": 1}x', "This is not JSON, or it is cut off: line 1."),
    (b'{"format": "steady-export", "version": 1,\n"goals": [', "This is not JSON, or it is cut off: line 2."),
    (b'{"format": "steady-export", "version": 1, "goals": {}}', "This is not JSON, or it is cut off"),
    (b'{"format": "steady-export", "version": 1, "goals": [1]}', "goals, row 1: This is no object."),
    (b'{"format": "steady-export", "version": 1, "person": 1}', "person, row 1: This is no object."),
    (b'{"format": "steady-export", "version": 1, "x": NaN}', "This is not JSON, or it is cut off"),
    (b'{"format": "steady-export", "version": 1, "x": "\xff"}', "This is not UTF-8 text."),
    (b'{"format": "steady-export", "version": 1, "x": ' + b"[" * 100_000, "This is not JSON, or it is cut off"),
    (b'{"format": "steady-export", "version": 1, "x": ' + b"9" * 5000 + b"}", "This is not JSON, or it is cut off"),
    (document(check_ins=[], goals=[]), "“goals” does not stand where an export has it."),
]


@pytest.mark.parametrize(("content", "sentence"), NOT_AN_EXPORT, ids=range(len(NOT_AN_EXPORT)))
def test_what_is_no_export_says_why(owner: User, content: Any, sentence: str) -> None:
    said = refusal(owner, of_json(content))
    assert len(said) == 1
    assert said[0].startswith(sentence)


def test_what_is_whose_export() -> None:
    loop = of_csv([("Habits.csv", b"x")])
    assert not is_own_export(loop)
    assert loop.tell() == 0
    assert is_own_export(of_json(b"\xef\xbb\xbf \n{}"))
    assert is_own_export(of_csv([("a/steady.json", b"{}")]))
    assert is_own_export(of_csv([("backup.json", b"{}")]))
    assert not is_own_export(of_json(b"PK"))
    assert not is_own_export(of_json(b""))


def test_export_that_is_cut_off_anywhere_is_refused(owner: User) -> None:
    giver = GoalFactory.create(pattern="milestone", milestones=[{"title": "A"}]).owner
    whole = of_csv(unpacked(giver).items()).getvalue()
    text = json.dumps(document(goals=[goal()], check_ins=[check_in("02")])).encode()
    for content in (whole, text):
        for end in range(70, len(content) - 1, len(content) // 20):
            refusal(owner, of_json(content[:end]))
    assert not Goal.objects.filter(owner=owner).exists()


def test_table_that_is_missing_from_the_zip_is_named(owner: User) -> None:
    files = unpacked(UserFactory.create())
    del files["goals.csv"]
    assert refusal(owner, of_csv(files.items())) == ["There is no goals.csv in it."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id,title\n1\n", "goals.csv, row 1: It has more or fewer cells than the header."),
        (b"id,title\n1,2,3\n", "goals.csv, row 1: It has more or fewer cells than the header."),
        (b'id,title\n1,"a"b\n', "goals.csv is not CSV in UTF-8."),
        (b"id,title\n1,\xff\n", "goals.csv is not CSV in UTF-8."),
        (b"id,title\n1," + b"x" * 200_000 + b"\n", "goals.csv is not CSV in UTF-8."),
        (b"id,title\n1,A\n", "goals, row 1: id: This is not a valid value."),
        (b"id,created_at,metadata\n,,{\n", "goals, row 1: id: This is needed."),
    ],
)
def test_broken_csv_says_where(owner: User, content: bytes, sentence: str) -> None:
    files = {**unpacked(UserFactory.create()), "goals.csv": content}
    assert refusal(owner, of_csv(files.items())) == [sentence]


def test_json_in_a_cell_that_is_none_is_named(owner: User) -> None:
    files = unpacked(GoalFactory.create().owner)
    files["goals.csv"] = files["goals.csv"].replace(b"{}", b"{")
    assert refusal(owner, of_csv(files.items())) == ["goals, row 1: metadata: This is not JSON."]


def zipped(write: Any, **options: Any) -> io.BytesIO:
    packed = io.BytesIO()
    with ZipFile(packed, "w", **{"compression": ZIP_DEFLATED, **options}) as archive:
        write(archive)
    return packed


def test_bomb_is_left_before_it_is_unpacked(owner: User) -> None:
    def write(archive: ZipFile) -> None:
        archive.writestr("steady.json", json.dumps(document()))
        with archive.open("person.csv", "w") as member:
            member.write(b"name\n")
            for _each in range(60):
                member.write(b"\n" * 2**20)

    bomb = zipped(write)
    small = Limits(file=UPLOAD.file, unpacked=2 * 2**20, rows=10)
    began = time.perf_counter()
    assert refusal(owner, bomb, limits=small) == ["It holds more than 2 MB."]
    assert time.perf_counter() - began < 5


def test_document_of_one_endless_row_is_refused_in_bounded_memory(owner: User) -> None:
    head = b'{"format": "steady-export", "version": 1, "goals": [{"title": "'
    endless = of_json(head + b"x" * 30 * 2**20)
    tracemalloc.start()
    assert refusal(owner, endless)[0].startswith("This is not JSON, or it is cut off")
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 16 * 2**20


def test_too_many_rows_are_refused(owner: User) -> None:
    few = Limits(file=UPLOAD.file, unpacked=UPLOAD.unpacked, rows=2)
    rows = [goal(f"{number:02}") for number in range(3)]
    assert refusal(owner, document(goals=rows), limits=few) == ["It holds more than 2 rows."]
    assert not Goal.objects.exists()
    bring(owner, document(goals=rows[:2]), limits=few)


def test_too_large_a_file_is_not_read(owner: User) -> None:
    tiny = Limits(file=10, unpacked=10, rows=10)
    assert refusal(owner, document(), limits=tiny) == ["It is larger than 0 MB."]


def test_too_many_broken_rows_end_the_reading(owner: User) -> None:
    rows = [{"id": number} for number in range(2000)]
    said = refusal(owner, document(goals=rows), dry_run=True)
    assert said == [f"goals, row {number}: id: This is not a valid value." for number in range(1, 6)]


def test_zip_of_very_many_files_is_refused_before_they_are_listed(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_LONGEST_LIST", 5000)
    many = of_csv((f"{number}.json", b"") for number in range(200))
    assert not is_own_export(many)
    assert refusal(owner, many) == ["It holds more than 5000 files."]


def test_unusual_compression_and_two_files_of_a_name_are_refused(owner: User) -> None:
    unusual = zipped(lambda archive: archive.writestr("steady.json", "{}"), compression=ZIP_BZIP2)
    assert refusal(owner, unusual) == ["It is encrypted, or compressed in an unusual way."]

    def twice(archive: ZipFile) -> None:
        archive.writestr("steady.json", "{}")
        archive.writestr("steady.json", "{}")

    with pytest.warns(UserWarning, match="Duplicate name"):
        packed = zipped(twice)
    assert refusal(owner, packed) == ["It holds two files of the same name."]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)


@given(st.lists(JSON, max_size=6), st.sampled_from([None, 1]), st.integers(1, 40))
def test_rows_are_those_of_the_document_however_it_is_read(rows: list[Any], indent: int | None, step: int) -> None:
    """Also when every piece that arrives ends in the middle of something."""

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(step, size or step))

    text = json.dumps({"a": 1.5, "rows": rows, "b": "x"}, indent=indent, ensure_ascii=False)
    document = JsonRows(Slow(text.encode("utf-8", "surrogatepass")))
    found: dict[str, Any] = {}
    try:
        for name in document.members():
            found[name] = list(document.rows()) if name == "rows" else document.value()
    except InvalidImport:
        assert not text.isascii()
        with pytest.raises(UnicodeEncodeError):
            text.encode()
        return
    assert found == {"a": 1.5, "rows": rows, "b": "x"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for file in (io.BytesIO(content), io.BytesIO(b"{" + content)):
        try:
            list(rows_of(file))
        except InvalidImport:
            continue
