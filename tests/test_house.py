"""The house keeps itself in order: sizes, rooms, and a lock file that anyone can install from."""

import ast
import re
import socket
import subprocess
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

HOUSE = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
ROOMS = ("config", "goals", "checkins", "coaching", "tests")


def python_files() -> list[Path]:
    """Return our modules, migrations apart: those are written by Django."""
    found = [HOUSE / "manage.py"]
    for room in ROOMS:
        found += sorted((HOUSE / room).rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def module_id(path: Path) -> str:
    return str(path.relative_to(HOUSE))


each_module = pytest.mark.parametrize("path", python_files(), ids=module_id)


@each_module
def test_module_is_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST_MODULE


@each_module
def test_functions_are_at_most_40_lines(path: Path) -> None:
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    too_long = {
        f"{node.name}:{node.lineno}": node.end_lineno - node.lineno + 1
        for node in functions
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert too_long == {}


def test_rooms_have_no_catch_all_modules() -> None:
    catch_alls = {"utils", "helpers", "common", "misc", "signals", "receivers"}
    named_so = [module_id(path) for path in python_files() if catch_alls & {path.stem, *path.relative_to(HOUSE).parts}]
    assert named_so == []


def test_lock_file_names_only_the_public_index() -> None:
    addresses = set(re.findall(r"https?://[^/\"]+|file:[^\"]+", (HOUSE / "uv.lock").read_text()))
    assert addresses == {"https://pypi.org", "https://files.pythonhosted.org"}


def test_every_dependency_says_what_it_saves() -> None:
    declared = (HOUSE / "pyproject.toml").read_text().split("[tool.uv]")[0]
    dependencies = [line.strip() for line in declared.splitlines() if line.startswith('    "')]
    assert dependencies != []
    assert [line for line in dependencies if ", # " not in line] == []


def test_templates_have_no_inline_style_or_script() -> None:
    """The content security policy would refuse them; a nonce is for what cannot be a file."""
    inline = re.compile(r"<style\b|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\bsrc=)(?![^>]*\bnonce=)[^>]*>", re.IGNORECASE)
    offenders = [
        f"{path.relative_to(HOUSE)}: {match.group(0)}"
        for path in sorted((HOUSE / "templates").rglob("*.html"))
        for match in inline.finditer(path.read_text())
    ]
    assert offenders == []


def test_make_help_lists_the_commands_of_the_readme() -> None:
    printed = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    listed = {line.split()[0] for line in printed.splitlines()}
    readme = (HOUSE / "README.md").read_text() + (HOUSE / ".github" / "CONTRIBUTING.md").read_text()
    assert set(re.findall(r"`make ([a-z-]+)", readme)) <= listed


@pytest.mark.filterwarnings("ignore:A test tried to use")
def test_suite_reaches_no_other_machine() -> None:
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_every_variable_that_is_read_is_documented() -> None:
    code = "".join(path.read_text() for path in sorted((HOUSE / "config").rglob("*.py")))
    read = set(re.findall(r'env\.(?:text|flag|number|choice|words|networks|url|rate)\(\s*"([A-Z_]+)"', code))
    documented = set(re.findall(r"^\| `([A-Z_]+)` ", (HOUSE / "docs" / "configuration.md").read_text(), re.MULTILINE))
    assert documented == read
