"""What every test gets: hypothesis profiles, a flush that the journal allows, loops of queries that fail, an order."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from zeal.constants import initialize_app_registry
from zeal.patch import patch as watch_relations

from goals import journal_triggers

PATIENCE = 60  # seconds
SLOW_FIXTURES = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

# No deadlines: a shared machine's pauses are no property of the code. The same examples each time where a red run
# has to mean a change; thousands of fresh ones on request (HYPOTHESIS_PROFILE=thorough).
settings.register_profile("local", deadline=None, max_examples=50, suppress_health_check=SLOW_FIXTURES)
settings.register_profile("ci", settings.get_profile("local"), max_examples=100, derandomize=True, print_blob=True)
settings.register_profile("thorough", settings.get_profile("local"), max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put browser tests last: their driver leaves an event loop running in the thread until the session ends."""
    items.sort(key=lambda item: "e2e" in item.path.parts)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep a SQLite test database in this run's own directory, so that two runs never share one.

    Either database lets a crowd of threads wait for its turn longer than people would: how long that takes on a shared
    machine is no property of the code.
    """
    options = connection.settings_dict["OPTIONS"]
    if connection.vendor == "sqlite":
        test_settings = connection.settings_dict["TEST"]
        test_settings["NAME"] = str(tmp_path_factory.mktemp("database") / Path(test_settings["NAME"]).name)
        options["timeout"] = PATIENCE
    else:
        options["options"] = f"-c lock_timeout={PATIENCE}s"
        options["pool"]["timeout"] = PATIENCE


@pytest.fixture(scope="session", autouse=True)
def flush_despite_journal_triggers() -> Iterator[None]:
    """Take the journal's triggers off while a transactional test's rows are flushed, and put them back.

    On SQLite flushing is DELETE, which they refuse.
    """

    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def flush_without_triggers(case: TransactionTestCase) -> None:
        journal_triggers.remove(connection)
        try:
            flush(case)
        finally:
            journal_triggers.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", flush_without_triggers)
        yield


@pytest.fixture(scope="session", autouse=True)
def refuse_loops_of_queries(django_test_environment: None) -> Iterator[None]:
    """Fail every request whose view fetches the same relation row by row."""
    initialize_app_registry()
    watch_relations()
    middleware = ["zeal.middleware.zeal_middleware", *django_settings.MIDDLEWARE]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django_settings, "MIDDLEWARE", middleware)
        # A write made of several actions reads its row afresh in each, under the lock.
        patch.setattr(django_settings, "ZEAL_ALLOWLIST", [{"model": "*", "field": "get()"}], raising=False)
        yield


@pytest.fixture(autouse=True)
def day_stays_the_same(request: pytest.FixtureRequest) -> None:
    """Let no test begin right before a full hour, when a day ends somewhere: "today" is one day throughout a test."""
    longest = 60 if "e2e" in request.path.parts else 20
    left = 3600 - time.time() % 3600
    if left < longest:
        time.sleep(left)


@pytest.fixture(autouse=True)
def language_of_the_installation() -> Iterator[None]:
    """Let no test speak the language of another one's last request, which stays with the thread."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Let no test find the counts of another one's throttles."""
    yield
    cache.clear()
