"""Take back what the coach recorded."""

from django.utils.translation import gettext as _

from coaching.models import Capture
from coaching.tools import TOOLS
from config.refusals import Refusal
from goals.journal import Actor, writing


class CannotTakeBack(Refusal):
    code = "CANNOT_UNDO"
    status = 409


def undo_capture(*, by: Actor, capture: Capture) -> Capture:
    """Go back to what was before; undoing again changes nothing.

    Raises CannotTakeBack where there is no way back, NotFound when its row is gone, and what the action refuses.
    """
    with writing(capture.owner_id, by=by) as journal:
        capture = journal.fresh(capture)
        if capture.undone_at is not None:
            return capture
        if not capture.undo:
            raise CannotTakeBack(_("This cannot be taken back here. Use the goal’s own page."))
        TOOLS[capture.tool].take_back(by=by, owner=journal.owner, undo=capture.undo)
        journal.update(capture, "undone", undone_at=journal.now)
    return capture
