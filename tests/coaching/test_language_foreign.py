"""Messages in other languages are told by their little words, in whatever letters they are typed."""

import pytest

from coaching.language.foreign import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Aaj subah maine 12 round surya namaskar kiye",
        "bhai aaj run nahi kar paya",
        "Rinne mé fiche nóiméad Gaeilge ar maidin",
        "Dw i wedi cerdded i'r ysgol heddiw",
        "Nagbasa ako ng 20 pages kagabi",
        "pagi tadi saya jogging 4 km kat taman",
        "Leo nimekimbia km 5 asubuhi",
        "Kua ngenge au, kāore au i haere ki te kauhoe",
        "segodnya ya probezhal 5 km",
    ],
)
def test_other_languages_are_known_in_latin_letters(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    ["Hoy corri 5 km por la manana", "nao fiz yoga hoje", "Bugun 5 km kostum", "dzis przebieglem 5 km"],
)
def test_accents_may_be_missing(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "hiya",
        "ctrl z",
        "fasted till noon",
        "ran 4 km with kuya this morning",
        "Ate dosa with chutney and sambar, then ran 5 km",
        "Did my namaz, alhamdulillah",
    ],
)
def test_words_of_other_languages_in_english_are_english(text: str) -> None:
    assert not is_foreign(text)


def test_what_a_goal_is_called_is_of_no_language() -> None:
    assert is_foreign("te reo kauhoe")
    assert not is_foreign("te reo kauhoe", ["Te reo", "Kauhoe"])
