"""The rows of `coaching`."""

from coaching.models.summary import SummaryPeriod, UserSummary

__all__ = ["SummaryPeriod", "UserSummary"]
