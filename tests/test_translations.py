"""The catalogues in locale/: whole, in step with the source, in the voice of the pages. None of it needs gettext."""

import re
from pathlib import Path

import polib
import pytest
from django.conf import settings

from config.formats.de import formats as german
from goals.models.choices import Language
from tests.messages import HOUSE, Message, in_source, in_template

RENEW = "run `make messages`, and translate what it finds (docs/translating.md)"
CATALOGUES = sorted((HOUSE / "locale").glob("*/LC_MESSAGES/django.po"))
each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
# What a miss is never called, nor whoever missed, and the formal address, which begins a sentence only as "they".
FORBIDDEN = {
    "de": r"versag|scheiter|fehlgeschlag|fehlschlag|misslung|missling|kaputt|verloren|verlier|schuldig|schuldgefühl"
    r"|\bschuld\b|schäm|scham|schande|\bfaul|schummel|betrüg|betrog|mogel|enttäusch|blamier|versäum|leider|!"
    r"|(?-i:(?<=[^.:?!] )(Sie|Ihnen|Ihr|Ihre[mnrs]?)\b)"
}


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[a-z]|%%|</?[a-z][^>]*>", text))


def test_every_language_but_english_has_a_catalogue() -> None:
    assert {path.parts[-3] for path in CATALOGUES} == {code for code, _name in settings.LANGUAGES} - {"en"}


def test_people_can_choose_every_language() -> None:
    assert Language.choices == settings.LANGUAGES


@each_catalogue
def test_catalogue_has_the_messages_of_the_source_and_no_others(path: Path) -> None:
    held = {Message(entry.msgctxt, entry.msgid, entry.msgid_plural or None) for entry in entries(path)}
    wanted = in_source()
    assert (wanted - held, held - wanted) == (set(), set()), RENEW


@each_catalogue
def test_catalogue_translates_everything_and_guesses_nothing(path: Path) -> None:
    open_ones = [entry.msgid for entry in entries(path) if entry.fuzzy or not all(translations(entry))]
    assert open_ones == [], RENEW


@each_catalogue
def test_translations_keep_every_placeholder(path: Path) -> None:
    """A singular may say "one" in words."""
    wrong = {}
    for entry in entries(path):
        wanted = placeholders(entry.msgid_plural or entry.msgid)
        for number, text in enumerate(translations(entry)):
            is_singular = bool(entry.msgid_plural) and number == 0
            kept = placeholders(text)
            if kept != wanted and not (is_singular and kept == placeholders(entry.msgid)):
                wrong[entry.msgid] = text
    assert wrong == {}


@each_catalogue
def test_translations_begin_and_end_as_the_message_does(path: Path) -> None:
    def shape(text: str) -> tuple[bool, bool, bool, int]:
        return text[:1].isspace(), text[-1:].isspace(), text.endswith("."), text.count("\n")

    wrong = {
        entry.msgid: text
        for entry in entries(path)
        for text in translations(entry)
        if shape(text) != shape(entry.msgid)
    }
    assert wrong == {}


@each_catalogue
def test_compiled_catalogue_says_the_same(path: Path) -> None:
    compiled = {
        (entry.msgctxt, entry.msgid): translations(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))
    }
    assert compiled == {(entry.msgctxt, entry.msgid): translations(entry) for entry in entries(path)}, RENEW


@each_catalogue
def test_catalogue_keeps_to_the_voice_of_the_pages(path: Path) -> None:
    words = re.compile(FORBIDDEN[path.parts[-3]], re.IGNORECASE)
    wrong = {text: found[0] for entry in entries(path) for text in translations(entry) if (found := words.search(text))}
    assert wrong == {}


def test_date_formats_of_the_source_are_known_in_every_language() -> None:
    """Each names the English form of a date that others write differently."""
    source = [*HOUSE.glob("templates/**/*.html"), *HOUSE.glob("templates/**/*.txt")]
    source += [path for room in ("goals", "checkins", "coaching") for path in (HOUSE / room).rglob("*.py")]
    used = {
        found
        for path in source
        for found in re.findall(r"[\"']((?:[Dl] )?j [FM](?: Y)?(?:, H:i)?)[\"']", path.read_text())
    }
    assert used != set()
    assert used - set(vars(german)) == set()


def test_messages_are_found_in_templates_as_gettext_finds_them(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        '{% load i18n %}<p>{% translate "One" %} {% translate "Two" context "number" %} {{ x|default:_("Three") }}\n'
        "  {% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days, 5%{% endblocktranslate %} it's"
    )
    assert set(in_template(page)) == {
        Message(None, "One", None),
        Message("number", "Two", None),
        Message(None, "Three", None),
        Message(None, "%(n)s day", "%(n)s days, 5%%"),
    }
