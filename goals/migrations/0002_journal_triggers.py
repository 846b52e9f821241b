"""The journal becomes immutable."""

from django.db import migrations

from goals import journal_triggers


def install(apps, schema_editor):
    journal_triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    journal_triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
