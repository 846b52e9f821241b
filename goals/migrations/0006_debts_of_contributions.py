"""Contributions to a goal that pays off a debt have lowered that debt: they say so, and their journals tell it."""

from django.db import migrations
from django.utils import timezone


def name_debts(apps, schema_editor):
    """While a goal had contributions, its debt could not change: they have paid the one it has now."""
    contributions = apps.get_model("goals", "Contribution").objects.filter(
        goal__finance_mode="pay_off", goal__debt__isnull=False, debt__isnull=True
    )
    for owner_id in contributions.order_by().values_list("owner_id", flat=True).distinct():
        _name(apps, owner_id, list(contributions.filter(owner_id=owner_id).select_related("goal").order_by("pk")))


def _name(apps, owner_id, rows):
    """One write of the system, numbered like any other: first the lock, then rows and lines."""
    Change = apps.get_model("goals", "Change")
    owner = apps.get_model("goals", "User").objects.select_for_update().get(pk=owner_id)
    now, lines = timezone.now(), []
    for seq, row in enumerate(rows, start=owner.revision + 1):
        row.debt_id, row.revision, row.updated_at = row.goal.debt_id, row.revision + 1, now
        told = {"entity": "contribution", "entity_id": row.pk, "version": row.revision, "action": "updated"}
        diff = {"debt": [None, str(row.debt_id)]}
        lines.append(Change(owner_id=owner_id, seq=seq, fields=diff, source="system", at=now, **told))
    type(rows[0]).objects.bulk_update(rows, ["debt", "revision", "updated_at"], batch_size=500)
    Change.objects.bulk_create(lines, batch_size=500)
    owner.revision += len(rows)
    owner.save(update_fields=["revision"])


class Migration(migrations.Migration):
    dependencies = [("goals", "0005_contribution_names_its_debt")]
    operations = [migrations.RunPython(name_debts, migrations.RunPython.noop)]
