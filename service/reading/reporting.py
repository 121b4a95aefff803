"""Reporting cues: who is said to say what in a sentence, as far as its form tells. English.

The forms are those of the attribution literature (Pareti, 2012; PolNeAR, Newell et al., 2018): a cue before its
content, a cue after it, a participle before the main clause, and "according to".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from service.reading.dateline import DATELINE
from service.reading.joint import JOINT, PLURAL
from service.reading.people import ROLE_NOUN
from service.reading.verb_forms import PAST
from service.reading.words import PRONOUNS, UPPER, quoted_spans


@dataclass(frozen=True)
class Verb:
    forms: tuple[str, ...]
    that: str = ""
    alone: str = ""
    noun: str = ""
    kind: str = ""
    same: bool = False


@dataclass(frozen=True)
class Report:
    """What the form of one sentence tells. All offsets are into the sentence; -1 where a part is absent.

    form: before (X said that C), after (C, X said), participle (Saying C, X said D), according (according to X).
    """

    form: str
    subject: tuple[int, int]
    cue: tuple[int, int]
    content: tuple[int, int]

    def moved(self, by: int) -> Report:
        """The same of a sentence with `by` characters more before it."""
        parts = ((start + by, end + by) for start, end in (self.subject, self.cue, self.content))
        return Report(self.form, *parts)


@cache
def verbs() -> dict[str, Verb]:
    """Each reporting form, in lower case, with its verb."""
    raw = yaml.safe_load(files("service.reading").joinpath("data/reporting.yaml").read_text("utf-8"))
    table = [Verb(**{**row, "forms": tuple(row["forms"])}) for row in raw]
    return {form: verb for verb in table for form in verb.forms}


@cache
def _forms() -> str:
    return "|".join(re.escape(form) for form in sorted(verbs(), key=len, reverse=True))


ADVERB = (
    r"(?:(?:also|further|then|later|since|again|first|finally|strongly|firmly|repeatedly|publicly|flatly|even|has|had|"
    r"have|(?!(?:family|assembly|ally|monopoly|elderly) )\w+ly) ){0,2}"
)
# `The minister on Monday urged ...`
DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
WHEN = (
    rf"(?:(?:(?:late |early |earlier )?(?:on|last|this) )?{DAY}"
    r"(?: (?:morning|afternoon|evening|night))? |(?:yesterday|today|(?:late |early )?last (?:week|month|year)) )?"
)
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
CAPS = rf"[{UPPER}][\w’'.-]*"
# A noun phrase that can speak: a pronoun, a name with what stands round it, or "the/a ..." up to six words.
NOUN = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|Another|[Tt]wo|[Ss]ome|[Mm]any|[Ss]everal|[Bb]oth|"
    rf"(?:{CAPS} ){{0,3}}{CAPS}['’]s) (?:[\w’'-]+ ){{0,7}}?[\w’'-]+)"
)
NAMED = rf"(?:(?:[\w’'-]+ ){{0,4}}?(?!{DAY}\b){CAPS}(?: (?:(?!{DAY}\b){CAPS}|of|the|for|and|de|van|von|bin|al)){{0,7}})"
ASIDE = (
    r"(?: \([^()]{1,60}\))?"
    r"(?:, (?!(?:after|before|in(?! (?:its|his|her|their)\b)|on|at|during|while|when) )[^,]{2,120}(?:, [^,]{2,80})?,)?"
)
RECORD = r"(?:accounts|records?|logs?|registers?|figures|minutes|data|documents|survey|poll|statistics)"
KEPT = r"(?: (?:kept|published|released|seen|compiled) by [^,;.]{2,60}?)?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cue = rf"(?P<cue>{_forms()})"
    subject = rf"(?P<subject>{PRONOUN}|{PLURAL}|{JOINT}|{NAMED}|{NOUN})"
    connective = r"(?P<lead>(?:(?:And then|Then|And|But|First|Second|Third|Finally|Meanwhile|However|In turn),? )?)"
    before = re.compile(rf"^{connective}{subject}{ASIDE} {WHEN}{ADVERB}{cue}(?P<that> that)?\b(?P<content>[^\n]*)$")
    lead = r"(?:[A-Z][^,]{2,120}, |(?:In|At|On) (?:an?|the|his|her|its) [\w-]+ (?=(?:he|she|it|they) ))"
    opened = re.compile(rf"^(?P<lead>{lead}){subject}{ASIDE} {WHEN}{ADVERB}{cue}(?P<that> that)?\b(?P<content>[^\n]*)$")
    after = re.compile(
        rf"[,?!]['”\"]?,? {subject}{ASIDE} {ADVERB}{cue}(?P<tail>[.,;:]| (?:in|at|on|to|during|after|of|"
        rf"when|with|while|earlier|yesterday)\b| {DAY}|(?<=told) \w+)"
    )
    inverted = re.compile(
        rf"(?:[,?!]['”\"]|['”\"],) {cue} (?P<subject>{NAMED}|{NOUN})(?P<tail>[.,;]| (?:in|at|on|to|during|after)\b)"
    )
    unquoted = re.compile(rf", (?P<cue>said|says) (?P<subject>{PLURAL}|{NAMED}|{NOUN})(?P<tail>[.,;])")
    participle = re.compile(
        r"^(?P<lead>Saying|Noting|Stressing|Stating|Adding|Emphasi[sz]ing|Underlining|Underscoring|Recalling|"
        r"Pointing out|Calling (?:for|on)|Expressing|"
        r"Referring to|Quoting|Blaming|Citing|Describing|Warning|Declaring|Mentioning|Criticizing|Criticising|"
        r"Asked|Pressed|Carrying|Analyzing|Terming)\b"
        rf"(?P<content>[^\n]*?), (?P<subject>{PRONOUN}|[Tt]he (?:[\w’'-]+ ){{0,3}}?[\w’'-]+|"
        rf"{CAPS}(?: {CAPS}){{0,3}}) {ADVERB}(?P<cue>{_forms()}|extended|made|opened|closed)\b"
    )
    shown = re.compile(
        rf"^(?P<subject>(?:[Tt]he|{CAPS}(?: {CAPS}){{0,3}}['’]s) (?:[\w’'-]+ ){{0,2}}{RECORD}{KEPT}){ASIDE} "
        r"(?P<cue>shows?|showed)(?P<content>\b[^\n]*)$"
    )
    rising = re.compile(  # the member, who had been silent, rose to say that ...
        rf"^(?P<subject>{NAMED}){ASIDE} [^,;:\"“]{{3,80}} to "
        r"(?P<cue>say|argue|warn|complain|insist|claim|declare|explain|whine|moan)(?P<content> that\b[^\n]*)$"
    )
    besides = re.compile(  # the minister left the hall, saying that ...
        rf"^(?P<lead>(?:[A-Z][^,]{{2,60}}, )?)(?P<subject>{PRONOUN}|{NAMED}|{NOUN}){ASIDE} "
        rf"(?:\w+ly )?(?:\w{{2,}}ed|{'|'.join(PAST)}) [^;:\"“]{{2,160}}?, "
        r"(?P<cue>saying|stating|noting|warning|arguing|claiming|declaring|explaining|insisting|pointing out)"
        r"(?P<content> [^\n]*)$"
    )
    according = re.compile(
        r"(?:^According to (?P<subject>[^,]{2,120}), |, according to (?P<last>[^,.]{2,120}(?:, [^.]{2,60})?)\.?$)"
    )
    return before, opened, after, inverted, unquoted, participle, according, shown, rising, besides


# A sentence without a cue that makes somebody the speaker of what follows.
SPEECH_ACT = re.compile(
    r"\b(?:made|makes|delivered|delivers|gave|gives|presented|presents|submitted|read out|opened)\b[^.]{0,40}?\b"
    r"(?P<what>report|speech|address|statement|lecture|keynote|testimony|remarks|debate|briefing|account)\b"
)
NAMES = re.compile(rf"^(?:[\w’'-]+ )*{CAPS} {CAPS}$")  # what ends a sentence behind `said` is who said it
GOES_ON = re.compile(r":\s*$")
WITHIN = re.compile(r", (?:which|who|whom|where|whose)$")
MAX = 1_200  # characters; what is longer is no sentence that a person wrote, and has no reporting form


def report(sentence: str) -> Report | None:
    """The reporting form of `sentence`, None when it has none. Linear for sentences of bounded length."""
    if len(sentence) > MAX:
        return None
    filed = DATELINE.match(sentence)
    if filed is None:
        return _report(sentence)
    return found.moved(filed.end()) if (found := _report(sentence[filed.end() :])) else None


def _report(sentence: str) -> Report | None:
    before, opened, after, inverted, unquoted, participle, according, shown, rising, besides = _patterns()
    quotes = [(span.start, span.end) for span in quoted_spans(sentence)]

    def in_quote(at: int) -> bool:
        return any(start < at < end - 1 for start, end in quotes)

    if match := participle.match(sentence):
        return Report("participle", match.span("subject"), match.span("cue"), match.span("content"))
    # The last trailing cue is the outermost: everything before it is what was said.
    trailing = [m for pattern in (after, inverted) for m in pattern.finditer(sentence) if not in_quote(m.start("cue"))]
    trailing = [m for m in trailing if m["cue"].lower() not in FINDING or m["tail"][:1] in ".,;:"]
    if any(WITHIN.search(sentence, 0, m.start()) for m in trailing) and before.match(sentence):
        trailing = []  # X said that this was A, which, Y said, is B
    if trailing:
        match = max(trailing, key=lambda m: m.start())
        if _is_subject(match.group("subject")):
            end = match.start() + (match.group()[0] != ",")
            return Report("after", match.span("subject"), match.span("cue"), (0, end))
    if match := according.search(sentence):
        name = "subject" if match.group("subject") else "last"
        content = (match.end(), len(sentence)) if name == "subject" else (0, match.start())
        start, end = match.span(name)
        if end_of_name := FURTHER.search(sentence, start, end):
            end = end_of_name.start()
        return Report(
            "according",
            (start, end),
            (match.start() + (2 if name == "last" else 0), match.start(name) - 1),
            content,
        )
    teller = next(
        (m for m in unquoted.finditer(sentence) if m.end() == len(sentence) and NAMES.search(m["subject"])), None
    )
    for pattern in (before, opened, shown, rising, besides) if teller is None else ():
        match = pattern.match(sentence)
        if match and not in_quote(match.start("cue")) and _is_subject(match["subject"]) and _tells(match):
            return Report("before", match.span("subject"), match.span("cue"), match.span("content"))
    for match in unquoted.finditer(sentence):
        if not in_quote(match.start("cue")) and _is_subject(match["subject"]):
            return Report("after", match.span("subject"), match.span("cue"), (0, match.start()))
    return None


# What was uttered is nobody: what "speeches" criticise, the article tells. A report or a poll is a source.
UTTERANCES = frozenset("speeches statements remarks slogans comments words chants messages toasts".split())
# Words that are no subject by themselves: `So crowed the mayor`, `An estimated 40 ships`, `Once described as`.
OPENERS = frozenset(
    """
    so thus such here there yet the a an this these those also already once often still again later first now then
    however meanwhile moreover instead monday tuesday wednesday thursday friday saturday sunday
    """.split()
)
CLAUSES = frozenset("if when while as after before since until although because".split())
NOT_FIRST = CLAUSES | frozenset(
    "that which who in on at by for with and nobody no-one none no neither said says".split()
)
NOT_LAST = frozenset(
    """
    be been being was were is are to and of not never will would can could may might shall should must has had have
    as for from in by with on at the a an
    """.split()
)
VERBS_INSIDE = frozenset("which that who when where but as because was were is are".split())
SHORTENED = re.compile(r"(?:he|she|it|they|we|i|there)['’]", re.IGNORECASE)  # `She's accused of`
FURTHER = re.compile(r",? (?:who|which|because|but|and (?:is|was|are|were|has|have))\b")
# What is said, not done: `he added that`, `she claims it is`; not `he added two goals`, `they went on to the coast`.
QUOTED = re.compile(
    r"(?: (?:in|on|at|to|by|during|last)\b[^,.;:]{0,40})?(?: that\b|:|,? ?[\"“‘'«])|,(?: |$)|"
    r" to (?:say|add|explain|argue|claim|ask)\b"
)
CLAUSE = re.compile(
    r" (?!(?:and|or)\b)[^,.;:]*\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|did|does|"
    r"\w+n['’]t)\b| (?:he|she|it|they|we|I|there)\b"
)
WITH_CLAUSE = frozenset("added adds claimed claims asserted snapped protested whined wailed sniffed sniffs".split())
QUOTED_ONLY = frozenset("continued responded answered wrote writes maintains found ruled held".split()) | {"went on"}
# `The captain accused of the theft`, `reported for duty`: nobody is said to be accused of it.
OBJECT = frozenset(
    """
    accused blamed criticized criticised denounced condemned praised hailed lauded extolled commended described termed
    dismissed slammed blasted lambasted reported
    """.split()
)
FINDING = frozenset("found ruled held".split())  # `the court held that`; not `the talks held in May`
# `recalled its ambassador`, `recalled 20,000 cars`: not in words.
CALLED_BACK = re.compile(
    rf" (?:(?:its|the|their|his|her|some|about|an?) )?(?:\d|(?:[\w-]+ ){{0,2}}?(?i:{ROLE_NOUN})\b(?!['’]))"
)
OTHERS = frozenset("expected predicted forecast estimated".split())  # `a rise expected to end will cost`
PASSIVE = re.compile(r" (?:by|to be|was|were|is|are)\b")
NOUNS = frozenset(
    "claims demands estimates hopes notes states forecast".split()
)  # `the area's forecast`, `egg producing states`


def _is_subject(words: str) -> bool:
    """A subject holds no verb or preposition of its own clause at its start."""
    parts = words.lower().strip("'\"‘“").split()
    if not parts or " ".join(parts) in UTTERANCES | OPENERS or SHORTENED.match(words):
        return False
    first, last = parts[0], parts[-1]
    return (
        first not in NOT_FIRST
        and last not in NOT_LAST
        and not (len(parts) > 1 and last in PRONOUNS)  # `the stories they told`
        and not (first.endswith("ly") and words[:1].islower())
        and not VERBS_INSIDE & set(words.split())
    )


def _tells(match: re.Match[str]) -> bool:
    """Whether the words after the cue are what the subject says."""
    subject, cue, rest = match["subject"], match["cue"].lower(), match.string[match.end("cue") :]
    if cue in ("said", "says", "told") or (cue.startswith("claim") and re.match(r" (?:\w+ )?to\b", rest)):
        return True
    if PASSIVE.match(rest) or (cue in NOUNS and re.search(r"(?:['’]s?|ing)$", subject)):
        return False
    if cue.startswith("recall") and CALLED_BACK.match(rest):
        return False
    if cue in OBJECT and re.match(r" (?:as|for|of|from)\b", rest):
        return False
    if cue in OTHERS and rest.startswith(" to ") and CLAUSE.match(rest):
        return False
    if QUOTED.match(rest):
        return True
    adverb = " " not in subject and subject.endswith("ly")  # `Initially reported as lost`
    return cue not in QUOTED_ONLY and (not (adverb or cue in WITH_CLAUSE) or CLAUSE.match(rest) is not None)
