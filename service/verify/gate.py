"""A draft in, what may be shown and what is withheld out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from service.core.document import Document
from service.core.draft import Drafted, DraftedClaim
from service.core.events import Notify, Progress, Stage, unheard
from service.core.receipt import Policy
from service.core.summary import Claim, Reason, Statement, Withheld
from service.models.base import Entails
from service.reading.relative_dates import resolve
from service.reading.words import word_count
from service.verify.check import Checker, Encode
from service.verify.extracted import Extracted
from service.verify.neutrality import loaded_words
from service.verify.objection import Objection
from service.verify.whole import lost_reference, opening_pronoun
from service.verify.written import Written

# The least probability of being supported: below it a statement is flagged, or withheld by the policy.
LOW_SUPPORT = 0.5
LEAST_SUPPORT = {Policy.STRICT: 0.8, Policy.BALANCED: 0.4, Policy.OFF: 0.0}
DOUBTS = frozenset({"speaker_from_context", "needs_context", "loaded_wording"})

Shown = TypeVar("Shown", bound=Statement)


@dataclass
class Judged(Generic[Shown]):
    """What may be shown and what may not, each in the order of the draft."""

    shown: list[Shown] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)


class Gate:
    """Judges what was drafted of one document, whatever drafted it.

    `encode` gives statements in other words than the source's the encoder's signal, `entails` a second opinion. A
    statement costs what its own words cost; the source is indexed once, and only when there is a free statement.
    `notify` hears how many were judged, and each statement of an abstract that may be shown.
    """

    def __init__(
        self,
        document: Document,
        *,
        policy: Policy = Policy.BALANCED,
        encode: Encode | None = None,
        entails: Entails | None = None,
        notify: Notify = unheard,
    ) -> None:
        self._document = document
        self._extracted = Extracted(document)
        self._policy = policy
        self._encode = encode
        self._entails = entails
        self._notify = notify

    @cached_property
    def _written(self) -> Written:
        return Written(self._document, Checker(self._document, self._encode, self._entails))

    def claims(self, drafted: Sequence[DraftedClaim]) -> Judged[Claim]:
        """The claims that may be shown, each with who says it."""
        judged = Judged[Claim]()
        progress = Progress(self._notify, Stage.VERIFYING, len(drafted))
        for item in drafted:
            claim, objection = (self._written if item.free else self._extracted).claim(item)
            if item.again and not objection:
                claim = self._written.told_again(claim, item.again)
            loaded = loaded_words(claim.text, self._document.language)
            self._settle(judged, _flagged(claim, "loaded_wording") if loaded else claim, objection)
            progress.one_done()
        return judged

    def abstract(self, drafted: Sequence[Drafted], max_words: int, most: int | None = None) -> Judged[Statement]:
        """At most `most` statements, read one after the other: never longer than asked or than the source."""
        judged = Judged[Statement]()
        progress = Progress(self._notify, Stage.VERIFYING, len(drafted))
        left = min(max_words, word_count(self._document.text))
        gap = False  # the statement just before was withheld
        for item in drafted:
            if len(judged.shown) == most:
                break
            before = "" if gap or not judged.shown else judged.shown[-1].text
            statement, objection = (
                self._written.statement(item, before) if item.free else self._extracted.statement(item)
            )
            objection = objection or self._wording(statement.text) or _reference(statement, before, gap=gap)
            length = word_count(statement.text)
            if length > left:
                objection = objection or Objection(Reason.OVER_LENGTH, f"it has {length} words, and {left} are left")
                judged.withheld.append(_withheld(statement, objection))
                gap = True
            else:
                gap = not self._settle(judged, statement, objection)
                left -= 0 if gap else length
                if not gap:
                    self._notify(judged.shown[-1])
            progress.one_done()
        return judged

    def _wording(self, text: str) -> Objection | None:
        """An abstract never adopts the article's voice."""
        words = loaded_words(text, self._document.language)
        return Objection(Reason.LOADED_WORDING, ", ".join(words)) if words else None

    def _settle(self, judged: Judged[Shown], statement: Shown, objection: Objection | None) -> bool:
        """Put the statement where the policy wants it; whether it is shown."""
        if statement.support < LOW_SUPPORT:
            statement = _flagged(statement, "low_support")
        objection = objection or self._doubt(statement)
        if objection and self._policy is not Policy.OFF:
            judged.withheld.append(_withheld(statement, objection))
            return False
        shown = _flagged(statement, objection.reason.value) if objection else statement
        dates = resolve(shown.text, self._document.published, self._document.language)
        judged.shown.append(shown.model_copy(update={"dates": dates}))
        return True

    def _doubt(self, statement: Statement) -> Objection | None:
        doubts = [flag for flag in statement.flags if flag in DOUBTS and self._policy is Policy.STRICT]
        if statement.support < (least := LEAST_SUPPORT[self._policy]):
            doubts.append(f"support {statement.support:.2f}, and {least} is asked for")
        return Objection(Reason.DOUBTFUL, ", ".join(doubts)) if doubts else None


def _reference(statement: Statement, before: str, *, gap: bool) -> Objection | None:
    """A pronoun that stands for nobody whom the reader was told of, unless a flag says so already."""
    if "needs_context" in statement.flags:
        return None
    if gap and (word := opening_pronoun(statement.text)):
        return Objection(Reason.LOST_REFERENCE, f"whom {word!r} stands for was named in a statement that is withheld")
    fault = lost_reference(statement.text, before)
    return Objection(Reason.LOST_REFERENCE, fault.detail) if fault else None


def _flagged(statement: Shown, flag: str) -> Shown:
    return statement.model_copy(update={"flags": tuple(dict.fromkeys((*statement.flags, flag)))})


def _withheld(statement: Statement, objection: Objection) -> Withheld:
    return Withheld(text=statement.text, reason=objection.reason, detail=objection.detail)
