"""What a file of ours carries beside the texts, and what becomes of a segment when the file comes back.

Fields are written as JSON, so that whoever opens the file can read them. A file without them, as other tools make it,
gives a translation as well: its document is then the sources, one after another.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from service.core.errors import InvalidExchange
from service.core.translation import Origin, Segment, State, Translation
from service.translate.exchange.xml import as_json, language

UNDETERMINED = "und"
BETWEEN = "\n"  # the sources of a file that is not ours


class Row(NamedTuple):
    """A segment of a file that is not ours. `why_open` is set where only a part of it is translated."""

    source: str
    target: str | None
    state: State
    why_open: str | None = None


def settled(translation: Translation, *, needed: bool = False) -> Translation:
    """With a state that fits: a segment is open where, and only where, it has no target, or one without a character.

    Raises InvalidExchange where two segments have one number, a language is no code, or no segment is there and one is
    needed.
    """
    if needed and not translation.segments:
        raise InvalidExchange("The translation has no segments, and only JSON can say so: write that instead.")
    seen: set[int] = set()
    for segment in translation.segments:
        if segment.number in seen:
            raise InvalidExchange(f"Two segments have the number {segment.number}; number them anew.")
        seen.add(segment.number)
    return translation.model_copy(
        update={
            "source_language": language(translation.source_language),
            "target_language": language(translation.target_language),
            "segments": tuple(_settled(segment) for segment in translation.segments),
        }
    )


def _settled(segment: Segment) -> Segment:
    if not segment.target:
        return segment.model_copy(update={"target": None, "state": State.OPEN})
    return segment.model_copy(update={"state": State.DRAFTED}) if segment.state is State.OPEN else segment


def fields(model: Translation | Segment, *left_out: str) -> dict[str, str]:
    """The fields that are not as they are by default, each as JSON."""
    values = model.model_dump(mode="json", exclude=set(left_out), exclude_defaults=True)
    return {field: as_json(value) for field, value in values.items()}


def translation_of(about: Mapping[str, str], segments: Iterable[Segment], **languages: str) -> Translation:
    """Raises InvalidExchange where `about`, fields as JSON, is not as it was written."""
    try:
        known = {field: json.loads(value) for field, value in about.items()} | languages
        return settled(Translation.model_validate(known | {"segments": tuple(segments)}))
    except (ValueError, RecursionError) as error:  # a ValidationError is a ValueError
        raise InvalidExchange("What the file says of its document was changed, and cannot be read.") from error


def segment_of(record: Mapping[str, str], where: str, **texts: str | None) -> Segment:
    """Raises InvalidExchange where the record, fields as JSON, is not as it was written; `where` names the line."""
    try:
        return Segment.model_validate({field: json.loads(value) for field, value in record.items()} | texts)
    except (ValueError, RecursionError) as error:
        raise InvalidExchange(f"{where} has notes of Plumbline that were changed, and cannot be read.") from error


def returned(was: Segment, target: str | None, state: State) -> Segment:
    """The segment with what came back for it.

    Where the target is the same, so is all that is known of it. What a person approved is a person's; where another
    target comes from is not known otherwise, and what was found in the one before is gone.
    """
    if target is None:
        gone = {"target": None, "state": State.OPEN, "origin": None, "issues": ()}
        return was if was.state is State.OPEN else was.model_copy(update=gone)
    approved = state is State.APPROVED
    if target == was.target:
        if state is was.state:
            return was
        return was.model_copy(update={"state": state, "origin": Origin.PERSON if approved else was.origin})
    origin = Origin.PERSON if approved else None
    changed = {"target": target, "state": state, "origin": origin, "why_open": None, "issues": ()}
    return was.model_copy(update=changed)


def gathered(rows: Iterable[Row], source: str, target: str, name: str = "") -> Translation:
    """The translation in a file that is not ours.

    Offsets run over the sources with a newline between two of them; `line` is the line of that text, and
    `document_sha256` its hash. What is approved is a person's. Raises InvalidExchange where there are no rows.
    """
    rows = list(rows)
    if not rows:
        raise InvalidExchange("The file has no text to translate.")
    segments: list[Segment] = []
    first: dict[str, int] = {}
    offset, line = 0, 1
    for number, row in enumerate(rows, 1):
        before = first.setdefault(" ".join(row.source.split()), number)
        segments.append(
            Segment(
                number=number,
                start=offset,
                end=offset + len(row.source),
                line=line,
                source=row.source,
                target=row.target,
                state=row.state,
                origin=Origin.PERSON if row.target and row.state is State.APPROVED else None,
                why_open=row.why_open,
                repeats=before if before != number else None,
            )
        )
        offset += len(row.source) + len(BETWEEN)
        line += row.source.count("\n") + 1
    text = BETWEEN.join(segment.source for segment in segments)
    return Translation(
        source_language=source,
        target_language=target,
        title="",
        name=name,
        document_sha256=hashlib.sha256(text.encode()).hexdigest(),
        segments=tuple(segments),
    )
