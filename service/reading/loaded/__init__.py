"""Loaded wording of a text: its place, its category and the neutral wording for it."""

from service.reading.loaded.find import find, held, loaded, takes_sides

__all__ = ["find", "held", "loaded", "takes_sides"]
