"""Loaded wording out of one sentence: praise, mockery and decorations go, loaded words become neutral. English."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from service.core.loaded import Category
from service.draft.compression import AGED
from service.draft.wording import Wording
from service.reading.loaded import find
from service.reading.loaded.lexicon import clauses, words_of
from service.reading.reporting import Report, report, verbs
from service.reading.words import word_count

# Words before which an adjective is not an attribute, and words after which an adverb carries the sense.
NO_NOUN = (
    r"(?!\d)(?!(?:and|or|to|of|in|for|that|than|as|with|by|enough|at|on|from|but|if|when|so|the|a|an|is|are|was|were"
    # terms of their own: outstanding debt, grand jury
    r"|deal|number|majority|extent|many|debts?|loans?|bonds?|balances?|shares?|amounts?|payments?|warrants?|jury|juries|slam|prix|coalition)\b)"
)
BEFORE_SENSE = re.compile(
    r"\b(?:not|n['’]t|never|hardly|no|more|most|less|least|so|too|very|as|[Hh]ow|only|is|are|was|were|be|been|being|seems?|became|become|remain|remained)$"
)
PASTS = frozenset("fell rose went became grew began broke took gave came ran wrote spoke".split())
PERFECT = re.compile(r"\b(?:have|has|had|having|be|been|being|is|are|was|were|['’]ve|['’]d)(?: \w+ly)? $")
# What says nothing without its adjective: `is a fantastic person`.
IS_A = re.compile(r"\b(?:is|are|was|were|be|been|['’]s|['’]re)(?: an?)?$")
NEEDS_WHEN = re.compile(r"\b(?:comes?|came|is|are|was|were|takes? place|took place)$")  # `comes at a time when`
ANYBODY = re.compile(r"(?:person|people|m[ae]n|wom[ae]n|guys?|things?|one|ones|days?|time|job|idea)\b")
NOUN = re.compile(r"\b(?:an?|the|this|another|its|his|her|their)(?: [\w-]+)? $")  # what comes next is none but a noun
DEGREE = re.compile(r"\b(?:[a-z]+ly|quite|rather|pretty|such an?) $")  # what says how much the adjective holds
# No praise: where one lives, and what falls from a cloud.
HAIL = re.compile(r"[Hh]ail(?:s|ed|ing)? from\b|[Hh]ail\b(?! (?:(?:the|an?|its|his|her|their|this|that)\b|[A-Z]))")
HONORIFIC = re.compile(
    r"\b(?:[Rr]espected|[Bb]eloved|[Dd]ear|[Ee]steemed|[Rr]evered|[Gg]reat|[Ss]upreme)? ?Comrade (?=[A-Z])|"
    r"\b(?:[Rr]espected|[Bb]eloved|[Ee]steemed|[Rr]evered) (?=(?:[Cc]omrade|[Gg]eneral|[Pp]resident|[Ll]eader|"
    r"[Cc]hairman|[Mm]arshal|[Ss]ecretary|[A-Z]))"
)
STYLE = re.compile(
    r"\b(?:His|Her|Their) (?:(?:Royal|Imperial) )?(?:Majesty|Majesties|Highness|Excellency|Holiness|Eminence) "
    r"(?:the )?(?=[A-Z])"
)
# What praises at the end of a sentence: `the policies that have ushered in a golden age`.
RELATIVE = re.compile(
    r"(?P<noun>[\w’'-]+),? (?:which|who|that(?= (?:has|have|had)\b)) "
    r"(?=(?:\w+ly )?(?:is|are|was|were|has|have|had|will|[a-z]+s|[a-z]+ed)\b)[^,;:]+$"
)
# `was a day that`: without it nothing is said of the day.
SAYS_WHAT = re.compile(r"\b(?:is|are|was|were|be|been|became|remains?) (?:an?|the|one of) [^,;]{0,40}$")
NO_RELATIVE = frozenset("fact belief view hope conviction claim opinion sign proof evidence report".split())
PRAISING = frozenset((Category.PRAISE, Category.SLOGAN, Category.HONORIFIC))
TAIL = re.compile(
    r", (?:adding|stressing|noting|saying|stating|emphasi[sz]ing|underlining|pointing out|warning|explaining) that\b"
)
NEXT_VERB = re.compile(
    r", (?=(?:is|are|was|were|has|have|had|will|serves?|made|said|told|delivered|came|took|rose|stood|spoke|wrote|"
    r"gave|went|left|won|lost|led|held|met|began|\w+ed)\b)"
)
FIGURE = re.compile(r"\d")
LEAST = 6  # words that stand before a clause that goes
# A word that is itself an adjective of the same noun: what goes on after it must stay.
ADJECTIVE_AND = re.compile(
    r"(?:\w(?:al|ive|ic|ous|ful|able|ible|ary|less|ed|ing|ent|ant|nate|ish|some)|"
    r"\b(?:the|its|his|her|their|most|more|less|very|so|too) [\w-]+) and$"
    r"|\ban? [\w-]+(?: and|,)$"
)
# Words that may go, written as one letter each for every letter, so that their number costs nothing.
ADJECTIVE, ADVERB = "\ue000", "\ue001"
ATTRIBUTES = re.compile(
    rf"(?P<one>{ADJECTIVE}+(?:(?:,| and|, and) {ADJECTIVE}+)*) (?={NO_NOUN}[\w{ADJECTIVE}{ADVERB}“\"])"
    rf"|(?<= )(?P<first>{ADJECTIVE}+ and )(?=[\w{ADJECTIVE}-]+ [\w-]+)"
)
ADVERBS = re.compile(rf"(?:, (?P<list>{ADVERB}+) and {ADVERB}+)|(?P<one>{ADVERB}+(?: and {ADVERB}+)?) ?")


@cache
def _plain() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The decorations of a loaded article: adjectives and adverbs."""
    return _any(clauses().decorations), _any(clauses().decorating_adverbs)


