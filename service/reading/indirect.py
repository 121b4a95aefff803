"""Indirect speech that goes on without a cue: `He said that the dam was old. It would be rebuilt by May.`

After a cue in the past, English moves what was said a step back: would be rebuilt, must be closed, had leaked. In the
paragraph of what somebody was reported to say, a sentence of that form is theirs: free indirect speech (Banfield,
1982). A newspaper's own background has `had` and the present as often, so that these are theirs only in an article that
takes sides, as official dispatches do, which report one speaker for pages. English.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

from service.core.document import Document
from service.reading.loaded import takes_sides
from service.reading.reporting import report, verbs
from service.reading.verb_forms import PAST
from service.reading.voice import Voice
from service.reading.words import unquoted

PARTICIPLE = (
    rf"(?:\w+(?:ed|en|own|awn|orn)|done|gone|come|become|begun|run|sunk|shrunk|{'|'.join(PAST)})\b"  # after `had`
)
LIGHT = r"(?:\w+ly |not |never |also |already |only |all |long |just |still |since |been ){0,2}"
OWED = r"(?:would|could|might|must|should|ought to|(?:was|were) to)(?: \w|n['’]t )"
HAD = rf"had(?:n['’]t)? {LIGHT}{PARTICIPLE}"
# The words of a subject: none opens a clause of its own.
INNER = (
    r"(?!(?:that|which|who|whom|whose|what|when|while|where|because|although|though|if|after|before|as|since|until|so|"
    r"said|says|told)\b)(?:[^\s,;:]|,(?=\d))+ "
)
OPENED = (
    r"(?:(?:But|And|However|Moreover|Therefore|Thus|Also|Still|Yet),? )?"
    r"(?:(?:In|On|At|By|For|From|Since|Over|During|Without|With|Under) [^,]{2,60}, )?"
    r"(?:As (?:many|much|few|little) as )?"
)


def _moved_back(verb: str) -> re.Pattern[str]:
    """A sentence whose first verb is `verb`. `This would be hard` is a remark on what was said, `How` a question."""
    return re.compile(
        rf"{OPENED}(?!(?:This|That|These|Those|Such|Which|How|Why|Whether) )"
        rf"(?:{INNER}){{0,14}}?(?:{INNER}|[^\s,;:]+, [^,]{{2,60}}, ){verb}"
        rf"|[^,]{{10,160}}, (?:and|but) (?:over [^,]{{2,40}} )?(?:{INNER}){{1,8}}?{verb}"
    )


# `Voters must decide on Friday` and `The dam could hold 4 million tonnes` are an article's own as often.
FUTURE, MOVED_BACK = _moved_back(r"(?:would|might)(?: \w|n['’]t )"), _moved_back(rf"(?:{OWED}|{HAD})")
# What a reporter found out, saw, or was not told, and what came of it later: `The firm could not be reached`.
FOUND_OUT = re.compile(
    r"\b(?:could|would)(?:n['’]t)?(?: not| be| \w+ly){0,4} (?:reached|contacted|verified|confirmed|"
    r"corroborated|determined|established|learned|seen?|hear|heard|comment|say|elaborate|specify|respond|drawn)\b"
    r"|\b(?:declined|refused) to (?:comment|say|give|discuss|elaborate|answer)\b"
    r"|\bwould (?:later|eventually|ultimately|go on to)\b|\blater,? (?:[\w’'-]+ ){1,4}?would\b"
)
OUGHT = re.compile(r"\b(?:must|should|ought to)\b")
# The first verb tells the tense: `are in force under a law adopted in May`. A state that is past may be told as well.
PRESENT = re.compile(
    r"(?:(?!\b(?:was|were|had|did|\w{2,}ed)\b)[^\n])*?\b(?:is|are|has|have|will|can|may|must|should|bears?|means?)\b"
)
STATE = re.compile(rf"(?:{INNER}){{1,8}}?(?:was|were)(?:n['’]t)? (?!\w+ed\b)")
PRESENT_CUE = re.compile(r"(?:says?|(?<!s)s|argue|warn)$")
RULE = "goes on"  # of a swap that tells by whom
NOT_INDIRECT = re.compile(r"[\"“‘«'\[]|[^\W\d][\w’'-]*(?: [\w’'-]+){0,5}: ")  # a quotation, a caption
QUOTES = re.compile(r"[\"“”«»]|(?<!\w)['‘]\w|[,.?!]['’](?!\w)")


def carried_on(document: Document, found: Sequence[Voice]) -> list[Voice]:
    """The voices `found`, with that of the sentences in which what was said goes on. Linear in their number."""
    out, sided = list(found), takes_sides(document.text)
    starts = [span.start for span in document.sentences]
    for section in document.sections:
        for paragraph in section.paragraphs:
            first, end = (bisect.bisect_left(starts, at) for at in (paragraph.start, paragraph.end))
            for at in range(first + 1, end):
                if _theirs(document, out, at, end, sided):
                    out[at] = out[at - 1].goes_on()
    return out


def told_by(name: str) -> str:
    """What tells behind a sentence that what was said goes on in it."""
    return f", {name} said"


def teller(told: str) -> str:
    """The name in what `told_by` tells."""
    return told.removeprefix(", ").removesuffix(" said")


def _theirs(document: Document, out: Sequence[Voice], at: int, end: int, sided: bool) -> bool:
    """Whether sentence `at` of a paragraph that ends at sentence `end` goes on telling what the one before tells."""
    here, before = out[at], out[at - 1]
    if here.name or here.person or not _indirect(document, before):
        return False
    text, last = (document.slice(document.sentences[index]) for index in (at, at - 1))
    if NOT_INDIRECT.match(text) or tells_of(text, before.name or "") or report(text):
        return False
    plain = unquoted(text)
    if FOUND_OUT.search(plain):
        return False
    if not sided:
        return bool(FUTURE.match(plain)) and not QUOTES.search(last) and _says_that(document, before)
    if MOVED_BACK.match(plain) or (OUGHT.search(plain) and PRESENT.match(plain)):
        return True
    return bool(PRESENT.match(plain) or STATE.match(plain)) and _returns(document, out, at, end)


def _says_that(document: Document, voice: Voice) -> bool:
    """Whether the speaker of the sentence is told before a clause, by a verb of saying: not proposed, not promised."""
    if voice.carried or not voice.report or not voice.cue:
        return voice.carried
    verb = verbs().get(document.slice(voice.cue).lower())
    return voice.report.form == "before" and verb is not None and verb.that == "said"


def _returns(document: Document, out: Sequence[Voice], at: int, end: int) -> bool:
    """Whether the next sentence of the paragraph is that speaker's again."""
    if at + 1 >= end:
        return False
    name, here = out[at - 1].name, out[at + 1]
    text = document.slice(document.sentences[at + 1])
    return here.name == name if here.name else bool(MOVED_BACK.match(unquoted(text)))


def _indirect(document: Document, voice: Voice) -> bool:
    """Whether it is of a sentence that reports, in the past and in no direct words, what one speaker said."""
    if not voice.name or voice.quoted or not voice.cue or (voice.report and voice.report.form == "according"):
        return False
    return not PRESENT_CUE.search(document.slice(voice.cue).lower())


def tells_of(text: str, speaker: str) -> bool:
    """Whether `text` tells of the speaker by name, as a speaker would not."""
    last = speaker.rsplit(maxsplit=1)[-1]
    named = rf"\b{re.escape(last)}\b" if last[:1].isupper() else rf"(?:The|Its|Their) (?:\w+ )?{re.escape(last)}\b"
    return re.search(named, text) is not None
