"""Somebody's two years, to look around in: people, their goals as data, what they did as it is drawn, loading."""

from checkins.demo.loading import is_loaded, load, strangers, unload
from checkins.demo.people import PEOPLE, Person

__all__ = ["PEOPLE", "Person", "is_loaded", "load", "strangers", "unload"]
