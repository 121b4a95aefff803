"""Neutral, shorter wording of one sentence, by rules that only drop words or swap listed ones. English."""

from __future__ import annotations

import re
from functools import cache

from service.core.document import Document, Span
from service.draft.compression import LONG, VERB, drops
from service.draft.wording import Wording
from service.reading.loaded import find
from service.reading.loaded.lexicon import clauses, words_of
from service.reading.people import ROLE_NOUN
from service.reading.reporting import Report, Verb, report, verbs
from service.reading.speakers import Voice
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
DATELINE = re.compile(
    r"^[A-Z][A-Z .'-]+(?:, [A-Z][a-z]+)?(?:, [A-Z][a-z]+\.? \d{1,2})?(?: \([^)]{2,60}\))? (?:--?|–|—) "
    r"|^(?:[A-Z][\w .,'-]{1,40} )?\((?:CNN|AP|AFP|Reuters|UPI)\) ?(?:(?:--?|–|—) )?(?=[A-Z\"“])"
)
PASTS = frozenset("fell rose went became grew began broke took gave came ran wrote spoke".split())
PERFECT = re.compile(r"\b(?:have|has|had|having|be|been|being|is|are|was|were|['’]ve|['’]d)(?: \w+ly)? $")
LABEL = re.compile(rf"^(?!{ROLE_NOUN})(?P<label>[A-Z][a-z]+)(?: [a-z']+){{0,5}}: (?=[A-Z])", re.ASCII)
DEGREE = re.compile(r"\b(?:[a-z]+ly|quite|rather|pretty|such an?) $")  # what says how much the adjective holds
# No praise: where one lives, and what falls from a cloud.
HAIL = re.compile(r"[Hh]ail(?:s|ed|ing)? from\b|[Hh]ail\b(?! (?:(?:the|an?|its|his|her|their|this|that)\b|[A-Z]))")
TITLED = re.compile(rf"[Tt]he (?:[\w-]+ ){{0,3}}?(?i:{ROLE_NOUN})\b")
PICTURE = re.compile(
    r" \((?:(?:far |front |back |bottom |top )?(?:pictured|above|below|left|right|centre|center))"
    r"(?: [^()]{1,60})?\)(?=[ ,.;:])(?! [\"“‘']?[A-Z])"
    r"|, pictured(?: (?:left|right|here|above|below))?,(?= )"
)
CONNECTIVE = re.compile(
    r"^(?:(?:And then|Then|And|But|Also|Yet(?! (?:another|to)\b)|Moreover|Furthermore|In addition(?! to\b)|However|"
    r"Meanwhile|Nevertheless|Nonetheless|Additionally|Finally|Lastly|For (?:his|her|their|its) part),?|"
    r"(?:First|Second|Third|Besides|Indeed|Still),) (?=\S)"
)
HONORIFIC = re.compile(
    r"\b(?:[Rr]espected|[Bb]eloved|[Dd]ear|[Ee]steemed|[Rr]evered|[Gg]reat|[Ss]upreme)? ?Comrade (?=[A-Z])|"
    r"\b(?:[Rr]espected|[Bb]eloved|[Ee]steemed|[Rr]evered) (?=(?:[Cc]omrade|[Gg]eneral|[Pp]resident|[Ll]eader|"
    r"[Cc]hairman|[Mm]arshal|[Ss]ecretary|[A-Z]))"
)
HERE = re.compile(r"\b(?:opened|closed|arrived|ended|began|held|started) (here )(?=on |at |today|yesterday)")
# Not where a clause begins behind it: `, however, the pier was` would run on.
ASIDES = re.compile(
    r", (?:however(?!, (?:the|an?|he|she|it|they|we|[A-Z]\w*)\b)|moreover|of course|indeed|naturally|"
    r"it turned out|needless to say),"
)
OUR = re.compile(r"\b(?:our)(?= [A-Za-z])")
TAIL = re.compile(
    r", (?:adding|stressing|noting|saying|stating|emphasi[sz]ing|underlining|pointing out|warning|explaining) that\b"
)
NEXT_VERB = re.compile(
    r", (?=(?:is|are|was|were|has|have|had|will|serves?|made|said|told|delivered|came|took|rose|stood|spoke|wrote|"
    r"gave|went|left|won|lost|led|held|met|began|\w+ed)\b)"
)
FIGURE = re.compile(r"\d")
# A word that is itself an adjective of the same noun: what goes on after it must stay.
ADJECTIVE_AND = re.compile(
    r"(?:\w(?:al|ive|ic|ous|ful|able|ible|ary|less|ed|ing|ent|ant)|\b(?:the|its|his|her|their) [\w-]+) and$"
    r"|\ban? [\w-]+(?: and|,)$"
)
LEADING = re.compile(r"(?:In|On|At|By|Since|During|After|Before|From) [^,]{2,40}")  # when, not what was said
LOADED_ARTICLE = 1.0  # loaded words per 100 above which decorations are dropped as well


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
def _saying_adverbs() -> re.Pattern[str]:
    """Adverbs before a reporting verb that can go; rarely, falsely, reportedly and their like carry the sense."""
    words = words_of("adverbs") | clauses().decorating_adverbs | {"also", "further", "then", "again", "first", "even"}
    return re.compile(rf"\b(?:{'|'.join(sorted(words))}) ")


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


