"""Who says what in a Korean sentence, of either orthography: by the quoting particle, the verb, and the topic."""

from __future__ import annotations

import re
from functools import lru_cache

from service.reading.reporting import MAX, Report
from service.reading.speech.heard import BLANK, Heard, Named, Who, blanked, listed, stand_ins, table
from service.reading.speech.korean_nouns import BOUND, KEPT, LONG_WORD, WORD, KoreanNouns

PARTICLE = re.compile(r"(?:께서는|께서|은|는|이|가|도)$")
TOPIC = re.compile(r"(?:\w(?<!에)(?<!에게)(?<!에서)(?<!으로)(?<!로)(?:은|는)|께서는|께서)$")
HONOURED, HONOURING = re.compile(r"께서는?$"), re.compile(r"시였|시었|셨|시면서|시며|시고")
NO_TOPIC = re.compile(r"(?:하|되|있|없|이라|다|라|자|려|오|가|나|서|지|에|로|에서|에게|으로|대해|위해|통해)$")
CASE = re.compile(r"(?:에|에게|에서|께|한테|까지|부터|으로|로서)$")
ADNOMINAL_STEM = re.compile(r"(?:하|되|있|없|같|많|적|높|낮|좋|깊|짧|넓|받|않|맞|찾|얻|남|읽|입|잃|맡|걷)$")
SUBJECT = re.compile(r"[가-힣A-Za-z]{2,12}(?<![하되있없같많])")
UTTERANCES = frozenset("보도 발표 말 자료 보고 설명 집계 통보 주장 기사".split())
ADNOMINAL = re.compile(r"[가-힣](?:한|된|던)$")  # 수집한 자료에 따르면 tells nobody
SEEING = "보고 "
OPENING = 4  # words of a sentence in which a subject opens it
NEAR = 80  # characters before a verb in which what is said ends
MOST, FEW = 6, 3  # words between the end of what is said and a verb of saying, and another


class Korean:
    """See `Tongue`. Linear for sentences of bounded length."""

    head_last = True

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
        ends_in = (
            rf"(?:[다라자냐까]고|것으로|것을|것이라고|데 ?대하여|데 ?대해|데 ?대한|과업을|며|도록|다음과 ?같이|이렇게|"
            rf"이(?:와 )?같이|{BLANK}\s?(?:이?라|하)?고)"
            r"(?P<between>(?:[\s,]+[^\s,]+){0,%d}?)[\s,]*$"
        )
        self.said, self.said_near = re.compile(ends_in % MOST), re.compile(ends_in % FEW)
        self.also = re.compile(rf"(?:{hada})하기도\s$")
        self.acts = re.compile(
            r"(?:을|를)(?:\s(?:[가-힣]+(?:게|히|적으로)|거듭|재차|다시|또|또다시|잇달아|연이어)){0,2}\s$"
        )
        self.according = re.compile(r"(?P<np>[^,.:;]{1,60}?)에 ?(?:따르면|의하면)(?![가-힣])")
        self.source = re.compile(r"(?P<cue>따르면|의하면)")
        self.nouns = KoreanNouns(words)
        self.stand_ins = stand_ins(words)
        self.roles = re.compile(rf"(?:{listed(words['titles'])})$")
        self.genders: dict[str, re.Pattern[str]] = {}
        self.hearsay = re.compile(words["hearsay"])
        self.own: re.Pattern[str] | None = None
        self.verb = lru_cache(KEPT)(lambda word: self.cue.fullmatch(word) if len(word) < LONG_WORD else None)

    def heard(self, text: str, quotes: list[tuple[int, int]]) -> Heard | None:
        if len(text) > MAX:
            return None
        outside = blanked(text, quotes)
        verb = self._verb(text, outside)
        if verb and verb.who:
            return verb
        return self._according(text, outside) or verb

    def people(self, text: str) -> list[Named]:
        return self.nouns.people(text)

    def parts(self, name: str) -> list[str]:
        return self.nouns.parts(name)

    def bare(self, phrase: str) -> str:
        return phrase

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
        while words and words[-1].group() in UTTERANCES:
            words.pop()
        if not words or cue is None:
            return None
        if words[-1].group() in self.nouns.nobody:
            return None
        if ADNOMINAL.search(words[-1].group()):
            return None
        last, stop = words[-1], words[-1].end() - words[-1].group().endswith("의")
        who = self.nouns.who(text, words[0].start(), last.start(), stop)
        if who is None and len(text[last.start() : stop]) > 1:
            who = self.nouns.those(text, words[0].start(), last.start(), stop)
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
        who = self._subject(text, outside, told, final)
        cue = final
        if who is None:
            if self._topic(outside, *final):
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
            if also := self.also.search(before):  # 지시하기도 했다
                said = self.said.search(before, 0, also.start())
                return first + said.start("between") if said else -1
            return at if re.search(r"고\s?$", before) else -1
        if said := (self.said if match["stem"] else self.said_near).search(before):
            return first + said.start("between")
        acts = match["stem"] and not match["on"] and self.object.fullmatch(match["stem"])
        return at if acts and self.acts.search(before) else -1

    def _topic(self, outside: str, start: int, end: int) -> bool:
        """Whether a word has the mark of the verb's topic: then who speaks is told, and not understood."""
        mark = HONOURED if HONOURING.search(outside, start, end) else TOPIC
        return any(
            mark.search(word.group()) and not ADNOMINAL_STEM.search(word.group()[:-1])
            for word in WORD.finditer(outside, 0, start)
        )

    def _subject(self, text: str, outside: str, told: int, cue: tuple[int, int]) -> Who | None:
        """Who speaks: between what is said and the verb, else the first topic, else the subject that opens it all.

        A verb that honours its subject has none that is not honoured.
        """
        words = list(WORD.finditer(outside, 0, cue[0]))
        if HONOURING.search(outside, *cue):
            words = [word for word in words if HONOURED.search(word.group()) or not PARTICLE.search(word.group())]
        behind = [word for word in words if word.start() >= told]
        for word in behind:
            mark = PARTICLE.search(word.group())
            if mark is None or not mark.start():
                continue
            start, end = word.start(), word.start() + mark.start()
            if who := self.nouns.who(text, told, start, end):
                return who
            next_to = word is behind[0] and outside[:told].endswith("고") and mark.group() in ("이", "가")
            if next_to and SUBJECT.fullmatch(text, start, end):  # whatever stands between what is said and the verb
                return Who(start, end, phrase=text[start:end])
        begin = 0
        opening: Who | None = None
        for place, word in enumerate(words[: len(words) - len(behind)]):
            mark = PARTICLE.search(word.group())
            if mark is None or mark.start() == 0:
                if word.group() in self.nouns.leads or outside[word.end() : word.end() + 1] == ",":
                    begin = word.end() + 1
                continue
            stem = word.group()[: mark.start()]
            if CASE.search(stem):
                continue
            topic = mark.group() in ("은", "는", "께서는", "께서")
            if not topic and (opening or place > OPENING):
                continue
            plain = not BOUND.search(stem) and not NO_TOPIC.search(stem)
            known = topic and plain and place < OPENING
            who = self.nouns.who(text, begin, word.start(), word.start() + mark.start(), known=known)
            if who and who.weak and not who.title and not topic:
                who = None  # of what is said, more likely
            if who and topic:
                return who
            opening = opening or who
            if topic and plain and len(stem) > 1:  # 사는, 있는
                break  # another topic: what comes after it is not who speaks
        return opening
