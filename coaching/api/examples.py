"""Bodies for the documentation."""

from goals.api.examples import GOAL

SUMMARY = {
    "id": "0197c1a0-cc65-7257-9fa3-805cae6b4d76",
    "period": "weekly",
    "starts_on": "2025-11-10",
    "ends_on": "2025-11-16",
    "as_of": "2025-11-17",
    "is_final": True,
    "text": "5 of 7 done. 4 of 7 the week before.",
    "totals": {
        "kept": 5,
        "judged": 7,
        "kept_before": 4,
        "judged_before": 7,
        "check_ins": 5,
        "check_ins_before": 4,
        "days": 5,
    },
    "moved": [
        {
            "goal": GOAL["id"],
            "title": GOAL["title"],
            "code": "kept",
            "message": "5 of 7 done, 4 of 7 before.",
            "numbers": {"kept": 5, "judged": 7, "kept_before": 4, "judged_before": 7},
        }
    ],
    "stood_still": [],
    "next_step": {
        "goal": GOAL["id"],
        "title": GOAL["title"],
        "code": "carry_on",
        "message": "Carry on: your run is 3.",
        "numbers": {"run": 3},
    },
    "created_at": "2025-11-17T00:15:02Z",
    "updated_at": "2025-11-17T00:15:02Z",
    "revision": 1,
}
