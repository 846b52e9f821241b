"""The mail of a reminder, and the link in it that stops such mails."""

import hashlib
import uuid
from email.utils import parseaddr
from smtplib import SMTPException, SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from coaching.models import Delivery, Reason, Reminder
from goals.models import User

_SALT = "coaching.reminders.stop"
_PERMANENT = 500


class NotSent(Exception):
    """`again`: the server did not take it, and may later."""

    def __init__(self, reason: Reason, *, again: bool) -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.again = again


def send_mail(delivery: Delivery) -> None:
    """Raises NotSent; with `unsure` when the connection broke where the server may have taken it."""
    message = message_of(delivery)
    try:
        connection = get_connection(fail_silently=False)
        connection.open()
    except SMTPResponseException as error:
        raise NotSent(Reason.REFUSED, again=error.smtp_code < _PERMANENT) from None
    except (OSError, SMTPException):
        raise NotSent(Reason.UNREACHABLE, again=True) from None
    try:
        message.connection = connection
        message.send()
    except SMTPResponseException as error:
        raise NotSent(Reason.REFUSED, again=error.smtp_code < _PERMANENT) from None
    except ValueError:
        raise NotSent(Reason.REFUSED, again=False) from None
    except (OSError, SMTPException):
        raise NotSent(Reason.UNSURE, again=False) from None
    finally:
        connection.close()


def message_of(delivery: Delivery) -> EmailMessage:
    """Plain text, in the person's language; stopping takes one click.

    Its id is the delivery's, so that a server that gets it twice can tell.
    """
    with translation.override(delivery.owner.language or settings.LANGUAGE_CODE):
        return _message(delivery, delivery.owner)


def _message(delivery: Delivery, owner: User) -> EmailMessage:
    reminder = delivery.reminder
    stop = stop_link(owner)
    context = {"plan": reminder.intention, "goal": reminder.intention.goal, "today": _today(reminder), "stop": stop}
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or urlsplit(settings.SITE_URL).hostname
    return EmailMessage(
        subject=_("Reminder: %(title)s") % {"title": reminder.intention.goal.title},
        body=render_to_string("coaching/reminder_mail.txt", context),
        to=[owner.email],
        headers={
            "Message-ID": f"<{delivery.pk}@{host}>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def _today(reminder: Reminder) -> str:
    return f"{settings.SITE_URL}{reverse('today-day', args=[reminder.day])}#g-{reminder.intention.goal_id}"


def stop_link(owner: User) -> str:
    """A link that needs no sign-in, does one thing, and holds as long as the address is the person's."""
    token = signing.dumps([str(owner.pk), _mark(owner.email)], salt=_SALT)
    return f"{settings.SITE_URL}{reverse('reminders-stop', args=[token])}"


def owner_of(token: str) -> User | None:
    """Whose mails the link stops; None for what we did not sign, and after the address was changed."""
    try:
        pk, mark = signing.loads(token, salt=_SALT)
        owner = User.objects.filter(pk=uuid.UUID(pk), is_active=True).first()
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return owner if owner is not None and _mark(owner.email) == mark else None


def _mark(address: str) -> str:
    """Tells an address from others, without telling it: links lie in logs."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]
