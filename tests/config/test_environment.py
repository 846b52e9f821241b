"""The environment is read with types, and nonsense stops the start with a sentence."""

import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, database, email, generated_secret

env = Environment()
Set = Callable[[str], None]


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Sets the variable X."""
    monkeypatch.delenv("X", raising=False)
    monkeypatch.delenv("STEADY_X", raising=False)
    return lambda value: monkeypatch.setenv("X", value)


def test_absent_variable_is_its_default(given: Set) -> None:
    assert env.text("X", default="a") == "a"
    assert env.flag("X", default=True) is True
    assert env.number("X", default=5, least=1, most=9) == 5
    assert env.choice("X", ("a", "b"), default="b") == "b"
    assert env.words("X", default=["a"]) == ["a"]
    assert env.url("X", default="", schemes=("http",)) == ""
    assert env.rate("X", default="5/min") == "5/min"


def test_empty_variable_is_its_default_where_empty_says_nothing(given: Set) -> None:
    given("  ")
    assert env.text("X", default="a") == ""
    assert env.flag("X", default=True) is True
    assert env.number("X", default=5, least=1, most=9) == 5
    assert env.choice("X", ("a", "b"), default="b") == "b"
    assert env.words("X", default=["a"]) == ["a"]
    assert env.url("X", default="http://a", schemes=("http",)) == "http://a"


def test_name_with_prefix_comes_first(given: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    given("bare")
    monkeypatch.setenv("STEADY_X", "ours")
    assert env.text("X", default="") == "ours"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1", True),
        ("TRUE", True),
        (" yes ", True),
        ("on", True),
        ("0", False),
        ("False", False),
        ("no", False),
        ("off", False),
    ],
)
def test_flag_is_written_in_the_usual_ways(given: Set, written: str, meant: bool) -> None:
    given(written)
    assert env.flag("X", default=not meant) is meant


@pytest.mark.parametrize("written", ["1", "9", " 5 "])
def test_number_lies_within_its_bounds(given: Set, written: str) -> None:
    given(written)
    assert env.number("X", default=2, least=1, most=9) == int(written)


READ: dict[str, Callable[[], Any]] = {
    "flag": lambda: env.flag("X", default=False),
    "number": lambda: env.number("X", default=2, least=1, most=9),
    "choice": lambda: env.choice("X", ("a", "b"), default="a"),
    "url": lambda: env.url("X", default="", schemes=("http", "https")),
    "rate": lambda: env.rate("X", default="5/min"),
}


@pytest.mark.parametrize(
    ("kind", "written", "told"),
    [
        ("flag", "maybe", "X is 'maybe'; write true or false."),
        ("flag", "2", "X is '2'; write true or false."),
        *(
            ("number", written, f"X is {written!r}; write a whole number from 1 to 9.")
            for written in ("0", "10", "-1", "1.5", "five", "0x5", "9" * 13, "1_0")
        ),
        ("choice", "c", "X is 'c'; choose one of: a, b."),
        *(
            ("url", written, "X is not an address that begins with http or https://.")
            for written in (
                "ftp://a",
                "a.example",
                "http://",
                "http://[::1",
                "http://a:99999",
                "javascript:alert(1)",
                "//a",
            )
        ),
        *(
            ("rate", written, f"X is {written!r}; write a rate such as 100/min or 20/hour.")
            for written in ("100", "100/", "/min", "100/week", "-1/min", "1.5/min", "100/min please")
        ),
    ],
)
def test_nonsense_stops_the_start_with_a_sentence(given: Set, kind: str, written: str, told: str) -> None:
    given(written)
    with pytest.raises(ImproperlyConfigured) as refused:
        READ[kind]()
    assert str(refused.value) == told


def test_words_are_separated_by_commas(given: Set) -> None:
    given(" a.example, ,b.example ,")
    assert env.words("X", default=[]) == ["a.example", "b.example"]


def test_url_ends_without_a_slash(given: Set) -> None:
    given("https://steady.example:8443/sub/")
    assert env.url("X", default="", schemes=("https",)) == "https://steady.example:8443/sub"


@pytest.mark.parametrize("written", ["100/min", "20/hour", "1/s", "5/day", "3/d"])
def test_rate_is_how_many_in_what_time(given: Set, written: str) -> None:
    given(written)
    assert env.rate("X", default="5/min") == written


def test_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "secret_key"
    secret = generated_secret(path)
    assert len(secret) >= 64
    assert generated_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]
    assert generated_secret(tmp_path / "other") != secret


def test_processes_that_start_together_read_one_secret(tmp_path: Path) -> None:
    barrier, secrets = threading.Barrier(8), list[str]()

    def start() -> None:
        barrier.wait()
        secrets.append(generated_secret(tmp_path / "secret_key"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(secrets), len(set(secrets))) == (8, 1)


def read_database(monkeypatch: pytest.MonkeyPatch, url: str | None) -> dict[str, Any]:
    monkeypatch.delenv("STEADY_DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if url is not None:
        monkeypatch.setenv("DATABASE_URL", url)
    return database(env, default="sqlite:////srv/steady.sqlite3", test_dir=Path("/srv"))


def test_sqlite_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    config = read_database(monkeypatch, None)
    assert (config["ENGINE"], config["NAME"]) == ("django.db.backends.sqlite3", "/srv/steady.sqlite3")
    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 20
    assert "journal_mode=WAL" in config["OPTIONS"]["init_command"]
    assert "foreign_keys=ON" in config["OPTIONS"]["init_command"]


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_pooled_and_never_waits_for_ever(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setenv("DATABASE_POOL", "7")
    config = read_database(monkeypatch, f"{scheme}://ada:se%2Fcret@db.example:5433/steady")
    assert config["ENGINE"] == "django.db.backends.postgresql"
    assert [config[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "ada",
        "se/cret",
        "db.example",
        5433,
        "steady",
    ]
    assert config["OPTIONS"]["pool"] == {"min_size": 0, "max_size": 7, "timeout": 5}
    assert config["CONN_HEALTH_CHECKS"] is True
    for limit in ("lock_timeout=5s", "statement_timeout=15s", "idle_in_transaction_session_timeout=30s"):
        assert limit in config["OPTIONS"]["options"]


@pytest.mark.parametrize("url", ["mysql://secret@a/b", "steady.sqlite3", "postgres://[secret", "http://secret"])
def test_other_database_is_refused_without_repeating_its_password(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^DATABASE_URL begins with neither") as refused:
        read_database(monkeypatch, url)
    assert "secret" not in str(refused.value)


def test_mail_is_set_from_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://ada:pw@mail.example:587")
    settings = email(env, default="consolemail://")
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"], settings["EMAIL_USE_TLS"]) == ("mail.example", 587, True)
    monkeypatch.setenv("EMAIL_URL", "")
    assert email(env, default="consolemail://")["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"
    monkeypatch.setenv("EMAIL_URL", "nonsense://secret")
    with pytest.raises(ImproperlyConfigured) as refused:
        email(env, default="consolemail://")
    assert str(refused.value) == "EMAIL_URL is not of the form smtp+tls://user:password@host:587."
