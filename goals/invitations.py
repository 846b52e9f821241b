"""The mail that asks somebody to follow a goal."""

from smtplib import SMTPException

import structlog
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from goals.links import invitation_link
from goals.models import GoalShare

logger = structlog.get_logger(__name__)


def send_invitation(share: GoalShare, secret: str) -> None:
    """Send the mail when the transaction is committed. One that cannot be sent is logged, without address and link."""
    owner = share.goal.owner
    words = {"from": owner.get_full_name()}
    subject = _("%(from)s invites you to follow a goal") % words
    context = {"owner": owner, "goal": share.goal, "share": share, "link": invitation_link(secret)}
    body = render_to_string("goals/invitation_mail.txt", context)

    # A function, whose name a log may show: the arguments of a partial would stand there too.
    def send() -> None:
        try:
            send_mail(subject, body, None, [share.email or ""])
        except (OSError, SMTPException, ValueError) as error:
            logger.error("invitation_not_sent", share=str(share.pk), reason=type(error).__name__)

    transaction.on_commit(send)
