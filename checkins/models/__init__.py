"""The rows of `checkins`."""

from checkins.models.check_in import CheckIn

__all__ = ["CheckIn"]
