"""Bodies for the documentation."""

from goals.api.examples import GOAL

CHECK_IN = {
    "id": "0197c1a0-aa43-7035-9d81-6e3a8d4f2b54",
    "goal": GOAL["id"],
    "goal_id": GOAL["id"],
    "milestone": None,
    "milestone_id": None,
    "check_in_date": "2025-11-18",
    "logged_at": "2025-11-18T06:42:10Z",
    "habit_completion_status": "completed",
    "value_recorded": 5.2,
    "content": "Felt easy",
    "link": None,
    "mood": 4,
    "source": "manual",
    "context": {},
    "kind": "completion",
    "metadata": {},
    "created_at": "2025-11-18T06:42:10Z",
    "updated_at": "2025-11-18T06:42:10Z",
    "revision": 1,
}
NEW_CHECK_IN = {"goal": GOAL["id"], "habit_completion_status": "completed", "content": "Felt easy"}
BATCH = {
    "check_ins": [
        {"goal": GOAL["id"], "check_in_date": "2025-11-18", "habit_completion_status": "completed"},
        {"goal": GOAL["id"], "check_in_date": "2999-01-01", "value_recorded": 5.2},
    ]
}
BATCH_REPORT = {
    "created": 1,
    "repeated": 0,
    "refused": 1,
    "results": [
        {"result": "created", "check_in": CHECK_IN, "error": None},
        {
            "result": "refused",
            "check_in": None,
            "error": {
                "error": "check_in_date: This day has not come yet.",
                "code": "VALIDATION_ERROR",
                "fields": {"check_in_date": ["This day has not come yet."]},
            },
        },
    ],
}
DAY = {"date": "2025-11-18", "status": "completed", "value": 5.2, "check_ins": [CHECK_IN]}
PROGRESS = {
    "goal": GOAL["id"],
    "pattern": "recurring",
    "period": "month",
    "first": "2025-10-20",
    "last": "2025-11-18",
    "percent": 66,
    "completed": 6,
    "skipped": 1,
    "missed": 0,
    "completion_rate": 1.0,
    "adherence": 0.666667,
    "units": {"success": 2, "miss": 1, "neutral": 0, "pending": 1},
    "series": [
        {
            "first": "2025-11-18",
            "last": "2025-11-18",
            "status": "completed",
            "value": 5.2,
            "success": 0,
            "miss": 0,
            "neutral": 0,
            "pending": 1,
        }
    ],
    "streak": {"current": 1, "longest": 1, "began": "2025-11-10"},
    "strength": 0.31,
    "value": None,
    "total": 5.2,
    "target_value": None,
    "baseline_value": None,
    "unit": None,
    "components": [{"source": "check_ins", "percent": 66, "weight": 1}],
    "focus_minutes": 0,
    "milestones_done": 0,
    "milestones_total": 0,
    "pace": {"word": "on_track", "days_ahead": None, "expected_value": None},
    "reserve": {"per_month": 1, "used": 1, "left": 0, "month": "2025-11-01"},
    "road": None,
    "limit": None,
    "trend": {"direction": "stable", "slope_per_day": 0.01, "points": 28},
    "usual_rate": None,
    "forecast": None,
    "forecast_refused": {"reason": "no_target", "missing": None},
    "comparison": None,
    "comparison_refused": {"reason": "overlap", "missing": 12},
    "milestones": [],
    "insights": [],
    "recommendations": [],
}
INSIGHT = {
    "id": "0197c1a0-bb54-7146-8e92-7f4b9e5a3c65",
    "goal": GOAL["id"],
    "other_goal": None,
    "kind": "pattern",
    "code": "weekday_less",
    "message": "Run: done on 3 of 17 Fridays, on 80 of 102 other days.",
    "confidence": 0.998,
    "sample_size": 119,
    "numbers": {"weekday": 4, "kept": 3, "of": 17, "other_kept": 80, "other_of": 102},
    "dismissed_at": None,
    "created_at": "2025-11-18T06:42:10Z",
    "updated_at": "2025-11-18T06:42:10Z",
    "revision": 1,
}
DASHBOARD = {
    "date": "2025-11-18",
    "summary": {"due": 1, "done": 1, "open": 0},
    "goals": [
        {
            "goal": GOAL,
            "today": {
                "due": True,
                "state": "pending",
                "done": 2,
                "need": 3,
                "status": "completed",
                "value": 5.2,
            },
            "weeks": [
                {"first": "2025-11-17", "last": "2025-11-23", "success": 0, "miss": 0, "neutral": 0, "pending": 1}
            ],
        }
    ],
}
IMPORT = {"file": "Loop Habits CSV 2025-11-18.zip", "dry_run": True}
IMPORT_REPORT = {
    "source": "loop",
    "dry_run": True,
    "goals_added": 1,
    "check_ins_added": 214,
    "settings_taken": False,
    "parts": [],
    "habits": [
        {
            "name": "Meditate",
            "goal_id": None,
            "is_new": True,
            "is_archived": False,
            "added": 214,
            "already_there": 0,
            "automatic": 31,
            "closed": 0,
        }
    ],
    "not_in_export": [],
    "problems": [],
}
# Every row has more columns, and there are more tables.
EXPORT = {
    "format": "steady-export",
    "version": 1,
    "exported_at": "2025-11-18T06:45:00Z",
    "person": {"name": "Ada", "timezone": "Europe/Berlin", "day_starts_at": 4, "week_starts_on": 0},
    "goals": [{"id": GOAL["id"], "title": "Run", "pattern": "recurring", "period": "week", "times_per_period": 3}],
    "check_ins": [
        {
            "id": CHECK_IN["id"],
            "goal": GOAL["id"],
            "check_in_date": "2025-11-18",
            "habit_completion_status": "completed",
            "value_recorded": "5.2",
        }
    ],
}
