"""The database's own guard of the journal: no UPDATE, no DELETE, unless its owner is being erased.

A migration that rebuilds `goals_change` on SQLite drops its triggers; such a migration calls `install` again.
"""

from typing import Any

_SQLITE_TRIGGER = """
CREATE TRIGGER goals_change_no_{event} BEFORE {event} ON goals_change
WHEN NOT EXISTS (SELECT 1 FROM goals_erasure WHERE owner_id = OLD.owner_id)
BEGIN SELECT RAISE(ABORT, 'the journal is immutable'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION goals_change_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM goals_erasure WHERE owner_id = OLD.owner_id) THEN
        RAISE EXCEPTION 'the journal is immutable' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$
"""

_POSTGRESQL_TRIGGER = """
CREATE TRIGGER goals_change_immutable BEFORE UPDATE OR DELETE ON goals_change
FOR EACH ROW EXECUTE FUNCTION goals_change_guard()
"""


def install(connection: Any) -> None:
    """Create the triggers that are missing."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                cursor.execute(_SQLITE_TRIGGER.format(event=event))
        else:
            cursor.execute(_POSTGRESQL_FUNCTION)
            cursor.execute(_POSTGRESQL_TRIGGER)


def remove(connection: Any) -> None:
    """Drop the triggers, for a migration that must rewrite the table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for event in ("UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS goals_change_no_{event}")
        else:
            cursor.execute("DROP TRIGGER IF EXISTS goals_change_immutable ON goals_change")
