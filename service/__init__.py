"""Plumbline: a neutral abstract and key claims of an article, verified against its source."""

__version__ = "0.1.0"