def neutral(
    document: Document,
    sentence: Span,
    voice: Voice,
    *,
    decorated: bool,
    keep_pronoun: bool = False,
    short: bool = True,
    most: int = LONG,
    bare: bool = False,
) -> Wording:
    """`sentence` in plain words.

    `decorated`: the article is loaded, so that its decorations go too. `keep_pronoun`: the statement before names
    the same speaker. `short`: sentences of more than `most` words lose what adds but does not carry, with `bare` who
    somebody is as well.
    """
    text = document.slice(sentence)
    wording = Wording(text)
    found = voice.report
    if (match := DATELINE.match(text)) or (match := CONNECTIVE.match(text)):
        wording.drop(0, match.end(), "dateline" if DATELINE.match(text) else "connective")
    if match := LABEL.match(text):
        once = len(re.findall(rf"\b{match['label']}\b", document.text)) == 1  # a speaker's name comes again
        if once and not voice.name and re.search(rf"\b{VERB}\b|\b[a-z]{{3,}}s\b", text[match.end() :]):
            wording.drop(0, match.end(), "label")
    _speaker(wording, voice, sentence.start, keep_pronoun)
    if found:
        _drop_lead(wording, text, found, short)
        _cue(wording, text, found)
        for match in OUR.finditer(text):
            wording.swap(match.start(), match.end(), "the", "first person")
    if match := HERE.search(text):
        wording.drop(*match.span(1), "place of the report")
    for match in ASIDES.finditer(text):
        wording.drop(match.start(), match.end(), "connective")
    for match in PICTURE.finditer(text):
        wording.drop(*match.span(), "picture")
    _praise(wording, text, found, decorated, document.text)
    if (tail := TAIL.search(text)) and word_count(text) > LONG:
        wording.drop(tail.start(), _body_end(text), "second statement")
    if short:
        gone = word_count(text) - word_count(wording.render()[0])
        for drop in drops(text, most + gone, bare=bare):
            wording.drop(*drop)
    return wording


def plain(sentence: str, *, decorated: bool) -> Wording:
    """`sentence` without its loaded wording, and nothing else changed."""
    wording = Wording(sentence)
    _praise(wording, sentence, report(sentence), decorated, sentence)
    return wording


def _praise(wording: Wording, text: str, found: Report | None, decorated: bool, article: str) -> None:
    _trail(wording, text, found, decorated)
    for match in HONORIFIC.finditer(text):
        wording.drop(*match.span())
    for match in _phrases().finditer(text):
        wording.drop(*match.span())
    _loaded(wording, text, decorated, article)


def _body_end(text: str) -> int:
    return len(text) - (len(text) - len(text.rstrip('.!?。！？"”’»)')))


def _drop_lead(wording: Wording, text: str, found: Report, short: bool) -> None:
    """`Saying that C, he stressed that D`: D alone, when D can stand alone."""
    if found.form != "participle" or not short:
        return
    rest = text[found.cue[1] :]
    if re.match(r" (?:it|this|that they|them|so)\b(?! is| was)", rest) or word_count(rest) < 3:
        return
    if re.match(r"(?:Asked|Pressed)\b", text):
        return
    wording.drop(0, found.subject[0], "first statement")


