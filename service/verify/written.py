"""Statements in other words than the source's, judged by their facts; mended where that is safe."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.core.check import Check, Fault, FaultKind, Verdict
from service.core.document import Document, Evidence, Span
from service.core.draft import Drafted, DraftedClaim
from service.core.summary import Alignment, Attribution, Claim, ClaimKind, Reason, SpeechKind, Statement
from service.reading.passage import TITLES, Passage, plain_words
from service.reading.voice import Voice
from service.reading.words import PRONOUNS
from service.verify.check import Checker
from service.verify.objection import Objection
from service.verify.whole import resolved

REPEATED = re.compile(r"\b(\w+(?:\W+\w+){0,5}?)(?:\W+\1\b){2,}", re.IGNORECASE)  # a model in a loop
MARKS = '"“”„«»「」『』'
WITH_NEW_WORDS = 0.8  # support that a statement needs when it has words that the source has in no form
WITHOUT_QUOTE = 0.5  # and when what it quotes is not in the source
ARTICLE = "the article"  # whose voice an evaluation without a speaker is


class Written:
    """The judge of one document's free statements."""

    def __init__(self, document: Document, checker: Checker) -> None:
        self._document = document
        self._checker = checker

    def statement(self, drafted: Drafted, before: str) -> tuple[Statement, Objection | None]:
        """The statement, mended where that is safe. A pronoun that opens it is read as who `before` speaks of.

        Mended are quotation marks round words that the source has in another order or form, which are taken away, and
        what somebody said told as a fact, which gets its speaker. A wrong figure is never mended.
        """
        text, flags = drafted.text, drafted.flags
        check = self._checker.check(resolved(text, before), near=drafted.sources)
        for kind, flag, mend in (
            (FaultKind.QUOTATION, "quotation_marks_removed", self._without_marks),
            (FaultKind.ATTRIBUTION, "speaker_restored", self._with_speaker),
        ):
            faults = [fault for fault in check.faults if fault.kind is kind]
            mended = mend(text, check, faults) if faults else text
            if mended != text:
                text, flags = mended, (*flags, flag)
                check = self._checker.check(resolved(text, before), near=drafted.sources)
        return self._seen(text, flags, drafted.sources, check), self._objection(drafted, text, check)

    def claim(self, drafted: DraftedClaim) -> tuple[Claim, Objection | None]:
        """The claim, its speaker held against who says it in the source."""
        name = drafted.attribution.speaker or ""
        text = drafted.text
        if name and not plain_words(name) & plain_words(text):
            said = f"{name} said that {self._lower(text)}"  # how it reads with its speaker, for the check only
            check = self._checker.check(said, near=drafted.sources)
            statement = self._seen(text, drafted.flags, drafted.sources, check)
            objection = self._objection(drafted, text, check)
        else:
            statement, objection = self.statement(drafted, "")
        attribution, fault = self._attribution(drafted, statement)
        if "speaker_restored" in statement.flags:
            statement = statement.model_copy(update={"text": text})  # a claim has its speaker beside it
        claim = Claim.of(statement, drafted.kind, attribution)
        return claim, objection or (Objection(Reason.SPEAKER_NOT_IN_EVIDENCE, fault) if fault else None)

    def told_again(self, claim: Claim, places: Sequence[Span]) -> Claim:
        """The claim with those of the places as evidence that say it as well."""
        evidence = list(claim.evidence)
        for place in places:
            item = self._document.evidence(place)
            if not any(_overlap(item, other) for other in evidence) and self._checker.repeats(claim, place):
                evidence.append(item)
        return claim.model_copy(update={"evidence": tuple(evidence)})

    def _objection(self, drafted: Drafted, text: str, check: Check) -> Objection | None:
        if check.verdict is Verdict.NOT_FOUND:
            return Objection(Reason.NOT_IN_SOURCE, "nothing in the source says it")
        if check.verdict is Verdict.CONTRADICTED:
            faults = "; ".join(f"{fault.kind.value}: {fault.detail}" for fault in check.faults)
            return Objection(Reason.CONTRADICTED, faults)
        if REPEATED.search(text):
            return Objection(Reason.NOT_IN_SOURCE, "it repeats itself")
        if "quote_not_found" in drafted.flags and check.support < WITHOUT_QUOTE:
            return Objection(Reason.NOT_IN_SOURCE, "what it quotes as its evidence is not in the source")
        if check.support < WITH_NEW_WORDS and (new := self._checker.unseen(text)):
            return Objection(Reason.NOT_IN_SOURCE, f"the source has no word like {', '.join(map(repr, new))}")
        return None

    def _seen(self, text: str, flags: tuple[str, ...], cited: Sequence[Span], check: Check) -> Statement:
        """The statement with the places cited for it, and the place found for it when it is another."""
        places = [self._document.evidence(span) for span in cited]
        proving = [item for item in places if any(_overlap(item, found) for found in check.evidence)]
        evidence = proving or list(check.evidence)  # what was cited for it and proves nothing comes last
        evidence += [item for item in places if item not in proving]
        supported = check.verdict is Verdict.SUPPORTED
        exact = any(text in item.exact for item in evidence)
        return Statement(
            text=text,
            evidence=tuple(evidence),
            alignment=Alignment.EXACT if exact else Alignment.PARAPHRASED if supported else Alignment.UNALIGNED,
            support=check.support,
            flags=tuple(dict.fromkeys(flags)),
        )

    def _without_marks(self, text: str, check: Check, faults: Sequence[Fault]) -> str:
        """Without the marks round words that the evidence has; as it is when a word is the drafter's own."""
        known = set().union(*(Passage(item.exact).stems for item in check.evidence))
        for fault in reversed(faults):
            if fault.span is not None:
                inside = text[fault.span.start : fault.span.end].strip(MARKS)
                if Passage(inside).stems <= known:
                    text = text[: fault.span.start] + inside + text[fault.span.end :]
        return text

    def _with_speaker(self, text: str, check: Check, _: Sequence[Fault]) -> str:
        """With who says it before it; as it is where nobody says just that in one sentence."""
        names = [name for item in check.evidence if (name := self._checker.teller(text, item))]
        return f"{names[0]} said that {self._lower(text)}" if names else text

    def _attribution(self, drafted: DraftedClaim, statement: Statement) -> tuple[Attribution, str]:
        """Who says it, by the source's own cue where there is one; and what is wrong with who was named, or ""."""
        name = drafted.attribution.speaker or ""
        spoken = [voice for item in statement.evidence for voice in self._checker.voices(item) if voice.name]
        same = [voice for voice in spoken if _same(voice, name)] if name else spoken
        if same:
            return _by(same[0]), ""
        if name.casefold() in PRONOUNS:
            return drafted.attribution, f"who {name!r} is cannot be told"
        if name and spoken:
            return drafted.attribution, f"the source gives it to {spoken[0].name}, not to {name}"
        if name and not any(self._checker.names(item, name) for item in statement.evidence):
            return drafted.attribution, f"{name} is not named where the source speaks of it"
        if name:
            return Attribution(speaker=name, kind=SpeechKind.REPORTED, cue=None), ""
        voice = ARTICLE if drafted.kind is ClaimKind.EVALUATION else None
        return Attribution(speaker=voice, kind=SpeechKind.OWN_VOICE, cue=None), ""

    def _lower(self, text: str) -> str:
        """Ready to stand after "that": the first letter small, unless its word is a name."""
        word = re.match(r"\w+", text)
        small = word is not None and self._checker.lower_case(word.group().lower())
        return text[:1].lower() + text[1:] if small else text


def _by(voice: Voice) -> Attribution:
    kind = SpeechKind.QUOTED if voice.quoted else SpeechKind.REPORTED
    return Attribution(speaker=voice.name, kind=kind, cue=voice.cue)


def _same(voice: Voice, name: str) -> bool:
    return bool((plain_words(voice.name or "") - TITLES) & (plain_words(name) - TITLES))


def _overlap(first: Evidence, second: Evidence) -> bool:
    return first.start < second.end and second.start < first.end
