"""The journal loses the index of its owners, which is the beginning of `change_seq`.

Named, not altered: SQLite would make the table again, and drop the triggers that guard it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goals', '0011_money_from_nothing'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    'DROP INDEX IF EXISTS goals_change_owner_id_2e0b173b',
                    'CREATE INDEX goals_change_owner_id_2e0b173b ON goals_change (owner_id)',
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='change',
                    name='owner',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='changes', to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
