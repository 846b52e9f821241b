"""Roll-ups hold what milestones plan: those of goals with milestones are made again when they are next read."""

from typing import Any

from django.db import migrations


def make_again(apps: Any, schema_editor: Any) -> None:
    apps.get_model("goals", "Goal").objects.filter(milestones__isnull=False).update(rollup={})


class Migration(migrations.Migration):
    dependencies = [("checkins", "0004_strips")]

    operations = [migrations.RunPython(make_again, migrations.RunPython.noop)]
