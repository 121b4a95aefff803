"""Who says what in a Korean sentence, of either orthography: by the quoting particle, the verb, and the topic."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.reporting import MAX, Report
from service.reading.speech.heard import BLANK, Heard, Named, Who, blanked, listed, table

WORD = re.compile(rf"[^\s,{BLANK}]+")
PARTICLE = re.compile(r"(?:께서는|께서|은|는|이|가|도)$")
# What a word before a title ends with when it is no part of the name.
BOUND = re.compile(
    r"(?:은|는|을|를|에|에서|의|와|과|께서|한|신|된|던|하고|하며|하여|들|로서|에게|부터|까지|라는|이라는|다고|라고|자고|며|면서)$"
)
QUOTED = r"(?:[다라자냐까요오죠]고|(?:이?라|하)?고|며)"
SEEING = "보고 "
WORDS = re.compile(r"[^\s]+|\n")
OPENING = 4  # words of a sentence in which a subject opens it
NO_TOPIC = re.compile(r"(?:하|되|있|없|이라|다|라|자|려|오|가|나|서|지|에|로|에서|에게|으로|대해|위해|통해)$")
CAPITALS = re.compile(r"[A-Z]{2,}")
ASIDE = re.compile(r"\([^()]*\)$")
NEAR = 80  # characters before a verb in which what is said ends
KEPT = 65_536  # words whose form is remembered
LONG_WORD = 24  # characters
MOST = 6  # words between the end of what is said and the verb
LONGEST = 3  # words of a name


class Korean:
    """See `Tongue`. Linear for sentences of bounded length."""

    def __init__(self) -> None:
        words = table("ko")
        stems = f"{words['hada']}|{words['directive']}"
        hada = listed(stems)
        ends = r"(?:하시였|하시었|하셨|하였|했|하고있|해왔|하여왔)(?:다|습니다)"
        joined = r"(?:하시|하)(?:고|며|면서|였으나|였으며|였고|였지만)|했(?:으나|으며|고|지만)"
        other = words["other"].replace(" (?:", "(?:").strip()
        self.cue = re.compile(
            rf"(?P<stem>{hada})(?:{ends}|(?P<on>{joined}))|(?P<other>{other})|(?P<joined>{words['joined']})"
            rf"|(?P<quoted>(?:.+고)?)(?P<bare>(?:했|하였|하시였|하시었|하셨)(?:다|습니다))"
        )
        self.object = re.compile(words["object"] + "|" + words["directive"])
        self.said = re.compile(
            rf"(?:[다라자냐까]고|것으로|것을|것이라고|데 ?대하여|데 ?대해|데 ?대한|과업을|며|도록|이렇게|이같이|이와 같이|{BLANK}\s?(?:이?라|하)?고)"
            rf"(?P<between>(?:[\s,]+[^\s,]+){{0,{MOST}}}?)[\s,]*$"
        )
        self.acts = re.compile(r"(?:을|를)(?:\s[가-힣]+(?:게|히|적으로)){0,2}\s$")
        self.according = re.compile(r"(?P<np>[^,.:;]{1,60}?)에 ?(?:따르면|의하면)(?![가-힣])")
        self.source = re.compile(r"(?P<cue>따르면|의하면)")
        self.title = re.compile(rf"(?P<own>[가-힣A-Za-z]*?)(?P<title>{listed(words['titles'])}|{words['ministers']})$")
        self.trade = re.compile(words["trades"] + "$")
        self.body = re.compile(rf"(?:{words['bodies']})$")
        self.group = re.compile(rf"(?:{words['groups']})$")
        self.nobody = frozenset(words["nobody"].split("|"))
        self.not_names = frozenset(words["not_names"].split("|"))
        self.functions = frozenset(words["functions"].split("|"))
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

        self.verb = lru_cache(KEPT)(lambda word: self.cue.fullmatch(word) if len(word) < LONG_WORD else None)
        self.holder = lru_cache(KEPT)(lambda word: self.told.fullmatch(word) if len(word) < LONG_WORD else None)

    def heard(self, text: str, quotes: list[tuple[int, int]]) -> Heard | None:
        if len(text) > MAX:
            return None
        outside = blanked(text, quotes)
        return self._verb(text, outside) or self._according(text, outside)

    def people(self, text: str) -> list[Named]:
        found = []
        starts: list[int] = []
        holder = self.holder
        for match in WORDS.finditer(text):
            word = match.group()
            if word == "\n":
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

    def same(self, name: str, other: str) -> bool:
        return name == other

    def _according(self, text: str, outside: str) -> Heard | None:
        match = self.according.search(outside) if self.source.search(outside) else None
        if match is None:
            return None
        start, end = match.span("np")
        while start < end and text[start] == " ":
            start += 1
        cue = self.source.search(text, end)
        words = list(WORD.finditer(text, start, end))
        while words and words[-1].group() in ("보도", "발표", "말", "자료", "보고", "설명", "집계", "통보"):
            words.pop()
        if not words or cue is None:
            return None
        if words[-1].group() in self.nobody:
            return None
        last, stop = words[-1], words[-1].end() - words[-1].group().endswith("의")
        who = self._who(text, words[0].start(), last.start(), stop)
        if who is None and len(text[last.start() : stop]) > 1:
            who = self._those(text, words[0].start(), last.start(), stop)
        if who is None:
            return None
        return Heard(Report("according", (who.start, who.end), cue.span("cue"), (cue.end(), len(text))), who)

    def _verb(self, text: str, outside: str) -> Heard | None:
        final: tuple[int, int] | None = None
        told = 0  # where what is said ends
        for word in WORD.finditer(outside):
            bare = word.group().rstrip(".")
            if match := self.verb(bare):
                start = word.start() + max(0, match.start("bare"))
                if match["other"] == "있다":  # 보고 있다, in two words
                    start -= len(SEEING) if outside.endswith(SEEING, 0, start) else len(outside)
                if start >= 0 and (end := self._reports(outside, start, match)) >= 0:
                    final, told = (start, word.start() + len(bare)), end
        if final is None:
            return None
        who = self._subject(text, outside, told, final[0])
        cue = final
        if who is None:
            if self._topic(outside, final[0]):
                return None
            return Heard(Report("before", (cue[0], cue[0]), cue, (0, cue[0])), None)
        form = "before" if who.start < max(8, outside.find(BLANK)) or BLANK not in outside else "after"
        content = (who.end, cue[0]) if form == "before" else (0, who.start)
        return Heard(Report(form, (who.start, who.end), cue, content), who)

    def _reports(self, outside: str, at: int, match: re.Match[str]) -> int:
        """Where what somebody says ends before the verb at `at`; -1 where nobody says anything."""
        first = max(0, at - NEAR)
        before = outside[first:at]
        if match["bare"]:
            return at if re.search(r"고\s?$", before) else -1
        if said := self.said.search(before):
            few = match["stem"] or len(said["between"].split()) <= 3
            return first + said.start("between") if few else -1
        acts = match["stem"] and not match["on"] and self.object.fullmatch(match["stem"])
        return at if acts and self.acts.search(before) else -1

    def _topic(self, outside: str, end: int) -> bool:
        """Whether a word has the mark of a topic: then who speaks is told, and not understood."""
        return any(re.search(r"[가-힣](?:은|는|께서는|께서)$", word.group()) for word in WORD.finditer(outside, 0, end))

    def _subject(self, text: str, outside: str, told: int, cue: int) -> Who | None:
        """Who speaks: between what is said and the verb, else the first topic, else the subject that opens it all."""
        words = list(WORD.finditer(outside, 0, cue))
        behind = [word for word in words if word.start() >= told]
        for word in behind:
            if (mark := PARTICLE.search(word.group())) and mark.start():
                if who := self._who(text, told, word.start(), word.start() + mark.start()):
                    return who
        begin = 0
        opening: Who | None = None
        for place, word in enumerate(words[: len(words) - len(behind)]):
            mark = PARTICLE.search(word.group())
            if mark is None or mark.start() == 0:
                if word.group() in self.leads or outside[word.end() : word.end() + 1] == ",":
                    begin = word.end() + 1
                continue
            stem = word.group()[: mark.start()]
            topic = mark.group() in ("은", "는", "께서는", "께서")
            if not topic and (opening or place > OPENING):
                continue
            who = self._who(text, begin, word.start(), word.start() + mark.start(), known=topic and place < OPENING)
            if who and topic:
                return who
            opening = opening or who
            if topic and not BOUND.search(stem) and not NO_TOPIC.search(stem):
                break  # another topic: what comes after it is not who speaks
        return opening

    def _who(self, text: str, begin: int, start: int, end: int, *, known: bool = False) -> Who | None:
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
            return self._those(text, begin, start, end)
        if who := self._titled(text, begin, start, end):
            return who
        if self.body.match(word):
            return self._those(text, begin, start, end)
        who = self._behind_a_trade(text, begin, start, end)
        if who is None and known and re.fullmatch(r"[가-힣]{2,5}", word) and not self.these.search(text[begin:start]):
            return Who(start, end, word, weak=True)
        return who

    def _those(self, text: str, begin: int, start: int, end: int) -> Who:
        """A body or a group with the words that say which; `this body` is like a pronoun."""
        if self.these.search(text[begin:start]):
            return Who(start, end, pronoun="they")
        at = self._phrase_start(text, begin, start, 2)
        return Who(at, end, phrase=text[at:end])

    def _titled(self, text: str, begin: int, start: int, end: int) -> Who | None:
        """`X 위원장`: a name, then a title; or the role of a body alone."""
        match = self.title.match(text[start:end])
        if match is None:
            return None
        title = match["title"]
        before = list(WORD.finditer(text, begin, start))
        if own := match["own"]:
            if self.korean.match(own) and not self.body.match(own) and own not in self.not_names | self.functions:
                return Who(start, start + len(own), own, title)
            if own not in self.functions and not self.body.match(own) and (first := self._given(before)):
                return Who(first.start(), end, text[first.start() : start + len(own)], title)
            if not self.body.match(own) and not self.trade.match(own + title):
                return None
        while before and self._which(before[-1].group()):
            before.pop()
        skipped = len(list(WORD.finditer(text, begin, start))) - len(before)
        if before and before[-1].group() in self.not_names:
            before = []
        if before and self.korean.match(before[-1].group()):
            word = before[-1]
            if len(word.group()) == 3:
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
        at = self._phrase_start(text, begin, start, 2)
        return Who(at, end, phrase=text[at:end], title="" if at < start else title)

    def _given(self, before: list[re.Match[str]]) -> re.Match[str] | None:
        """The word before a surname that has its title written to it: 피터 깁슨대변인."""
        if not before or BOUND.search(before[-1].group()) or not re.fullmatch(r"[가-힣]{2,6}", before[-1].group()):
            return None
        word = before[-1].group()
        return None if word in self.leads | self.not_names | self.functions or self._which(word) else before[-1]

    def _which(self, word: str) -> bool:
        """Whether a word before a title says of what it is one: a body, a country, another title."""
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
            if BOUND.search(word.group()) or not re.fullmatch(r"[가-힣]{1,5}", word.group()):
                break
            first = word.start()
        if self.korean.match(text[start:end]) and len(text[start:end]) == 3:
            return Who(start, end, text[start:end], weak=True)
        return None

    def _phrase_start(self, text: str, begin: int, start: int, most: int) -> int:
        """Where the words before a body or a role begin that say which: at most `most`, none with a particle."""
        at = start
        for word in reversed(list(WORD.finditer(text, begin, start))[-most:]):
            if BOUND.search(word.group()) or text[word.end() : word.end() + 1] != " " or word.group() in self.leads:
                break
            if not re.fullmatch(r"[가-힣A-Za-z]+", word.group()) or re.search(
                r"(?:고|며|서|게|히|로|해|도|만|이|가)$", word.group()
            ):
                break
            at = word.start()
        return at
