"""Which characters people's text may hold."""

import sys

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from config.text import PlainText

LINE, LINES = PlainText(), PlainText(lines=True)
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r"]
SURROGATES = ["\ud800", "\udbff", "\udc00", "\udfff"]
BIDI = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
BREAKS = ["\n", "\r", "\t", "\u2028", "\u2029"]


def refuses(check: PlainText, text: str) -> bool:
    try:
        check(text)
    except ValidationError as error:
        return error.code == "control_characters"
    return False


@pytest.mark.parametrize("character", [*CONTROLS, *SURROGATES, *BIDI], ids=ascii)
def test_character_that_hides_is_refused_wherever_it_stands(character: str) -> None:
    for text in (character, f"a{character}b", f"{character}ab", f"ab{character}"):
        assert refuses(LINE, text)
        assert refuses(LINES, text)


@pytest.mark.parametrize("character", BREAKS, ids=ascii)
def test_line_breaks_are_for_several_lines(character: str) -> None:
    assert refuses(LINE, f"a{character}b")
    assert not refuses(LINES, f"a{character}b")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Run 5 km",
        "שלום עולם",
        "مرحبا",
        "日本語",
        "👩‍👩‍👧‍👦",
        "e\u0301",
        "a\u200bb",
        "\u200eא\u200f",
        "a\u00a0b",
        "<b>=1+1",
    ],
)
def test_words_of_any_language_are_text(text: str) -> None:
    assert not refuses(LINE, text)
    assert not refuses(LINES, text)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="".join([*CONTROLS, *BIDI, *BREAKS]))))
def test_everything_else_is_text(text: str) -> None:
    assert not refuses(LINE, text)


def test_no_other_character_of_unicode_is_refused() -> None:
    refused = {chr(code) for code in range(sys.maxunicode + 1) if refuses(LINES, chr(code))}
    assert refused == {*CONTROLS, *BIDI, *map(chr, range(0xD800, 0xE000))}


def test_validators_compare_by_what_they_allow() -> None:
    """Otherwise every migration check would see a change."""
    assert PlainText() == LINE != LINES
    assert LINE != "PlainText()"
    assert len({PlainText(), LINE, LINES, PlainText(lines=True)}) == 2