def _any(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(words, key=len, reverse=True))})(?![\w-])")


@cache
def _phrases() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in clauses().phrases), re.IGNORECASE)


@cache
def _trailing() -> re.Pattern[str]:
    return re.compile(rf",(?: and)? (?:{'|'.join(clauses().trailing)})\b")


@cache
def _appositions() -> re.Pattern[str]:
    """One of praise or mockery, with what stands before it in the same commas."""
    return re.compile(rf", (?:(?P<kept>(?:an?|the) [^,]{{2,80}}?) and )?(?:{'|'.join(clauses().appositions)})\b")


@cache
def _droppable() -> re.Pattern[str]:
    return re.compile(rf",? \b(?:{'|'.join(clauses().droppable)})\b")


def plain(sentence: str, *, decorated: bool) -> Wording:
    """`sentence` without its loaded wording, and nothing else changed."""
    wording = Wording(sentence)
    without_praise(wording, sentence, report(sentence), decorated, sentence)
    return wording


def without_praise(wording: Wording, text: str, found: Report | None, decorated: bool, article: str) -> None:
    """Edit `wording`, that of the sentence `text` of the form `found` in `article`; `decorated` as in `neutral`."""
    _trail(wording, text, found, decorated)
    for pattern in (HONORIFIC, STYLE):
        for match in pattern.finditer(text):
            wording.drop(*match.span())
    for match in _phrases().finditer(text):
        wording.drop(*match.span())
    _loaded(wording, text, decorated, article)


def body_end(text: str) -> int:
    """Where the marks begin that end the sentence."""
    return len(text) - (len(text) - len(text.rstrip('.!?。！？"”’»)')))


def _trail(wording: Wording, text: str, found: Report | None, decorated: bool) -> None:
    """Clauses of praise, homage or purpose, to the end of their clause."""
    whole_end = body_end(text)
    if found and found.form == "participle":
        parts = [found.content, (found.subject[0], whole_end)]
    elif found and found.form == "after":
        parts = [found.content]
    else:
        parts = [(0, whole_end)]
    for start, end in parts:
        if match := _trailing().search(text, start, end):
            tail = TAIL.search(text, match.end(), end)
            stop = tail.start() if tail else end
            if not FIGURE.search(text, match.start(), stop):  # a figure is a fact, whatever praise it stands in
                wording.drop(match.start(), stop)
        for match in _appositions().finditer(text, start, end):
            comma = re.compile(r", ").search(text, match.end(), end)
            stop = comma.start() if comma else end
            if FIGURE.search(text, match.end(), stop) or (comma and not NEXT_VERB.match(text, stop)):
                continue
            if match["kept"]:
                wording.drop(match.end("kept"), stop)
            else:
                aged = AGED.search(text, 0, match.start())  # `Orrin, 32, one of the last, left`: it closes the age
                wording.drop(match.start(), stop + bool(comma and not aged))
        if (match := RELATIVE.search(text[:end], start)) and _praises(text, match):
            wording.drop(match.end("noun"), end)
        for match in _droppable().finditer(text, start, end):
            if (not decorated and "so as" in match.group()) or NEEDS_WHEN.search(text, start, match.start()):
                continue
            if word_count(text[start : match.start()]) >= LEAST and not wording.dropped(match.start() + 1):
                wording.drop(match.start(), end)
                break


