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

from service.reading.joint import JOINT, PLURAL
from service.reading.words import UPPER, quoted_spans


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
    r"have|\w+ly) ){0,2}"
)
PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t)"
CAPS = rf"[{UPPER}][\w’'.-]*"
# A noun phrase that can speak: a pronoun, a name with what stands round it, or "the/a ..." up to six words.
NOUN = (
    rf"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Tt]wo|[Ss]ome|[Mm]any|[Ss]everal|[Bb]oth|"
    rf"(?:{CAPS} ){{0,3}}{CAPS}['’]s) (?:[\w’'-]+ ){{0,7}}?[\w’'-]+)"
)
NAMED = rf"(?:(?:[\w’'-]+ ){{0,4}}?(?:{CAPS})(?: (?:{CAPS}|of|the|for|and|de|van|von|bin|al)){{0,7}})"
ASIDE = r"(?:, (?!(?:after|before|in|on|at|during|while|when) )[^,]{2,120}(?:, [^,]{2,80})?,)?"
RECORD = r"(?:accounts|records?|logs?|registers?|figures|minutes|data|documents|survey|poll|statistics)"
KEPT = r"(?: (?:kept|published|released|seen|compiled) by [^,;.]{2,60}?)?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cue = rf"(?P<cue>{_forms()})"
    subject = rf"(?P<subject>{PRONOUN}|{PLURAL}|{JOINT}|{NAMED}|{NOUN})"
    connective = r"(?P<lead>(?:(?:And then|Then|And|But|First|Second|Third|Finally|Meanwhile|However|In turn),? )?)"
    before = re.compile(rf"^{connective}{subject}{ASIDE} {ADVERB}{cue}(?P<that> that)?\b(?P<content>[^\n]*)$")
    opened = re.compile(
        rf"^(?P<lead>[A-Z][^,]{{2,120}}, ){subject}{ASIDE} {ADVERB}{cue}(?P<that> that)?\b(?P<content>[^\n]*)$"
    )
    after = re.compile(
        rf"[,?!]['”\"]?,? {subject}{ASIDE} {ADVERB}{cue}(?P<tail>[.,;:]| (?:in|at|on|to|during|after|of|when|"
        rf"earlier|yesterday)\b| (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?<=told) \w+)"
    )
    inverted = re.compile(
        rf"(?:[,?!]['”\"]|['”\"],) {cue} (?P<subject>{NAMED}|{NOUN})(?P<tail>[.,;]| (?:in|at|on|to|during|after)\b)"
    )
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
    according = re.compile(
        r"(?:^According to (?P<subject>[^,]{2,120}), |, according to (?P<last>[^,.]{2,120}(?:, [^.]{2,60})?)\.?$)"
    )
    return before, opened, after, inverted, participle, according, shown, rising


# A sentence without a cue that makes somebody the speaker of what follows.
SPEECH_ACT = re.compile(
    r"\b(?:made|makes|delivered|delivers|gave|gives|presented|presents|submitted|read out|opened)\b[^.]{0,40}?\b"
    r"(?P<what>report|speech|address|statement|lecture|keynote|testimony|remarks|debate|briefing|account)\b"
)
GOES_ON = re.compile(r":\s*$")
WITHIN = re.compile(r", (?:which|who|whom|where|whose)$")
MAX = 1_200  # characters; what is longer is no sentence that a person wrote, and has no reporting form


def report(sentence: str) -> Report | None:
    """The reporting form of `sentence`, None when it has none. Linear for sentences of bounded length."""
    if len(sentence) > MAX:
        return None
    before, opened, after, inverted, participle, according, shown, rising = _patterns()
    quotes = [(span.start, span.end) for span in quoted_spans(sentence)]

    def in_quote(at: int) -> bool:
        return any(start < at < end - 1 for start, end in quotes)

    if match := participle.match(sentence):
        return Report("participle", match.span("subject"), match.span("cue"), match.span("content"))
    # The last trailing cue is the outermost: everything before it is what was said.
    trailing = [m for pattern in (after, inverted) for m in pattern.finditer(sentence) if not in_quote(m.start("cue"))]
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
        return Report(
            "according",
            match.span(name),
            (match.start() + (2 if name == "last" else 0), match.start(name) - 1),
            content,
        )
    for pattern in (before, opened, shown, rising):
        match = pattern.match(sentence)
        if match and not in_quote(match.start("cue")) and _is_subject(match.group("subject")):
            return Report("before", match.span("subject"), match.span("cue"), match.span("content"))
    return None


# What was uttered is nobody: what "speeches" criticise, the article tells. A report or a poll is a source.
UTTERANCES = frozenset("speeches statements remarks slogans comments words chants messages toasts".split())
OPENERS = frozenset("so thus such here there yet".split())  # `So crowed the mayor`: the subject comes behind
NOT_LAST = frozenset(
    """
    be been being was were is are to and of not never will would can could may might shall should must has had have
    """.split()
)


def _is_subject(words: str) -> bool:
    """A subject holds no verb or preposition of its own clause at its start."""
    parts = words.lower().split()
    first, last = parts[0], parts[-1]
    return (
        first
        not in {
            "that",
            "which",
            "who",
            "if",
            "when",
            "while",
            "as",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "and",
            "after",
            "before",
            "since",
            "until",
            "although",
            "because",
        }
        and last not in NOT_LAST
        and first not in {"nobody", "none", "no", "neither"}
        and parts != ["the"]
        and not (first.endswith("ly") and words[:1].islower())
        and words.lower() not in UTTERANCES | OPENERS
        and not {"which", "that", "who", "when", "where"} & set(parts)
    )
