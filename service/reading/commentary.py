"""Whether an article says of itself that it is somebody's opinion: a commentary, an editorial. English."""

from __future__ import annotations

import re

from service.core.document import Document

LABEL = re.compile(
    r"(?:[A-Z]\w+ )?(?:Commentary|Comment|Opinion|Op-[Ee]d|Editorial|Viewpoint|Column)"
    r"(?:\s*[:|–—]|\s+-\s|\s+[Bb]y\b|$)"
)
# Who wrote it, told at its end.
AUTHOR = re.compile(
    r"(?:The (?:author|writer|columnist) (?:is|was|works|heads|teaches)\b|(?:The )?[Vv]iews expressed\b|"
    r"[Tt]he opinions expressed\b)"
)
LAST = 3  # sentences at the end in which the author is told of


def commentary(document: Document) -> bool:
    """Whether a heading or the end says so."""
    headings = (document.slice(heading) for section in document.sections for heading in section.headings)
    last = (document.slice(sentence) for sentence in document.sentences[-LAST:])
    return any(LABEL.match(heading) for heading in headings) or any(AUTHOR.match(sentence) for sentence in last)
