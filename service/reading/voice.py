"""Who speaks in one sentence."""

from __future__ import annotations

from dataclasses import dataclass

from service.core.document import Span
from service.reading.reporting import Report


@dataclass(frozen=True)
class Sharer:
    """One person of a joint subject, whom the words at `place` name; `antecedent` where they do not in full."""

    name: str
    place: Span
    antecedent: Span | None


@dataclass(frozen=True)
class Voice:
    """One sentence's speaker; of a joint one `name` has all of them, and `sharers` each person.

    `subject` is the span in the document that names the speaker here, `name` the speaker as the article names
    them, `antecedent` where it does so when `subject` does not; `carried` when the cue is in another sentence.
    A sentence without a speaker may have a `person` whom its `subject` calls by a title; `meant` is whom the `he` or
    `she` that opens it stands for, where that is sure and was asked for.
    """

    report: Report | None = None
    name: str | None = None
    cue: Span | None = None
    subject: Span | None = None
    antecedent: Span | None = None
    carried: bool = False
    quoted: bool = False
    person: str | None = None
    meant: str | None = None
    sharers: tuple[Sharer, ...] = ()

    def goes_on(self, *, quoted: bool = False) -> Voice:
        """That of a further sentence of the same speaker, who is not named there."""
        named = self.antecedent or self.subject
        return Voice(None, self.name, self.cue, None, named, carried=True, quoted=quoted, sharers=self.sharers)