def _speaker(wording: Wording, voice: Voice, at: int, keep_pronoun: bool) -> None:
    """The speaker's name for a pronoun or a title; the sentence stands at the offset `at`."""
    found, name = voice.report, voice.name
    if voice.person and voice.subject:
        wording.swap(0, voice.subject.end - voice.subject.start, voice.person, "speaker")
        return
    for sharer in voice.sharers if voice.subject else ():
        if sharer.antecedent and at <= sharer.place.start:
            wording.swap(sharer.place.start - at, sharer.place.end - at, sharer.name, "speaker")
    if not found or not name or not voice.antecedent:
        return
    start, end = found.subject
    if voice.subject and voice.antecedent.start > voice.subject.end and TITLED.match(wording.source, start):
        return  # who is named by a title only later may be somebody else
    words = wording.source[start:end]
    if words.lower() in ("he", "she", "they") and keep_pronoun:
        return
    if words.lower() == name.lower():
        return
    if re.match(r"the (?:report|speech|address|statement|lecture)$", words, re.IGNORECASE):
        wording.swap(start, end, f"{name}'s {words.split()[1]}", "speaker")
    else:
        wording.swap(start, end, name, "speaker")


def _cue(wording: Wording, text: str, found: Report) -> None:
    """A neutral verb for a loaded one, and no adverb before it."""
    start, end = found.cue
    if found.form == "according" or HAIL.match(text, start):
        return
    verb: Verb | None = verbs().get(text[start:end].lower())
    last = max(found.subject[1], text.rfind(",", found.subject[1], start))  # `, then mayor,` is who somebody was
    for match in _saying_adverbs().finditer(text[last:start]):
        wording.drop(last + match.start(), last + match.end(), "adverb")
    if verb is None or (found.form == "after" and LEADING.fullmatch(text[: found.content[1]])):
        return
    rest = text[end : end + 60]
    if found.form == "after":
        neutral_verb = verb.alone
    elif re.match(r"(?:, [^,]{2,30},)? that\b(?! [\w-]+[.,])|: |,? [\"“]", rest) or _clause(rest):
        neutral_verb = verb.that
    elif re.match(r" the (?:need|necessity|importance)\b", rest):
        neutral_verb = verb.noun
    else:
        neutral_verb = verb.noun if not verb.same else ""
    if neutral_verb:
        cue = text[start:end].lower()
        if cue.endswith("s") and not cue.endswith("ss") and neutral_verb == "said":
            neutral_verb = "says"
        if cue == "say":
            neutral_verb = "say"
        wording.swap(start, end, neutral_verb, "reporting verb")


def _clause(rest: str) -> bool:
    """Whether a finite clause follows the cue without `that`."""
    return bool(
        re.match(
            r" (?:it|he|she|they|there|we|[a-z]+(?: (?!(?:that|which|who)\b)[\w-]+){0,6}) "
            r"(?:is|are|was|were|has|have|had|will|would|should|could|can|may|might|must)\b",
            rest,
        )
    )


def _trail(wording: Wording, text: str, found: Report | None, decorated: bool) -> None:
    """Clauses of praise, homage or purpose, to the end of their clause."""
    whole_end = _body_end(text)
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
                wording.drop(match.start(), stop + bool(comma))
        for match in _droppable().finditer(text, start, end):
            if not decorated and "so as" in match.group():
                continue
            if word_count(text[start : match.start()]) >= 6 and not wording.dropped(match.start() + 1):
                wording.drop(match.start(), end)
                break


def _loaded(wording: Wording, text: str, decorated: bool, article: str) -> None:
    """The neutral wording of each loaded one, where a rule has one."""
    marked = list(text)
    for item in find(text):
        source = text[item.start : item.end]
        if item.neutral and _misfit(text, item.start, item.neutral):
            continue
        if source[0].isupper() and re.search(rf"[a-z] {re.escape(source)}\b(?! [A-Z])", article):
            continue  # a name: the article writes it so within a sentence
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


def _misfit(text: str, start: int, neutral: str) -> bool:
    """Whether the wording will not do: `have plummeted` is not `have fell`; hail may be ice."""
    if neutral in PASTS and PERFECT.search(text, 0, start):
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
