"""The files of an export, from a zip or a folder, within limits that no honest export comes near.

Nothing is ever unpacked: the few files that an export consists of are read into memory.
"""

import io
import stat
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from config.refusals import Refusal

# A hundred habits over ten years are about 25 MB, and 3 MB zipped.
MOST_ZIPPED = 8 * 2**20
MOST_BYTES = 64 * 2**20
MOST_FILES = 5000
HABITS = "Habits.csv"
# What `zipfile` raises, as it comes, for bytes that are no zip or not any more.
DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
_PER_HABIT = frozenset({"Checkmarks.csv", "Scores.csv"})

Files = dict[PurePosixPath, bytes]


class InvalidImport(Refusal):
    """`fields["file"]` says what is wrong, with file and line where it is a row."""

    code = "INVALID_IMPORT"
    sentence = "This file cannot be imported."

    def __init__(self, *problems: str, sentence: str | None = None) -> None:
        super().__init__(sentence, fields={"file": problems})


def files_of(source: str | Path | BinaryIO) -> Files:
    """The tables of an export by their path beside Habits.csv. Raises InvalidImport."""
    if not isinstance(source, str | Path):
        return _from_zip(source)
    path = Path(source)
    if path.is_dir():
        return _from_folder(path)
    try:
        with path.open("rb") as file:
            return _from_zip(file)
    except OSError as error:
        raise InvalidImport(_("%(path)s cannot be opened.") % {"path": path}) from error


class _Budget:
    """How many bytes may still be read."""

    def __init__(self) -> None:
        self.left = MOST_BYTES

    def read(self, file: IO[bytes]) -> bytes:
        data = file.read(self.left + 1)
        self.left -= len(data)
        if self.left < 0:
            raise InvalidImport(_("It holds more than %(most)d MB.") % {"most": MOST_BYTES // 2**20})
        return data


def _from_zip(file: BinaryIO) -> Files:
    # A central directory is parsed whole before its entries can be counted; its size bounds the work.
    if file.seek(0, io.SEEK_END) > MOST_ZIPPED:
        raise InvalidImport(_("It is larger than %(most)d MB.") % {"most": MOST_ZIPPED // 2**20})
    file.seek(0)
    try:
        with ZipFile(file) as archive:
            members = {_path_of(info): info for info in _listed(archive)}
            budget = _Budget()
            return {path: _unpacked(archive, members[name], budget) for path, name in _wanted(members).items()}
    except DAMAGED as error:
        raise InvalidImport(_("It is not a zip file, or it is damaged.")) from error


def _listed(archive: ZipFile) -> list[ZipInfo]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(infos) > MOST_FILES:
        raise InvalidImport(_("It holds more than %(most)d files.") % {"most": MOST_FILES})
    if len(set(names)) != len(names):
        raise InvalidImport(_("It holds two files of the same name."))
    return infos


def _path_of(info: ZipInfo) -> PurePosixPath:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or stat.S_ISLNK(info.external_attr >> 16):
        raise InvalidImport(_("It points to a place outside itself: %(name)s") % {"name": ascii(info.filename)})
    return path


def _unpacked(archive: ZipFile, info: ZipInfo, budget: _Budget) -> bytes:
    # These two are decompressed in bounded steps; bzip2 and LZMA are not.
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED) or info.flag_bits & 0x1:
        raise InvalidImport(_("It is encrypted, or compressed in an unusual way."))
    with archive.open(info) as member:
        return budget.read(member)


def _from_folder(folder: Path) -> Files:
    """Links are passed over: a folder that came out of an archive may hold links to anywhere."""
    budget = _Budget()
    found: dict[PurePosixPath, Path] = {}
    for path in sorted([*folder.glob("*.csv"), *folder.glob("*/*.csv")]):
        if path.is_file() and not path.is_symlink() and not path.parent.is_symlink():
            found[PurePosixPath(path.relative_to(folder).as_posix())] = path
    if len(found) > MOST_FILES:
        raise InvalidImport(_("It holds more than %(most)d files.") % {"most": MOST_FILES})
    files: Files = {}
    for name, key in _wanted(found).items():
        with found[key].open("rb") as file:
            files[name] = budget.read(file)
    return files


def _wanted(paths: Iterable[PurePosixPath]) -> dict[PurePosixPath, PurePosixPath]:
    """Which of `paths` belong to the export, each by its path from the folder that holds Habits.csv.

    That may be a folder inside the zip; what else lies around is passed over.
    """
    paths = list(paths)
    roots = sorted((len(path.parts), path.parent) for path in paths if path.name == HABITS)
    if not roots:
        raise InvalidImport(_("There is no %(file)s in it. Export from Loop as CSV.") % {"file": HABITS})
    root = roots[0][1]
    inside = {path.relative_to(root): path for path in paths if path.is_relative_to(root)}
    return {
        name: path
        for name, path in inside.items()
        if str(name) == HABITS or (len(name.parts) == 2 and name.name in _PER_HABIT)
    }
