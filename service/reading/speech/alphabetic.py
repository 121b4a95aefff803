"""Who says what in a Russian, French or Spanish sentence: by the verb, its complement, and where its subject stands."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.reading.reporting import MAX, Report
from service.reading.speech.heard import BLANK, Heard, Named, Who, blanked, stand_ins
from service.reading.speech.nouns import Nouns

CLOSED = rf"(?:[»”\"“{BLANK}]\s?[,.]?|[,?!…])"
LEAD = r"(?:[^,.;:]{2,60}, )?"
OBJECT = re.compile(r" (?!(?:en|por|como|entre|dans|par|comme|в|на|среди|por|con|avec)\b)[\w’'«“\"]")
ENDS = re.compile(r"[.,;]|\s[—–]|$")
WHERE = re.compile(r" (?:en|a|à|au|lors|в|на|el|ce|hier|ayer)\b")
# What may stand before a Spanish verb whose subject is left out: what somebody was asked, or that they did not.
UNSAID = re.compile(r"(?:No|Tampoco)\s*|\w+(?:ad[oa]s?|id[oa]s?|ndo)\b[^.:;]*,\s*")
INTENDED = re.compile(r"(?:чтобы|если) $")  # what somebody is to say, nobody says
UNDER = re.compile(r"(?:\bque|qu['’]|\bчто)\s?(?:\w+ )?$")  # what another says is said by them


@dataclass(frozen=True)
class Verbs:
    """Regular expressions. `turned`: the forms with a pronoun behind them (a-t-elle dit), in its group `pronoun`."""

    clause: str
    object: str
    directive: str
    that: str
    adverb: str
    turned: str = ""


class Alphabetic:
    """See `Tongue`. Linear for sentences of bounded length."""

    head_last = False

    def __init__(self, nouns: Nouns, verbs: Verbs, words: dict[str, str], *, drops: bool, cases: bool) -> None:
        """`drops`: the subject may be left out; `cases`: nouns are inflected."""
        self.nouns = nouns
        self.drops = drops
        self.cases = cases
        self.stand_ins = stand_ins(words)
        self.roles = nouns.titles
        self.genders = {key: re.compile(words[f"genders.{key}"]) for key in ("she", "he") if cases}
        self.hearsay = re.compile(words["hearsay"])
        self.own: re.Pattern[str] | None = re.compile(f"{nouns.pronoun.pattern}|{nouns.head.pattern}")
        theirs = {key: words[f"theirs.{key}"] for key in ("he", "she", "they")}
        every = f"{verbs.clause}|{verbs.object}|{verbs.directive}"
        self.cue = re.compile(rf"(?<![\w’'-])(?i:{every})(?![\w’'-])")
        self.clause = re.compile(rf"(?i:{verbs.clause}|{verbs.directive})")
        self.object = re.compile(rf"(?i:{verbs.object}|{verbs.directive})")
        self.adverbs = re.compile(rf"(?:(?:^|\s)(?i:{verbs.adverb}))+\s*$")
        self.complement = re.compile(
            rf"(?: (?:{verbs.adverb}))*(?: {words['near']})??(?:, [^,.;:{BLANK}]{{2,25}},)?,?"
            rf"(?:(?: (?:d['’]|de|du|par|à|comme|contre|por|como|contra))? ?{BLANK}"
            rf"| (?:{verbs.that})(?:(?<=['’])|(?![\w-])))"
            rf"|[^,.;:{BLANK}]{{0,40}}:\s"
        )
        self.behind = re.compile(
            rf"(?P<mark>{CLOSED})\s*(?P<dash>[—–-]\s*)?(?:(?i:{verbs.adverb}) )*(?P<cue>(?i:{every}))(?![\w’'-])"
            rf"|(?P<raya>\s[—–]\s?)(?P<said>(?i:{every}))(?![\w’'-])"
        )
        self.turned = re.compile(rf"(?P<mark>{CLOSED})\s*(?P<cue>{verbs.turned})(?!\w)") if verbs.turned else None
        start = rf"(?P<lead>^(?:{LEAD}))(?P<cue>(?i:{words['according']})) ?"
        self.opens = re.compile(rf"{start}(?P<np>[^,{BLANK}][^,]{{1,110}}), ")
        self.inside = re.compile(rf"(?:,|\s) ?(?P<cue>(?i:{words['according']})) ?(?P<np>[^,.;:]{{2,100}})(?=[,.;]|$)")
        self.view = re.compile(rf"^(?P<cue>(?i:{words['view']})) (?P<np>[^,{BLANK}]{{3,60}}), ")
        self.theirs = [
            (key, re.compile(rf"(?:^{LEAD}|, )(?P<cue>(?i:{forms}))(?=[,.\s])")) for key, forms in theirs.items()
        ]
        self.as_told = re.compile(
            rf"(?:^|, )(?:(?i:{words['as']}))\s?(?P<cue>(?i:{every}))(?![\w’'-])(?P<np>[^,.;]{{2,90}})(?=[,.;]|$)"
        )
        self.stands = re.compile(rf"(?:^|, )(?P<cue>(?i:{words['stands']}))(?P<np> [^,.;]{{2,80}})?(?=[,.;]|$)")
        self.at_place = (
            re.compile(
                rf"^(?:{LEAD})(?P<prep>(?i:{words['in']})) (?P<np>[^,.;:]{{2,60}}?)(?P<mid>(?: [а-яё]+){{0,3}}?) "
                rf"(?P<cue>(?:{verbs.clause}|{verbs.object})(?<=ли))(?!\w)"
            )
            if words["in"]
            else None
        )

    def heard(self, text: str, quotes: list[tuple[int, int]]) -> Heard | None:
        if len(text) > MAX:
            return None
        outside = blanked(text, quotes)
        for read in (self._told_by, self._according, self._behind, self._before, self._stands):
            if found := read(text, outside):
                return found
        return None

    def people(self, text: str) -> list[Named]:
        found = self.nouns.people(text)
        return [named for named in found if named.title] if self.cases else found  # a title tells the nominative

    def parts(self, name: str) -> list[str]:
        words = name.split()
        inner = [word for word in words[1:-1] if word[0].isupper()] if self.drops else []  # the first of two surnames
        return list(dict.fromkeys([words[-1], words[0], *inner]))

    def same(self, name: str, other: str) -> bool:
        """Russian names are told in their cases: Олега Рюмина is Олег Рюмин."""
        if not self.cases:
            return name == other
        mine, theirs = name.split(), other.split()
        return len(mine) == len(theirs) and all(map(_alike, mine, theirs))

    def bare(self, phrase: str) -> str:
        bare = self.nouns.without_article(phrase)
        known = (word for word in self.stand_ins if self.same(bare, word)) if self.cases else ()
        return next(iter(known), bare)

    def _told_by(self, text: str, outside: str) -> Heard | None:
        """`As X reports, C`; `C, as X reports`."""
        match = self.as_told.search(outside)
        if not match:
            return None
        who = self._at_place(text, *match.span("np")) or self.nouns.right(text, match.end("cue"))
        if who is None:
            return None
        return self._heard("according", who, match.span("cue"), (0, len(text)), text)

    def _according(self, text: str, outside: str) -> Heard | None:
        for pronoun, pattern in self.theirs:
            if match := pattern.search(outside):
                meant = Who(*match.span("cue"), pronoun=pronoun)
                return Heard(Report("according", match.span("cue"), match.span("cue"), (0, len(text))), meant)
        loose = self.cases or self.hearsay.search(outside) is not None
        for pattern in (self.opens, self.inside, self.view):
            for match in pattern.finditer(outside):
                who = self.nouns.source(text, *match.span("np"), loose=loose and pattern is not self.view)
                if who and who.phrase:
                    who = self.nouns.beside(text, match.end("np")) or who
                if who and (who.name or pattern is not self.view):
                    return Heard(Report("according", (who.start, who.end), match.span("cue"), (0, len(text))), who)
        return None

    def _behind(self, text: str, outside: str) -> Heard | None:
        """`C, says X`; `C, a-t-il dit`; also inside the marks of a quotation. The first counts."""
        if self.turned and (match := self.turned.search(text)):
            pronoun = "she" if "elle" in match["cue"] else "he"
            pronoun = "they" if re.search(r"-(?:ils|elles)\b", match["cue"]) else pronoun
            meant = Who(*match.span("cue"), pronoun=pronoun)
            return Heard(Report("after", match.span("cue"), match.span("cue"), (0, match.end("mark"))), meant)
        for match in self.behind.finditer(text):
            name = "cue" if match["cue"] else "said"
            mark = match.end("mark") if match["mark"] else match.start()
            quoted = bool(match["raya"]) or (match["mark"][0] not in "," or outside[max(0, match.start() - 1)] == BLANK)
            inner = outside[match.start(name)] == BLANK
            quoted = bool(match["dash"]) or (quoted and not inner)
            if inner and self.cases and not match["dash"]:
                continue
            rest = text[match.end(name) :]
            if not quoted and self._apposed(outside[: match.start(name)]):
                continue
            who = self.nouns.right(text, match.end(name))
            put_in = match["mark"] == "," and rest.startswith(",")  # , admitió,
            if who is None and not (self.drops and (quoted or put_in) and not inner and ENDS.match(rest)):
                continue
            if who and not quoted and not ENDS.match(text, who.end) and not WHERE.match(text, who.end):
                continue
            return self._heard("after", who, match.span(name), (0, mark), text)
        return None

    def _apposed(self, left: str) -> bool:
        """Whether the comma before the verb ends what was put between subject and verb."""
        who = self.nouns.left(left.rstrip())
        return who is not None

    def _before(self, text: str, outside: str) -> Heard | None:
        """`X says that C`, `X asks for C`, `In X they say that C`."""
        if self.at_place and (match := self.at_place.match(outside)) and self.complement.match(outside, match.end()):
            start, end = match.start("np"), match.end("mid")
            end -= len(outside[start:end]) - len(self.adverbs.sub("", outside[start:end]).rstrip())
            if self.nouns.place(text[start:end]):
                place = Who(start, end, phrase=text[start:end])
                return self._heard("before", place, match.span("cue"), (match.end(), len(text)), text)
        nested = False
        for match in self.cue.finditer(outside):
            start, end = match.span()
            told = bool(self.clause.fullmatch(match.group()) and self.complement.match(outside, end))
            if not told and not (self.object.fullmatch(match.group()) and OBJECT.match(text, end)):
                continue
            left = self.adverbs.sub("", outside[:start])
            left_out = not left.strip() or UNSAID.fullmatch(left)
            if self.drops and left_out and (told or not self.nouns.right(text, end)):
                return self._heard("before", None, (start, end), (end, len(text)), text)
            who = self.nouns.left(left.rstrip())
            if who is None and told:
                who = self.nouns.whole(left.split(",")[0].rstrip() if left.rstrip().endswith(",") else left.rstrip())
            if who and (self._thing_that_did(who, match.group()) or INTENDED.search(text[: who.start])):
                continue
            if who and nested and UNDER.search(text[: who.start]):
                continue
            nested = nested or told
            if who:
                return self._heard("before", who, (start, end), (end, len(text)), text)
        return None

    def _at_place(self, text: str, start: int, end: int) -> Who | None:
        """`в пресс-службе завода`: a place that stands for those who are there."""
        inside = re.match(r" во? ", text[start:end]) if self.cases else None
        start += inside.end() if inside else 0
        return Who(start, end, phrase=text[start:end]) if inside and self.nouns.place(text[start:end]) else None

    def _thing_that_did(self, who: Who, verb: str) -> bool:
        """Whether the form of a Russian verb tells that its subject is no person: Общество памяти Орлова назвало."""
        return self.cases and bool(who.name) and verb.lower().endswith("ло")

    def _stands(self, text: str, outside: str) -> Heard | None:
        """`C, it says in a statement by X`."""
        match = self.stands.search(outside)
        if not match or not match["np"]:
            return None
        who = self.nouns.source(text, match.start("np") + 1, match.end("np"), loose=True)
        return self._heard("after", who, match.span("cue"), (0, match.start("cue")), text) if who else None

    def _heard(self, form: str, who: Who | None, cue: tuple[int, int], content: tuple[int, int], text: str) -> Heard:
        if who and BLANK in who.phrase:
            who = who._replace(phrase=text[who.start : who.end])
        subject = (who.start, who.end) if who else (cue[0], cue[0])
        gender = ""
        if self.cases:
            verb = text[cue[0] : cue[1]].lower()
            gender = "she" if re.search(r"(?:ла|лась)$", verb) else "he" if re.search(r"(?:л|лся)$", verb) else ""
        return Heard(Report(form, subject, cue, content), who, gender)


def _alike(word: str, other: str) -> bool:
    """Whether two words differ in their ending only."""
    mine, theirs = word.lower().replace("ё", "е"), other.lower().replace("ё", "е")
    shared = next(
        (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs))
    )
    return shared >= max(3, min(len(mine), len(theirs)) - 1) and max(len(mine), len(theirs)) - shared <= 3
