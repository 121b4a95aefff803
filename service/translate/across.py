"""A summary in another language than its article's: what was verified is translated, and held to its source again.

Evidence stays in the article's language. What is lost or changed on the way is withheld with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from service.core.receipt import Policy
from service.core.summary import Abstract, Alignment, Claim, Reason, Statement, Summary, Withheld
from service.core.translation import Segment, Severity, Translation
from service.reading.words import word_count
from service.translate.desk import Desk
from service.translate.names import find

NAME = "name_form"  # minor to a translator, who may know better; a reader cannot
TRANSLATED = "translated"  # the flag of a statement that is not in the article's language
Some = TypeVar("Some", bound=Statement)
Translate = Callable[[Translation], Translation]  # drafted and checked


def across(summary: Summary, language: str, translate: Translate, desk: Desk) -> Summary:
    """`summary` in `language` (BCP 47). Numbers, names and attributions are compared, as `checks` does.

    With the policy `strict` every finding withholds a statement, with `balanced` one that a reader would be told
    something wrong by, with `off` none; those that are shown carry the findings' codes as flags. Raises what
    `translate` raises.
    """
    told = Told(summary, language, translate, desk)
    claims = tuple(told.each(summary.claims))
    statements: list[Statement] = []
    long: list[Statement] = []
    words = 0
    for statement in told.each(summary.abstract.statements):
        words += word_count(statement.text)
        (statements if words <= summary.receipt.options.max_words else long).append(statement)
    over = [Withheld(text=one.text, reason=Reason.OVER_LENGTH, detail="No room is left for it.") for one in long]
    return summary.model_copy(
        update={
            "abstract": Abstract.of(statements, summary.receipt.options.type, language),
            "claims": claims,
            "withheld": (*summary.withheld, *told.withheld.values(), *over),
        }
    )


class Told:
    """The statements of one summary as segments, translated together."""

    def __init__(self, summary: Summary, language: str, translate: Translate, desk: Desk) -> None:
        self._policy = summary.receipt.options.policy
        self._desk = desk
        self._from = summary.document.language
        texts = dict.fromkeys(one.text for one in (*summary.claims, *summary.abstract.statements))
        segments = [
            Segment(number=number, start=0, end=len(text), line=1, source=text) for number, text in enumerate(texts, 1)
        ]
        done = translate(
            Translation(
                source_language=self._from,
                target_language=language,
                title=summary.document.title,
                document_sha256=summary.document.sha256,
                segments=tuple(segments),
            )
        )
        self._segments = {segment.source: segment for segment in done.segments}
        self.withheld: dict[str, Withheld] = {}

    def each(self, statements: Iterable[Some]) -> Iterable[Some]:
        """Those that can be shown, in the other language; the others are in `withheld` then."""
        for statement in statements:
            segment = self._segments[statement.text]
            if objection := self._objection(segment):
                self.withheld[statement.text] = objection
            else:
                yield self._shown(statement, segment)

    def _objection(self, segment: Segment) -> Withheld | None:
        if segment.target is None:
            why = segment.why_open or "No draft of it came."
            return Withheld(text=segment.source, reason=Reason.NOT_TRANSLATED, detail=why)
        wrong = [
            issue
            for issue in segment.issues
            if self._policy is Policy.STRICT or issue.severity is Severity.MAJOR or issue.code == NAME
        ]
        if not wrong or self._policy is Policy.OFF:
            return None
        detail = " ".join(dict.fromkeys(issue.message for issue in wrong))
        return Withheld(text=segment.target, reason=Reason.MISTRANSLATED, detail=detail)

    def _shown(self, statement: Some, segment: Segment) -> Some:
        codes = dict.fromkeys(issue.code for issue in segment.issues)
        changed: dict[str, object] = {
            "text": segment.target,
            "alignment": Alignment.PARAPHRASED,
            "flags": (*statement.flags, TRANSLATED, *codes),
            "swaps": (),
            "drops": (),
            "dates": (),
        }
        if isinstance(statement, Claim) and statement.attribution.speaker:
            speaker = self._name(statement.attribution.speaker, segment.target or "")
            changed["attribution"] = statement.attribution.model_copy(update={"speaker": speaker})
        return statement.model_copy(update=changed)

    def _name(self, speaker: str, target: str) -> str:
        """As the ledger has it, or as the translation does, or as rules do; else as the article does."""
        for name in find(speaker, self._from, self._desk.ledger):
            forms = [name.chosen, *name.forms.values()]
            return next((form for form in forms if form and form in target), next(filter(None, forms), speaker))
        return speaker
