"""The REST resources of the coach."""
