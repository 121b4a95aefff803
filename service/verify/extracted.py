"""Statements that are made of the source's own words: every word is looked for, in order."""

from __future__ import annotations

import re
from functools import cached_property

from service.core.document import Document
from service.core.draft import Drafted, DraftedClaim
from service.core.summary import Alignment, Claim, Reason, Statement
from service.reading import company
from service.reading.bodies import ARTICLE, called
from service.reading.called import addressed_otherwise, may_hold, only
from service.reading.people import ROLE_NOUN, split_title
from service.reading.speakers import REPORTER
from service.reading.utterances import utterances
from service.reading.utterances.utterance import RULE, Utterance, whose
from service.reading.words import word_count
from service.verify.alignment import align
from service.verify.attribution import speaker_fault
from service.verify.facts import missing_facts
from service.verify.objection import Objection

OWN = re.compile(r"['’]s?$")
PRAISE = re.compile(r"(?<=^the )respected ", re.IGNORECASE)
HELD = re.compile(rf"the (?:[\w-]+ ){{0,3}}?{ROLE_NOUN}(?: (?:of|for|at|in) .+)?", re.IGNORECASE)


class Extracted:
    """Judges statements of one document; what they are held against is read once."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _utterances(self) -> list[Utterance]:
        return utterances(self._document)

    @cached_property
    def _begins(self) -> frozenset[int]:
        """Where sentences begin."""
        return frozenset(span.start for span in self._document.sentences)

    @cached_property
    def _companys_own(self) -> int:
        return company.companys_own(self._document)

    def claim(self, drafted: DraftedClaim) -> tuple[Claim, Objection | None]:
        """As `statement`, with who says it."""
        statement, objection = self.statement(drafted)
        evidence = " ".join(item.exact for item in statement.evidence)
        if objection is None and (fault := speaker_fault(drafted.attribution, drafted.text, evidence)):
            objection = Objection(Reason.SPEAKER_NOT_IN_EVIDENCE, fault)
        return Claim.of(statement, drafted.kind, drafted.attribution), objection

    def statement(self, drafted: Drafted) -> tuple[Statement, Objection | None]:
        """The statement with its evidence and how it aligns with it, and what is wrong with it."""
        evidence = tuple(self._document.evidence(span) for span in drafted.sources)
        source, others = (evidence[0].exact if evidence else ""), [item.exact for item in evidence[1:]]
        objection: Objection | None = None
        if not evidence:
            alignment = Alignment.UNALIGNED
            objection = Objection(Reason.NOT_IN_SOURCE, "it names no place in the source")
        else:
            alignment, fault = align(drafted.text, source, drafted.swaps, others)
            if fault:
                objection = Objection(Reason.NOT_IN_SOURCE, fault)
            elif lost := missing_facts(drafted.text, " ".join([source, *others])):
                objection = Objection(Reason.FACT_NOT_IN_EVIDENCE, lost)
            elif unsure := self._another(drafted):
                objection = Objection(Reason.NOT_IN_SOURCE, unsure)
        statement = Statement(
            text=drafted.text,
            evidence=evidence,
            alignment=alignment,
            support=_support(drafted, alignment),
            flags=drafted.flags,
            swaps=drafted.swaps,
            drops=drafted.drops,
        )
        return statement, objection

    def _another(self, drafted: Drafted) -> str:
        """What is wrong with a name that was put in: the article may mean somebody else; "" when nothing is."""
        return (
            self._anothers_words(drafted)
            or self._not_a_company(drafted)
            or _another_body(self._document, drafted)
            or _another_person(self._document, drafted)
        )

    def _anothers_words(self, drafted: Drafted) -> str:
        """The same of who said what a speech says, which is no fact."""
        place = drafted.sources[0].start
        speech = whose(self._utterances, place)
        put = [swap.text for swap in drafted.swaps if swap.rule == RULE]
        if put and not (speech and put[0] in speech.frames):
            return f"no speech there that {put[0]!r} could stand before"
        if speech and not put and place in self._begins:
            return f"{speech.speaker} says so, and it is told as a fact"
        return ""

    def _not_a_company(self, drafted: Drafted) -> str:
        """The same of `the company` for `we`."""
        put = [swap.text for swap in drafted.swaps if swap.rule == company.RULE]
        if put and drafted.sources[0].start >= self._companys_own:
            return f"no company speaks there that {put[0]!r} could be"
        return ""


def _another_body(document: Document, drafted: Drafted) -> str:
    """What is wrong with a full name put for a short one: the article may mean another body; "" when nothing is."""
    for swap in drafted.swaps:
        if swap.rule == "full name":
            body = called(document.text, swap.source, drafted.sources[0].start)
            if body is None or ARTICLE.sub("", body.name) != ARTICLE.sub("", swap.text):
                return f"{swap.source!r} may be another than {swap.text!r}"
    return ""


def _another_person(document: Document, drafted: Drafted) -> str:
    """The same of a person's name put for a part of it or for an office."""
    for swap in drafted.swaps:
        short, name = (" ".join(OWN.sub("", words).split()) for words in (swap.source, swap.text))
        if swap.rule == "person":
            sure = only(document.text, PRAISE.sub("", short), name)
        elif swap.rule == "speaker":
            bare, office = split_title(name)[0], ARTICLE.sub("", short)
            sure = not addressed_otherwise(short, bare)
            held = HELD.fullmatch(short) and not REPORTER.match(short)  # who made the report holds no office
            sure = sure and (not held or may_hold(document.text, office, bare))
        else:
            continue
        if not sure:
            return f"{short!r} may be another than {name!r}"
    return ""


def _support(drafted: Drafted, alignment: Alignment) -> float:
    """The share of words that are the source's own; words swapped in count half."""
    if alignment is Alignment.EXACT:
        return 1.0
    if alignment is Alignment.UNALIGNED:
        return 0.0
    swapped = sum(word_count(swap.text) for swap in drafted.swaps)
    return round(1 - 0.5 * min(1.0, swapped / max(1, word_count(drafted.text))), 3)
