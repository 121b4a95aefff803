"""Who says it: speakers changed or lost, and quotation marks round what nobody said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.core.check import Fault, FaultKind
from service.core.document import Span
from service.reading import modality
from service.reading.passage import STANDS_FOR, TITLES, plain_words
from service.reading.reporting import report
from service.reading.words import quoted_spans
from service.verify.faults.pair import Pair

CAPITAL = re.compile(r"\b([A-Z])[a-z]")
ACRONYM = re.compile(r"\b[A-Z]{3,}\b")
ARTICLE = re.compile(r"^(?:The|A|An|Its|Their|His|Her) ")
MARKS = "\"'“”„«»「」『』 "
REACH = 5  # sentences before one in which its speaker may have been named


def quotation_faults(pair: Pair) -> Iterator[Fault]:
    """Quotation marks round what is not in the source word for word."""
    for span in quoted_spans(pair.text):
        inside = pair.text[span.start : span.end].strip(MARKS).rstrip(",.;")
        as_it_may_stand = (inside, inside[:1].lower() + inside[1:], inside[:1].upper() + inside[1:])
        if inside and not any(pair.index.source.find(words) for words in as_it_may_stand):
            yield Fault(kind=FaultKind.QUOTATION, detail=f"{inside[:60]!r} is not in the source", span=span)


def speaker_faults(pair: Pair) -> Iterator[Fault]:
    """A statement given to another speaker, or told as a fact when somebody said it."""
    if not pair.same_matter:
        return
    at = pair.best
    voice = pair.index.voices[at]
    sentence = pair.index.passage(at, at).text
    if not (voice.report or voice.quoted or voice.carried or modality.SAYS.search(sentence)):
        return
    name = voice.name or pair.index.subject(at)
    if (plain_words(name) - TITLES) & pair.said.plain or _initials(name, pair.text):
        return
    said = report(pair.text)
    if said is None:
        if not _quotes_all(pair.text) and not modality.TELLS.search(pair.text):
            yield Fault(kind=FaultKind.ATTRIBUTION, detail=f"the source gives it to {name or 'somebody'}")
        return
    subject = pair.text[said.subject[0] : said.subject[1]]
    if not _proper(subject):
        return
    known = {word for word in plain_words(subject) - TITLES if len(word) > 2}
    # Who is called by a name may be called by a title or a pronoun where it is said, but then by the name not far off.
    back = 0 if _proper(name) and voice.name and not voice.carried else REACH
    if not known & pair.index.passage(max(0, at - back), at).plain:
        yield Fault(
            kind=FaultKind.SPEAKER,
            detail=f"{subject} is not the speaker; the source names {name or 'another'}",
            span=Span(start=said.subject[0], end=said.subject[1]),
        )


def _proper(name: str) -> bool:
    """Whether it is a name, and no description."""
    return bool(re.search(r"[A-Z]", ARTICLE.sub("", name))) and not STANDS_FOR.fullmatch(name)


def _quotes_all(text: str) -> bool:
    """Whether the whole statement stands in quotation marks, and so says itself that somebody said it."""
    inside = sum(span.end - span.start for span in quoted_spans(text))
    return inside > 0.8 * len(text.strip()) or text.strip()[:1] in '"“”„«'


def _initials(name: str, text: str) -> bool:
    """Whether one of the two has the other's initials as a word: the NUFW, the National Union of Ferry Workers."""
    for full, brief in ((name, text), (text, name)):
        letters = "".join(CAPITAL.findall(full))
        if any(word in letters for word in ACRONYM.findall(brief)):
            return True
    return False
