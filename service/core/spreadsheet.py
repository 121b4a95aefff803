"""Cells of CSV that a spreadsheet opens and takes for no formula (OWASP, "CSV Injection")."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
MARK = "'"


def guarded(text: str) -> str:
    """With an apostrophe before what begins as a formula does, so that `unguarded` gives the text back."""
    return f"{MARK}{text}" if text.lstrip(MARK).startswith(FORMULA) else text


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if cell.startswith(MARK) and cell.lstrip(MARK).startswith(FORMULA) else cell
