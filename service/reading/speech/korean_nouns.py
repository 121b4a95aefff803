"""The noun phrases of Korean that can speak: names before their titles, roles, bodies, groups, pronouns."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.speech.heard import BLANK, Named, Who, listed

WORD = re.compile(rf"[^\s,{BLANK}]+")
WORDS = re.compile(r"[^\s]+|\n\s*\n")
# What a word before a title ends with when it is no part of the name.
BOUND = re.compile(
    r"(?:은|는|을|를|에|에서|의|와|과|께서|[가-힣]{2}(?:한|신|된|던)|하고|하며|하여|들|로서|에게|부터|까지|"
    r"라는|이라는|다고|라고|자고|며|면서)$"
)
CAPITALS = re.compile(r"[A-Z]{2,}")
ASIDE = re.compile(r"\([^()]*\)$")
BEFORE_BODY = 2  # words that say which body it is
PLACE = re.compile(r"[가-힣]{2,}(?:주|시|군|구|당)$")
WHOSE = re.compile(r"[가-힣]{2}의$")
LIKE_A_PLACE = re.compile(r"[가-힣]{2}주$")  # a given name that ends as a province does
SURNAME_AND_GIVEN = 3  # syllables
OWN = 4  # syllables of a surname that has its title written to it
KEPT = 65_536  # words whose form is remembered
LONG_WORD = 24  # characters
LONGEST = 3  # words of a name


class KoreanNouns:
    """`words` are those of `heard.table`."""

    def __init__(self, words: dict[str, str]) -> None:
        self.title = re.compile(rf"(?P<own>[가-힣A-Za-z]*?)(?P<title>{listed(words['titles'])}|{words['ministers']})$")
        self.trade = re.compile(words["trades"] + "$")
        self.body = re.compile(rf"(?:{words['bodies']})$")
        self.group = re.compile(rf"(?:{words['groups']})$")
        self.nobody = frozenset(words["nobody"].split("|"))
        self.not_names = frozenset(words["not_names"].split("|"))
        self.functions = frozenset(words["functions"].split("|"))
        offices = f"{words['functions']}|{words['not_names']}"
        self.office = re.compile(rf"(?:{words['countries']})?(?:{offices}|성|부|처|청|국)*$")
        self.countries = frozenset(words["countries"].split("|"))
        self.these = re.compile(rf"(?:^|\s)(?:{words['these']}) $")
        self.leads = frozenset(words["leads"].split("|"))
        self.pronouns = {form: key for key in ("he", "she", "they") for form in words[f"pronouns.{key}"].split("|")}
        self.korean = re.compile(
            rf"(?:[{words['family']}][가-힣]{{1,2}}|(?:남궁|선우|황보|제갈|사공|독고)[가-힣]{{1,2}})$"
        )
        self.told = re.compile(
            rf"(?P<last>.*?(?:{listed(words['titles'])}|{words['ministers']}))(?:께서는|께서|은|는|이|가|의|과|와|도|을|를|에게)?"
        )
        self.holder = lru_cache(KEPT)(lambda word: self.told.fullmatch(word) if len(word) < LONG_WORD else None)

    def people(self, text: str) -> list[Named]:
        found = []
        starts: list[int] = []
        holder = self.holder
        for match in WORDS.finditer(text):
            word = match.group()
            if word[0] == "\n":
                starts = []
                continue
            starts.append(match.start())
            if (held := holder(word.rstrip(",."))) and len(starts) > 1:
                begin = starts[max(0, len(starts) - 5)]
                who = self._titled(text, begin, match.start(), match.start() + held.end("last"))
                if who and who.name and not who.weak:
                    found.append(Named(who.start, who.start + len(who.name), who.name, who.title))
        return found

    def parts(self, name: str) -> list[str]:
        words = name.split()
        if len(words) == 1:
            return [name[0]] if self.korean.match(name) else []
        return list(dict.fromkeys([words[-1], words[0]]))

    def who(self, text: str, begin: int, start: int, end: int, *, known: bool = False) -> Who | None:
        """Who the phrase whose last word is [start, end) names; it begins at or after `begin`.

        `known`: a word that is no more than a name will do, for the document to know.
        """
        if aside := ASIDE.search(text[start:end]):
            end = start + aside.start()
        word = text[start:end]
        if word in self.pronouns:
            return Who(start, end, pronoun=self.pronouns[word])
        if word.endswith("측") and len(word) > 1:
            return Who(start, end - 1, phrase=word[:-1])
        if word == "측":
            before = text[begin:start].split()
            if not before:
                return None
            at = text.rindex(before[-1], begin, start)
            return Who(at, at + len(before[-1]), phrase=before[-1])
        if word in self.nobody:
            return None
        if self.group.match(word):
            return self.those(text, begin, start, end)
        if who := self._titled(text, begin, start, end):
            return who
        if self.body.match(word):
            return self.those(text, begin, start, end)
        who = self._behind_a_trade(text, begin, start, end)
        if who is None and known and re.fullmatch(r"[가-힣]{2,5}", word) and not self.these.search(text[begin:start]):
            return Who(start, end, word, weak=True)
        return who

    def those(self, text: str, begin: int, start: int, end: int) -> Who:
        """A body or a group with the words that say which; `this body` is like a pronoun."""
        if self.these.search(text[begin:start]):
            return Who(start, end, pronoun="they")
        at = self._phrase_start(text, begin, start)
        return Who(at, end, phrase=text[at:end])

    def _titled(self, text: str, begin: int, start: int, end: int) -> Who | None:
        """`X 위원장`: a name, then a title; or the role of a body alone."""
        match = self.title.match(text[start:end])
        if match is None:
            return None
        title = match["title"]
        if self.these.search(text[begin:start]):
            return Who(start, end, pronoun="they")
        before = list(WORD.finditer(text, begin, start))
        if before and (aside := ASIDE.search(before[-1].group())) and aside.start():  # 최복순(74) 씨
            before = list(WORD.finditer(text, begin, before[-1].start() + aside.start()))
        direct = before[-1] if before else None
        if own := match["own"]:
            if self.korean.match(own) and not self.body.match(own) and not self.office.match(own):
                return Who(start, start + len(own), own, title)
            surname = len(own) <= OWN and not (self.office.match(own) or self.body.match(own) or PLACE.match(own))
            if (
                len(own) >= OWN
                and direct
                and len(direct.group()) == SURNAME_AND_GIVEN
                and self.korean.match(direct.group())
            ):
                return Who(direct.start(), end, direct.group(), title)  # 정수빈 재난관리실장
            if surname and (first := self._given(before)):
                return Who(first.start(), end, text[first.start() : start + len(own)], title)
            if surname and not self.trade.match(own + title):
                return None
        while before and self._which(before[-1].group()):
            before.pop()
        skipped = len(list(WORD.finditer(text, begin, start))) - len(before)
        if before and before[-1].group() in self.not_names:
            before = []
        if not before and direct and LIKE_A_PLACE.match(direct.group()) and self.korean.match(direct.group()):
            return Who(direct.start(), end, direct.group(), title)
        if before and self.korean.match(before[-1].group()):
            word = before[-1]
            if len(word.group()) == 3 and not word.group().endswith("의"):
                return Who(word.start(), end, word.group(), title)
        name: list[re.Match[str]] = []
        while before and len(name) < LONGEST and not BOUND.search(before[-1].group()):
            word = before[-1]
            if (
                not re.fullmatch(r"[가-힣]{1,6}", word.group())
                or word.group() in self.leads | self.not_names
                or (self.trade.match(word.group()) and name)
            ):
                break
            if text[word.end() : word.end() + 1] == ",":
                break
            name.insert(0, before.pop())
        if len(name) > 1:
            words = text[name[0].start() : name[-1].end()]
            return Who(name[0].start(), end, words, title)
        if len(name) == 1 and not skipped:
            return Who(name[0].start(), end, name[0].group(), title, weak=True)
        at = self._phrase_start(text, begin, start)
        return Who(at, end, phrase=text[at:end], title="" if at < start else title)

    def _given(self, before: list[re.Match[str]]) -> re.Match[str] | None:
        """The word before a surname that has its title written to it: 피터 깁슨대변인."""
        if not before or BOUND.search(before[-1].group()) or not re.fullmatch(r"[가-힣]{2,6}", before[-1].group()):
            return None
        word = before[-1].group()
        return None if word in self.leads | self.not_names | self.functions or self._which(word) else before[-1]

    def _which(self, word: str) -> bool:
        """Whether a word before a title says of what it is one: a body, a country, another title."""
        if PLACE.match(word):
            return True
        if self.korean.fullmatch(word):
            return False
        return bool(
            word in self.countries or CAPITALS.fullmatch(word) or self.body.match(word) or self.title.match(word)
        )

    def _behind_a_trade(self, text: str, begin: int, start: int, end: int) -> Who | None:
        """`선반공 미로 벨치`: what somebody is, then the name."""
        before = list(WORD.finditer(text, begin, start))
        first = start
        for word in reversed(before[-LONGEST:]):
            if self.trade.match(word.group()) or self.title.match(word.group()):
                name = text[first:end]
                whole = " " in name or self.korean.match(name)
                title = self.title.match(word.group())
                return Who(first, end, name, title["title"] if title else "") if whole else None
            held = self.title.match(text[begin : word.start()].rpartition(" ")[0].rpartition(" ")[2] or " ")
            if BOUND.search(word.group()) and not held:  # 사령관 카를 멘데스
                break
            if not re.fullmatch(r"[가-힣]{1,5}", word.group()):
                break
            first = word.start()
        if self.korean.match(text[start:end]) and len(text[start:end]) == 3:
            return Who(start, end, text[start:end], weak=True)
        return None

    def _phrase_start(self, text: str, begin: int, start: int) -> int:
        """Where the words before a body or a role begin that say which: none with a particle."""
        at = start
        for word in reversed(list(WORD.finditer(text, begin, start))[-BEFORE_BODY:]):
            whose = WHOSE.search(word.group())
            if (BOUND.search(word.group()) and not whose) or word.group() in self.leads:
                break
            if text[word.end() : word.end() + 1] != " ":
                break
            if not re.fullmatch(r"[가-힣A-Za-z]+", word.group()) or re.search(
                r"(?:고|며|서|게|히|로|해|도|만|이|가|으나|지만|는데|하자|되자|[가-힣](?:당|국|자|도시)인)$",
                word.group(),
            ):
                break
            at = word.start()
        return at
