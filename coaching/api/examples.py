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

CONVERSATION = {
    "id": "0197c1a0-d1a0-7c6e-8f8b-2f3a4b5c6d7e",
    "title": None,
    "created_at": "2025-11-18T06:40:00Z",
    "updated_at": "2025-11-18T06:40:00Z",
    "revision": 1,
}
CAPTURE = {
    "id": "0197c1a0-d2b1-7d10-9a0b-0c1d2e3f4a5b",
    "tool": "record_check_in",
    "entity": "check_in",
    "entity_id": "0197c1a0-d2a9-7d10-9a0b-5b6c7d8e9fa0",
    "goal": GOAL["id"],
    "told": f"{GOAL['title']}: Done, today",
    "can_be_undone": True,
    "undone_at": None,
}
PROPOSAL = {
    "id": "0197c1a0-d3c2-7e21-8b1c-1d2e3f4a5b6c",
    "message": "0197c1a0-d2a0-7d10-9a0b-4a5b6c7d8e9f",
    "goal": GOAL["id"],
    "status": "waiting",
    "shown": [{"label": f"Change times per period of {GOAL['title']}", "before": "5", "after": "3"}],
    "steps": [{"tool": "update_goal", "arguments": {"goal_id": GOAL["id"], "times_per_period": 3}}],
    "expires_at": "2025-11-19T06:42:00Z",
    "decided_at": None,
    "created_at": "2025-11-18T06:42:00Z",
}
MESSAGE = {
    "id": "0197c1a0-d2a0-7d10-9a0b-4a5b6c7d8e9f",
    "number": 2,
    "role": "coach",
    "text": f"Recorded: {GOAL['title']}: Done, today.",
    "segments": [
        {
            "mode": "TRACK_PROGRESS",
            "type": "confirmation",
            "content": f"Recorded: {GOAL['title']}: Done, today.",
            "priority": 1,
            "standalone": False,
            "transition": "",
            "chart": "",
            "choices": [],
            "sources": [],
            "goal": None,
        }
    ],
    "saw": {"goals": 4, "days": 0},
    "captures": [CAPTURE],
    "proposals": [],
    "created_at": "2025-11-18T06:42:00Z",
}
TOOL = {
    "name": "rehearse_intention",
    "summary": "Note that an if-then plan was gone through in the mind.",
    "scope": "write",
    "risk": "low",
    "can_be_undone": False,
    "arguments": {"type": "object", "properties": {"intention_id": {"type": "string", "format": "uuid"}}},
}

_TIMES = {"created_at": "2025-11-01T09:00:00Z", "updated_at": "2025-11-20T06:30:02Z", "revision": 3}
REMINDER = {
    "id": "0197c1a0-cc65-7257-9fa3-805cae6b4d81",
    "intention": "0197c1a0-7a10-7d02-8a5e-3b0d5a1c9e2b",
    "goal": GOAL["id"],
    "goal_title": GOAL["title"],
    "trigger_condition": "If it is 7:30 and I have had coffee",
    "action": "then I put on my shoes",
    "day": "2025-11-20",
    "due_at": "2025-11-20T06:30:00Z",
    "on_today": True,
    "answer": "open",
    "answered_at": None,
    "deliveries": [
        {"channel": "mail", "integration": None, "state": "sent", "sent_at": "2025-11-20T06:30:02Z", "reason": ""}
    ],
}
REMINDER_SETTINGS = {"on_today": True, "by_mail": False}
WEBHOOK = {
    "id": "0197c1a0-cc65-7257-9fa3-805cae6b4d82",
    "kind": "webhook",
    "name": "Home automation",
    "address": "https://hooks.example.org/steady",
    "shows": "all",
    "sends_reminders": True,
    "outcome": "delivered",
    "status": 204,
    "tried_at": "2025-11-20T06:30:02Z",
    "secret_made_at": "2025-11-01T09:00:00Z",
    **_TIMES,
}
