"""Statements that do not wait for one another: on PostgreSQL each wait is a way to the server and back.

    with together():
        first, second = PEOPLE.ask(pk), GOALS.ask(pk)
        person, goal = first(), second()

The server runs them one after the other, in their order, whether somebody waits or not. What one of them raises, is
raised where an answer is waited for next; from then on nothing is run until the whole transaction is taken back, a
savepoint is not enough. SQLite answers at once.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from sqlite3 import Cursor
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper

Finish = Callable[[], None]
Rows = Callable[[], list[Any]]

_unanswered: ContextVar[list[Finish] | None] = ContextVar("unanswered", default=None)


class _PlannedCursor(ServerBindingCursor):
    def _convert_query(self, query: Any, params: Any = None) -> Any:
        """Remember the text, which the log of queries asks for, also where only the name of the plan is sent."""
        self._query = super()._convert_query(query, params)  # type: ignore[misc]
        return self._query


class _ReadyCursor(SQLiteCursorWrapper):
    def execute(self, query: str, params: Any = ()) -> Any:
        return Cursor.execute(self, _with_own_places(query), params)

    def executemany(self, query: str, param_list: Any) -> Any:
        return Cursor.executemany(self, _with_own_places(query), param_list)


@cache
def _with_own_places(query: str) -> str:
    """Django's `%s` as SQLite has it. Finding them takes longer than most of these statements run."""
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@contextmanager
def together() -> Iterator[None]:
    """Wait for no answer before somebody asks for it. No COPY and no server-side cursor in it."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    if wrapper.vendor != "postgresql" or is_together():
        yield
        return
    _connect(wrapper)
    token = _unanswered.set([])
    try:
        with wrapper.wrap_database_errors, wrapper.connection.pipeline():
            yield
            answer_all()
    finally:
        _unanswered.reset(token)


def is_together() -> bool:
    return _unanswered.get() is not None


def when_answered(finish: Finish) -> None:
    """Call `finish` when the statement that was sent last is answered: now, or by `answer_all`."""
    waiting = _unanswered.get()
    if waiting is None:
        finish()
    else:
        waiting.append(finish)


def answer_all() -> None:
    """Wait for everything that was sent. Raises what the database raised."""
    waiting = _unanswered.get() or []
    while waiting:
        waiting.pop(0)()


def forget_unanswered() -> None:
    """For what was sent since `answer_all` and is taken back."""
    (_unanswered.get() or []).clear()


def send(sql: str, params: Sequence[Any], *, many: bool = False) -> Rows:
    """Execute a statement that is sent again and again, once or with `many` rows of parameters; answers its rows.

    PostgreSQL keeps its plan; for SQLite its text is made ready once. Django's own cursor, which takes as long as a
    small statement, is asked only where somebody listens to what is sent.
    """
    wrapper: Any = connections[DEFAULT_DB_ALIAS]
    _connect(wrapper)
    is_heard = wrapper.queries_logged or wrapper.execute_wrappers
    with wrapper.wrap_database_errors:
        cursor = _cursor(wrapper)
        if is_heard:
            cursor = wrapper._prepare_cursor(cursor)
        else:
            wrapper.validate_no_broken_transaction()
        (cursor.executemany if many else cursor.execute)(sql, params)
    return cursor.fetchall if is_heard else wrapper.wrap_database_errors(cursor.fetchall)  # type: ignore[no-any-return]


def _cursor(wrapper: Any) -> Any:
    if wrapper.vendor == "postgresql":
        return _PlannedCursor(wrapper.connection)  # type: ignore[call-arg]
    return wrapper.connection.cursor(factory=_ReadyCursor)


def _connect(wrapper: Any) -> None:
    wrapper.close_if_health_check_failed()
    if wrapper.connection is None:
        wrapper.ensure_connection()
