"""Every way between the statuses of a goal; what is not here is refused."""

# (status, transition): where it leads
LEADS_TO = {
    ("active", "complete"): "completed",
    ("active", "abandon"): "abandoned",
    ("active", "pause"): "paused",
    ("active", "archive"): "archived",
    ("paused", "complete"): "completed",
    ("paused", "abandon"): "abandoned",
    ("paused", "resume"): "active",
    ("paused", "archive"): "archived",
    ("completed", "reactivate"): "active",
    ("completed", "archive"): "archived",
    ("abandoned", "reactivate"): "active",
    ("abandoned", "archive"): "archived",
    ("archived", "archive"): "archived",
    ("archived", "restore"): "active",
}
# status: what may be asked for instead of it
MAY_BECOME = {
    "active": {"paused", "completed", "abandoned", "archived"},
    "paused": {"active", "completed", "abandoned", "archived"},
    "completed": {"active", "archived"},
    "abandoned": {"active", "archived"},
    "archived": set[str](),
}
