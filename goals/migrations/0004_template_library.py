"""Every installation starts with the library's templates."""

from django.db import migrations

from goals import template_library


def load(apps, schema_editor):
    template_library.load(apps.get_model("goals", "GoalTemplate"))


class Migration(migrations.Migration):
    dependencies = [("goals", "0003_goals_in_full")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop, elidable=False)]
