"""Pages of goals and of the person: load, check, one action, translate."""
