"""Typed reads of the environment that refuse nonsense with a sentence a person can act on."""

import re
import secrets
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
_RATE = re.compile(r"\d+/(s|sec|m|min|h|hour|d|day)")


class Environment:
    """Reads variables that begin with `STEADY_`, or have the bare name (DATABASE_URL, SECRET_KEY, …)."""

    def __init__(self) -> None:
        self._env = environ.Env()

    def _raw(self, name: str) -> str | None:
        value = self._env.str(f"STEADY_{name}", default=None)
        if value is None:
            value = self._env.str(name, default=None)
        return value.strip() if value is not None else None

    def text(self, name: str, *, default: str) -> str:
        value = self._raw(name)
        return default if value is None else value

    def flag(self, name: str, *, default: bool) -> bool:
        value = self._raw(name)
        if value is None or value == "":
            return default
        if value.lower() in _TRUE | _FALSE:
            return value.lower() in _TRUE
        raise ImproperlyConfigured(f"{name} is {value!r}; write true or false.")

    def number(self, name: str, *, default: int, least: int, most: int) -> int:
        value = self._raw(name)
        if value is None or value == "":
            return default
        if not re.fullmatch(r"\d{1,12}", value) or not least <= int(value) <= most:
            raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number from {least} to {most}.")
        return int(value)

    def choice(self, name: str, choices: tuple[str, ...], *, default: str) -> str:
        value = self._raw(name) or default
        if value not in choices:
            raise ImproperlyConfigured(f"{name} is {value!r}; choose one of: {', '.join(choices)}.")
        return value

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """A list of networks separated by commas; none by default."""
        return [_network(name, word) for word in self.words(name, default=[])]

    def words(self, name: str, *, default: list[str]) -> list[str]:
        """A list separated by commas."""
        value = self._raw(name)
        if not value:
            return default
        return [word.strip() for word in value.split(",") if word.strip()]

    def url(self, name: str, *, default: str, schemes: tuple[str, ...]) -> str:
        value = self._raw(name) or default
        if not value:
            return ""
        scheme, host = _scheme_and_host(value)
        if scheme not in schemes or not host:
            raise ImproperlyConfigured(f"{name} is not an address that begins with {' or '.join(schemes)}://.")
        return value.rstrip("/")

    def rate(self, name: str, *, default: str) -> str:
        """How many in what time: 100/min."""
        value = self._raw(name) or default
        if not _RATE.fullmatch(value):
            raise ImproperlyConfigured(f"{name} is {value!r}; write a rate such as 100/min or 20/hour.")
        return value


def _scheme_and_host(address: str) -> tuple[str, str]:
    """Both empty for what is no address, such as one with half a bracket or a port that is none."""
    try:
        parts = urlsplit(address)
        return (parts.scheme, parts.hostname or "") if parts.port != 0 else ("", "")
    except ValueError:
        return "", ""


def _network(name: str, word: str) -> IPv4Network | IPv6Network:
    try:
        return ip_network(word)
    except ValueError:
        raise ImproperlyConfigured(f"{name} holds {word!r}; write networks, as in 192.168.1.0/24.") from None


def generated_secret(path: Path) -> str:
    """The key of an installation that names none: made once, readable only by its owner."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        try:
            # A hard link refuses to replace: of two processes that start together, both read the same key.
            path.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def database(env: Environment, *, default: str, test_dir: Path) -> dict[str, Any]:
    """SQLite in a file, or PostgreSQL through psycopg's pool, from DATABASE_URL."""
    url = env.text("DATABASE_URL", default="") or default
    scheme, _ = _scheme_and_host(url)
    if scheme not in ("sqlite", "postgres", "postgresql"):
        raise ImproperlyConfigured("DATABASE_URL begins with neither sqlite:// nor postgresql://.")
    config: dict[str, Any] = environ.Env.db_url_config(url)
    if scheme == "sqlite":
        return config | _sqlite_options(test_dir)
    most = env.number("DATABASE_POOL", default=10, least=1, most=200)
    return config | _postgresql_options(most)


def _sqlite_options(test_dir: Path) -> dict[str, Any]:
    return {
        "OPTIONS": {
            # IMMEDIATE: a write waits for its turn at BEGIN, where the busy timeout works, and never halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
        # A file, so that the threads of a test meet the locks that people meet.
        "TEST": {"NAME": str(test_dir / "test.sqlite3")},
    }


def _postgresql_options(most: int) -> dict[str, Any]:
    limits = "-c lock_timeout=5s -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s"
    return {
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": limits, "prepare_threshold": 3, "pool": {"min_size": 0, "max_size": most, "timeout": 5}},
    }


def email(env: Environment, *, default: str) -> dict[str, Any]:
    """Django's EMAIL_* settings from EMAIL_URL (smtp+tls://user:password@host:587); consolemail:// prints."""
    url = env.text("EMAIL_URL", default="") or default
    try:
        settings: dict[str, Any] = environ.Env.email_url_config(url)
    except Exception as error:
        raise ImproperlyConfigured("EMAIL_URL is not of the form smtp+tls://user:password@host:587.") from error
    return {name: value for name, value in settings.items() if name.startswith("EMAIL")}
