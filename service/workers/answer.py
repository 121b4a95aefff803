"""What goes to an engine process and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.core.request import CheckRequest, SummaryRequest, TranslationCheck, TranslationFile, TranslationRequest

Request = SummaryRequest | CheckRequest | TranslationRequest | TranslationFile | TranslationCheck
CHARACTERS_PER_TOKEN = 4  # of English, roughly; what waits is counted before anything reads it


@dataclass(frozen=True)
class Asked:
    """Who asks and how: `urgent` when somebody waits for the answer, `fresh` when no stored one will do."""

    caller: str = ""
    urgent: bool = True
    fresh: bool = False


@dataclass(frozen=True)
class Answer:
    """A Summary, Summaries, Checks, Translation or Issues as JSON, and what an operator counts.

    `memory` of the engine process in bytes, and its `growth` since its models were loaded.
    """

    body: str
    cached: bool = False
    tokens_read: int = 0
    tokens_written: int = 0
    shown: int = 0
    withheld: Mapping[str, int] = field(default_factory=dict)
    memory: int = 0
    growth: int = 0


def tokens(request: Request) -> int:
    """How much work a request is, in tokens, before it was read."""
    match request:
        case TranslationCheck():
            size = len(request.source) + len(request.target)
        case _:
            size = request.size
    return 1 + size // CHARACTERS_PER_TOKEN
