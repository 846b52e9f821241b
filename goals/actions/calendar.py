"""The private address of a person's calendar feed."""

from goals.journal import Actor, Journal, writing
from goals.links import new_secret
from goals.models import CalendarFeed, User


def create_calendar_feed(*, by: Actor, user: User) -> tuple[CalendarFeed, str]:
    """Open the feed at a new address; the old one ends. The secret cannot be had again."""
    with writing(user.pk, by=by) as journal:
        _close(journal)
        secret, digest = new_secret()
        feed = CalendarFeed(digest=digest)
        journal.create(feed)
    return feed, secret


def revoke_calendar_feed(*, by: Actor, user: User) -> None:
    """Close the feed: the next fetch finds nothing. Repeating it changes nothing."""
    with writing(user.pk, by=by) as journal:
        _close(journal)


def _close(journal: Journal) -> None:
    for feed in CalendarFeed.objects.filter(owner_id=journal.owner_id):
        journal.delete(feed, "revoked")
