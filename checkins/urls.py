"""Addresses of the pages of what was done."""

import datetime as dt

from django.urls import path, register_converter

from checkins.views import check_ins, exports, history, imports, insights, recovery, reports, today
from goals.validators import EARLIEST_YEAR, LATEST_YEAR


class DayConverter:
    """An ISO date; a day that the calendar lacks, or on which nothing can be recorded, is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> dt.date:
        day = dt.date.fromisoformat(value)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise ValueError("beyond any life")
        return day

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/keys/", today.today_keys, name="today-keys"),
    path("today/<day:day>/", today.day, name="today-day"),
    path("import/", imports.file_import, name="import"),
    path("settings/export/", exports.export, name="settings-export"),
    path("goals/<uuid:pk>/checkins/", today.goal_check_in, name="goal-check-in"),
    path("goals/<uuid:pk>/recovery/", recovery.goal_recovery, name="goal-recovery"),
    path("goals/<uuid:pk>/log/", check_ins.log, name="goal-log"),
    path("goals/<uuid:pk>/report/", reports.goal_report, name="goal-report"),
    path("goals/<uuid:pk>/history/", check_ins.goal_history, name="goal-history"),
    path("history/", history.history, name="history"),
    path("insights/", insights.insight_list, name="insight-list"),
    path("insights/<uuid:pk>/change/", insights.insight_change, name="insight-change"),
    path("insights/<uuid:pk>/dismiss/", insights.insight_dismiss, name="insight-dismiss"),
    path("checkins/<uuid:pk>/undo/", today.check_in_undo, name="check-in-undo"),
    path("checkins/<uuid:pk>/edit/", check_ins.check_in_edit, name="check-in-edit"),
    path("checkins/<uuid:pk>/withdraw/", check_ins.check_in_withdraw, name="check-in-withdraw"),
]
