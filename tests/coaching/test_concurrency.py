"""Many who ask for the same summary at once."""

from functools import partial

import pytest

from coaching.actions import summarize
from coaching.models import UserSummary
from tests.crowd import together
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole

pytestmark = pytest.mark.django_db(transaction=True)


def test_summary_that_is_asked_for_by_many_at_once_is_made_once() -> None:
    owner = UserFactory.create()
    GoalFactory(owner=owner)
    made = together([partial(summarize, by=acting(owner), owner=owner, period="weekly")] * 12, workers=6)
    assert {summary.pk for summary in made} == {UserSummary.objects.get().pk}
    assert_journal_is_whole(owner)
