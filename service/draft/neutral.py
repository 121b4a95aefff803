"""Neutral, shorter wording of one sentence, by rules that only drop words or swap listed ones. English."""

from __future__ import annotations

import re
from functools import cache

from service.core.document import Document, Span
from service.draft.bare import BARE
from service.draft.compression import LONG, RULES, VERB, drops
from service.draft.praise import HAIL, TAIL, body_end, without_praise
from service.draft.wording import Wording
from service.reading import indirect
from service.reading.company import RULE, in_third_person
from service.reading.dateline import DATELINE
from service.reading.loaded.lexicon import clauses, words_of
from service.reading.people import ROLE_NOUN
from service.reading.reporting import Report, Verb, verbs
from service.reading.voice import Voice
from service.reading.words import word_count

PARTICLE = re.compile(r" (?:out|off|away|down|through|apart)\b")  # with which a verb means another thing
LABEL = re.compile(rf"^(?!{ROLE_NOUN})(?P<label>[A-Z][a-z]+)(?: [a-z']+){{0,5}}: (?=[A-Z])", re.ASCII)
TITLED = re.compile(rf"[Tt]he (?:[\w-]+ ){{0,3}}?(?i:{ROLE_NOUN})\b")
PICTURE = re.compile(
    r" \((?:(?:far |front |back |bottom |top )?(?:pictured|above|below|left|right|centre|center))"
    r"(?: [^()]{1,60})?\)(?=[ ,.;:])(?! [\"“‘']?[A-Z])"
    r"|, pictured(?: (?:left|right|here|above|below))?,(?= )"
)
CONNECTIVE = re.compile(
    r"^(?:(?:And then|Then|And|But|Also|Yet(?! (?:another|to)\b)|Moreover|Furthermore|In addition(?! to\b)|However|"
    r"Meanwhile|Nevertheless|Nonetheless|Additionally|Finally|Lastly|For (?:his|her|their|its) part),?|"
    r"(?:First|Second|Third|Besides|Indeed|Still|Sure|To be sure|In fact|After all|(?:For|As) (?:starters|a start)|"
    r"For (?:example|instance)|On the other hand),) (?=\S)"
)
HERE = re.compile(
    r"\b(?:opened|closed|arrived|ended|began|held|started) (here )(?=on |at |today|yesterday)"
    r"|(?<=[\w,] )(here )(?=(?:today|yesterday|(?:on )?[A-Z][a-z]+day)\b)"
)
ASIDES = re.compile(
    r", (?:however|moreover|meanwhile|too|of course|indeed|naturally|it turned out|needless to say|on the other hand|"
    rf"for (?:example|instance)(?=, (?:[\w’'-]+ ){{0,3}}?{VERB}\b)),"
)
CLAUSE = re.compile(r" (?:the|an?|he|she|it|they|we|[A-Z]\w*)\b")  # `, however, the pier was`: a run-on without it
# What points at another sentence, and no more: without it the sentence says the same.
POINTERS = (" also ", " then ", ", too.", ", as well.", ", for example.", ", for instance.")
ALSO = re.compile(
    r"(?<!\bbut)(?<!\band)(?<!\bor)(?<!\bnot)(?<!n['’]t)(?<!,) also(?= (?!known\b|called\b|named\b)[a-z])"
    r"|(?<!\band)(?<!\bbut)(?<!\bby)(?<!\bsince)(?<!\buntil)(?<!\b[Tt]he)(?<!,) then"
    r"(?= (?:\w+ed|took|went|made|told|said|gave|came|left|ran|began|won|lost)\b)"
    r"|, (?:too|as well|for example|for instance)(?=\.)"
)
OUR = re.compile(r"\b(?:our)(?= [A-Za-z])")
ENDED = re.compile(r"[^\s.…]\.$")
LEADING = re.compile(r"(?:In|On|At|By|Since|During|After|Before|From) [^,]{2,40}")  # when, not what was said
LEADS = re.compile(rf"{LEADING.pattern}|\w+ly|(?:According to|Under|For|With) [^,]{{2,40}}")
SPANS = re.compile(r"\b(?:not only|if|when|once)\b", re.IGNORECASE)  # what it points at is in the sentence
# What was said before the cue is what it points at: `he added that this was so`.
POINTING = re.compile(
    r" (?:that )?(?:it\b(?! is| was)|(?:these|those|they|them|so)\b|"
    r"this\b(?! (?:year|month|week|autumn|winter|spring|summer|time)\b))"
)
THAT = re.compile(  # `said, he told us, that`, `said in a letter that`; not `said that.`
    r"(?:, [^,]{2,30},| (?:in|at|on|during) [^,.;:\"“]{2,40})? that\b(?! [\w-]+[.,](?!\d))|: |,? [\"“]"
)


