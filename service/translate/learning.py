"""What an edited translation leaves behind: its segments in the memory, its names in the ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from service.core.translation import Learnt, Translation
from service.translate import names
from service.translate.desk import Desk
from service.translate.entries import entries


def learn(translation: Translation, desk: Desk, *, drafts: bool = False) -> Learnt:
    """Keep what a person approved, with its context; with `drafts` every target.

    A name that is put one way everywhere becomes a suggestion, which overrides rules and nothing that was approved.
    Raises InvalidMemory, InvalidLedger.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = [entry for entry in entries(translation, now=now) if drafts or entry.approved]
    pairs = [(entry.source, entry.target) for entry in kept]
    suggested = names.learn(desk.ledger, pairs, translation.source_language, translation.target_language)
    return Learnt(segments=desk.memory.add(kept), names=len(suggested))
