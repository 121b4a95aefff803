"""What an edited translation leaves behind: its segments in the memory, its names in the ledger."""

from __future__ import annotations

from datetime import UTC, datetime

from service.core.translation import Entry, Learnt, State, Translation
from service.translate import names
from service.translate.desk import Desk
from service.translate.workbench import neighbours


def learn(translation: Translation, desk: Desk, *, drafts: bool = False) -> Learnt:
    """Keep what a person approved, with its context; with `drafts` every target.

    A name that is put one way everywhere becomes a suggestion, which overrides rules and nothing that was approved.
    Raises InvalidMemory, InvalidLedger.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entries = [
        Entry(
            source=segment.source,
            target=segment.target,
            source_language=translation.source_language,
            target_language=translation.target_language,
            before=before,
            after=after,
            approved=now if segment.state is State.APPROVED else "",
            name=translation.name,
        )
        for segment, before, after in neighbours(translation.segments)
        if segment.target and (drafts or segment.state is State.APPROVED)
    ]
    pairs = [(entry.source, entry.target) for entry in entries]
    return Learnt(
        segments=desk.memory.add(entries),
        names=names.learn(desk.ledger, pairs, translation.source_language, translation.target_language),
    )