@cache
def _saying_adverbs() -> re.Pattern[str]:
    """Adverbs before a reporting verb that can go; rarely, falsely, reportedly and their like carry the sense."""
    words = words_of("adverbs") | clauses().decorating_adverbs | {"also", "further", "then", "again", "first", "even"}
    return re.compile(rf"\b(?:{'|'.join(sorted(words))}) ")


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
    company: bool = False,
) -> Wording:
    """`sentence` in plain words.

    `decorated`: the article is loaded, so that its decorations go too. `keep_pronoun`: the statement before names
    the same speaker. `short`: sentences of more than `most` words lose what adds but does not carry, with `bare` who
    somebody is as well. `company`: `we` is a company that presents its results.
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
    if company:
        for start, end, put in in_third_person(text):
            if put:
                wording.swap(start, end, put, RULE)
            else:
                wording.drop(start, end, "opening")
    _speaker(wording, voice, sentence.start, keep_pronoun)
    if found:
        _drop_lead(wording, text, found, short)
        _cue(wording, text, found)
        for match in OUR.finditer(text):
            wording.swap(match.start(), match.end(), "the", "first person")
    if match := HERE.search(text):
        wording.drop(*match.span(1 if match[1] else 2), "place of the report")
    for match in ASIDES.finditer(text):
        leads = LEADS.fullmatch(text, 0, match.start())  # `In May, however, the pier was`: a comma stays
        if leads or "however" not in match.group() or not CLAUSE.match(text, match.end()):
            wording.drop(match.start(), match.end() - bool(leads), "connective")
    pointing = any(words in text for words in POINTERS) and not SPANS.search(text)
    for match in ALSO.finditer(text) if pointing else ():
        wording.drop(match.start(), match.end(), "connective")
    for match in PICTURE.finditer(text):
        wording.drop(*match.span(), "picture")
    without_praise(wording, text, found, decorated, document.text)
    if (tail := TAIL.search(text)) and word_count(text) > LONG:
        wording.drop(tail.start(), body_end(text), "second statement")
    if short:
        gone = word_count(text) - word_count(wording.render()[0])
        for drop in drops(text, most + gone, BARE if bare else RULES):
            wording.drop(*drop)
    return wording


def _drop_lead(wording: Wording, text: str, found: Report, short: bool) -> None:
    """`Saying that C, he stressed that D`: D alone, when D can stand alone."""
    if found.form != "participle" or not short:
        return
    rest = text[found.cue[1] :]
    if POINTING.match(rest) or word_count(rest) < 3:
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
    if voice.carried and name and not voice.quoted and ENDED.search(wording.source):
        end = body_end(wording.source)
        wording.swap(end, end, indirect.told_by(name), indirect.RULE)
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
    if PARTICLE.match(rest):
        return
    if found.form == "after":
        neutral_verb = verb.alone
    elif THAT.match(rest) or _clause(rest):
        neutral_verb = verb.that
    elif re.match(r" the (?:need|necessity|importance)\b", rest):
        neutral_verb = verb.noun
    else:
        neutral_verb = verb.noun if not verb.same else ""
    if neutral_verb and not (neutral_verb == "said" and re.match(r" to [a-z]", rest)):  # `continued to pay`
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