def _praises(text: str, relative: re.Match[str]) -> bool:
    """Whether a relative clause tells nothing but praise."""
    start, end = relative.end("noun"), relative.end()
    noun = relative["noun"].lower()
    if noun in NO_RELATIVE or noun in verbs() or FIGURE.search(text, start, end) or word_count(text[:start]) < LEAST:
        return False
    if SAYS_WHAT.search(text, 0, start):
        return False
    return any(item.category in PRAISING and start <= item.start < end and not item.mild for item in find(text))


def _loaded(wording: Wording, text: str, decorated: bool, article: str) -> None:
    """The neutral wording of each loaded one, where a rule has one."""
    marked = list(text)
    for item in find(text):
        source = text[item.start : item.end]
        if item.neutral and _misfit(text, item.start, item.neutral):
            continue
        if source[0].isupper() and _is_name(source, article):
            continue
        if item.neutral:
            put = item.neutral[0].upper() + item.neutral[1:] if source[0].isupper() else item.neutral
            wording.swap(item.start, item.end, put, "loaded word")
        elif item.neutral == "" and not item.mild:
            sort = ADJECTIVE if source.lower() in words_of("adjectives") else ADVERB
            if sort is ADVERB and source.lower() not in words_of("adverbs"):
                wording.drop(*_aside(text, item.start, item.end))
            else:
                marked[item.start : item.end] = sort * len(source)
    if decorated:
        for pattern, sort in zip(_plain(), (ADJECTIVE, ADVERB), strict=True):
            for match in pattern.finditer(text):
                marked[match.start() : match.end()] = sort * len(match.group())
    _decorations(wording, text, "".join(marked))


@lru_cache(1_024)  # the same few words are asked of in one sentence after another
def _is_name(word: str, article: str) -> bool:
    """Whether the article writes a word with its capital within a sentence."""
    return re.search(rf"[a-z] {re.escape(word)}\b(?! [A-Z])", article) is not None


def _misfit(text: str, start: int, neutral: str) -> bool:
    """Whether the wording will not do: `have plummeted` is not `have fell`; hail may be ice, and a blast no verb."""
    if neutral in PASTS and PERFECT.search(text, 0, start):
        return True
    if neutral.startswith("criticis") and NOUN.search(text, 0, start):
        return True
    return HAIL.match(text, start) is not None


def _aside(text: str, start: int, end: int) -> tuple[int, int]:
    """A phrase with the commas on both its sides."""
    if text[:start].endswith(", ") and text[end : end + 1] == ",":
        return start - 2, end + 1
    return start, end


def _decorations(wording: Wording, text: str, marked: str) -> None:
    for match in ATTRIBUTES.finditer(marked):
        before = text[max(0, match.start() - 24) : match.start()].rstrip()
        if BEFORE_SENSE.search(before) or ADJECTIVE_AND.search(before):
            continue
        if DEGREE.search(marked[: match.start()]):
            continue
        if IS_A.search(before) and ANYBODY.match(text, match.end()):
            continue
        wording.drop(*match.span())
    for match in ADVERBS.finditer(marked):
        before = text[max(0, match.start() - 12) : match.start()].rstrip()
        if BEFORE_SENSE.search(before) and not re.search(r"\b(?:is|are|was|were|be|been|being)$", before):
            continue
        if match.group("list"):
            continue
        if re.match(r",| and \w+ly\b", text[match.end("one") : match.end("one") + 12]) or before.endswith(("and", ",")):
            continue  # one of a list of adverbs
        wording.drop(*match.span("one"))
