"""Whether the facts of a statement stand in its evidence. Facts are compared one by one, never averaged away."""

from __future__ import annotations

from service.reading.facts import dates, names, numbers


def missing_facts(text: str, evidence: str) -> str:
    """The numbers, dates and names of `text` that `evidence` does not hold, in words; "" when none is missing."""
    everywhere = {word.casefold() for word in names("x " + evidence.replace(". ", ". x "))}
    checks = (
        ("number", numbers(text) - numbers(evidence)),
        ("date", dates(text) - dates(evidence)),
        (
            "name",
            {name for name in names(text) if name.casefold() not in everywhere and name not in evidence},
        ),
    )
    return "; ".join(f"{kind} {', '.join(sorted(lost))}" for kind, lost in checks if lost)
