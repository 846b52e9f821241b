"""Every page that tests of words look at: the addresses that the browser tests visit, each with whoever reads it."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from goals import sections, template_library
from goals.models import GoalTemplate, User
from tests.e2e import test_every_page as visited
from tests.e2e.visits import busy_person, connected_person, talk_of
from tests.factories import SummaryFactory, UserFactory


def pages_and_readers() -> Iterator[tuple[User | None, list[str]]]:
    """Paths, and who is signed in while reading them; None is nobody. The rows behind them are made on the way."""
    yield None, visited.BEFORE_SIGN_IN
    template_library.load(GoalTemplate)
    busy = busy_person()
    summary = SummaryFactory.create(owner=busy, day=busy.today() - dt.timedelta(days=7))
    yield busy, [*visited.LISTS, *visited.pages_of_goals(busy), "/summaries/", f"/summaries/{summary.pk}/"]
    connected = connected_person()
    of_sharing = visited.pages_of_sharing(connected)
    under_more = [reverse(section.name) for section in (*sections.GOALS, *sections.SETTINGS)]
    yield connected, [*visited.pages_of_feeds(connected), *visited.pages_of_money(connected), *of_sharing, *under_more]
    talk_of(talker := UserFactory())
    yield talker, ["/coach/", "/coach/conversations/"]
    yield UserFactory(), [*visited.SETTINGS, *visited.NOTHING_YET, "/templates/", "/templates/read-more-books/use/"]
