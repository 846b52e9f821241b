"""Pages of what was done: load, check, one action, translate."""
