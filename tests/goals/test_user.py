"""The person's row."""

import pytest

from goals.models import User
from tests.factories import GoalFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_saving_a_person_who_was_read_earlier_leaves_the_revision_alone() -> None:
    user = UserFactory.create()
    earlier = User.objects.get(pk=user.pk)
    GoalFactory.create(owner=user)
    earlier.name = "Ada"
    earlier.save()
    stored = User.objects.get(pk=user.pk)
    assert (stored.name, stored.revision) == ("Ada", earlier.revision + 1)
    assert GoalFactory.create(owner=user).pk is not None
