"""Viewsets of the coach's, one module a subject."""
