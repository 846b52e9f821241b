"""The rows of `checkins`."""

from checkins.models.check_in import CheckIn
from checkins.models.insight import Insight

__all__ = ["CheckIn", "Insight"]
