"""The rows of `checkins`."""

from checkins.models.check_in import CheckIn
from checkins.models.insight import Insight
from checkins.models.strip import Strip

__all__ = ["CheckIn", "Insight", "Strip"]
