"""Check-ins lose two indexes that are the beginnings of others, and that of milestones holds those that have one.

Named, not altered: SQLite would make the table again.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('checkins', '0005_planned_values'),
        ('goals', '0010_reminding'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    'DROP INDEX IF EXISTS checkins_checkin_goal_id_92461dce',
                    'CREATE INDEX checkins_checkin_goal_id_92461dce ON checkins_checkin (goal_id)',
                ),
                migrations.RunSQL(
                    'DROP INDEX IF EXISTS checkins_checkin_owner_id_31e0fbc5',
                    'CREATE INDEX checkins_checkin_owner_id_31e0fbc5 ON checkins_checkin (owner_id)',
                ),
                migrations.RunSQL(
                    'DROP INDEX IF EXISTS checkins_checkin_milestone_id_ae290101',
                    'CREATE INDEX checkins_checkin_milestone_id_ae290101 ON checkins_checkin (milestone_id)',
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name='checkin',
                    name='goal',
                    field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='check_ins', to='goals.goal'),
                ),
                migrations.AlterField(
                    model_name='checkin',
                    name='milestone',
                    field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='check_ins', to='goals.milestone'),
                ),
                migrations.AlterField(
                    model_name='checkin',
                    name='owner',
                    field=models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(condition=models.Q(('milestone__isnull', False)), fields=['milestone'], name='check_in_of_milestone'),
        ),
    ]
