"""Who says what in a Chinese sentence: by the verb of the clause, and what stands between it and who speaks."""

from __future__ import annotations

import re
from collections import defaultdict

from service.reading.reporting import MAX, Report
from service.reading.speech.heard import BLANK, Heard, Named, Who, blanked, listed, table

CLAUSE = re.compile(rf"[^，。；：！？,「」{BLANK}]+")
TERM = 10  # characters of a quotation that is a name
DATELINE = re.compile(r"^[\u4e00-\u9fff]{2,8}\d{1,2}月\d{1,2}日[电電]\s*")
NAMED_SO = re.compile(r"“[^”]*”$")
SOUND = r"(?:(?![是在的说和与对将已也被向了直从])[\u4e00-\u9fff])"  # a character that foreign names are written with
DOTTED = rf"{SOUND}{{1,7}}(?:[·•・]{SOUND}{{1,8}})+"
VERBAL = re.compile(r"[了着過过把被使让讓是吗]|因为|由于|如果|虽然|尽管|关于|随着|为了")
TIMES = re.compile(
    r"^(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}[日号]|昨天|今天|昨日|今日|当天|周[一二三四五六日]|近日|日前|随后|此外|同时|不过|但是|但|"
    r"迄今为止|截至目前|目前|现在|而|然而|另外|其中|对此|\d{1,3}岁的)+"
)
BEFORE_ROLE = re.compile(
    r"[国國省市县縣州党黨军軍队隊部局院会區区]$|^(?:前|原|新|现|这|一|两|多|有|某|该|副|首|老|女|男|另)|[的名位个]|高级|首席|当地|著名"
)
LABEL = re.compile(r"(?P<np>[\u4e00-\u9fff·•・]{2,12})(?P<cue>：)")
LONGEST = 34  # characters from who speaks to the verb
CLAUSES = 4  # of a sentence that are looked at
NO_CONTENT = ("", "。", "的", "了", "；", "、", "者", "书")  # behind a verb that tells nothing of what is said
DOTS = frozenset("·•・")
SHORT_NAME = 3  # characters of a family's name and a given one
NP = 22  # characters of a body's name


class Chinese:
    """See `Tongue`. Linear for sentences of bounded length."""

    head_last = True

    def __init__(self) -> None:
        words = table("zh")
        self.cue = re.compile(f"{words['verbs']}|{words['directive']}")
        self.object = re.compile(f"{words['object']}|{words['directive']}")
        self.between = re.compile(rf"(?:{words['between']})*")
        self.noun = re.compile(words["nouns"] + "$")
        self.titles = re.compile(listed(words["titles"]))
        self.body = re.compile(words["bodies"] + "$")
        self.group = re.compile(rf"(?:{words['groups']})$")
        self.pronouns = {form: key for key in ("he", "she", "they") for form in words[f"pronouns.{key}"].split("|")}
        self.family = words["family"]
        surname = rf"(?!{words['not_names']})[{self.family}]"
        self.surname = re.compile(surname)
        self.dotted = re.compile(DOTTED + "$")
        self.stand_ins: dict[str, frozenset[str]] = {}
        self.roles = re.compile(rf"{self.titles.pattern}$")
        self.genders: dict[str, re.Pattern[str]] = {}
        self.hearsay = re.compile(words["hearsay"])
        persons = "|".join([*self.pronouns, self.titles.pattern])
        self.own: re.Pattern[str] | None = re.compile(rf"[^，。；：]*?(?:{persons})")
        self.bare_name = re.compile(
            rf"(?:^|[，。；：”\n])(?P<name>{surname}[\u4e00-\u9fff]{{2}})(?:{words['between']}){{0,3}}(?:{words['verbs']}|{words['directive']})"
        )
        self.officer = re.compile(
            rf"(?P<title>{listed(words['titles'])})(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?=[，。、；：（）]|[在和与等的对就]|发言|{words['verbs']}|{words['directive']})"
        )
        self.trade = re.compile(rf"[\u4e00-\u9fff]{{2}}[师员长家者工生匠]+(?P<name>{surname}[\u4e00-\u9fff]{{1,2}})$")
        self.told = re.compile(rf"(?:(?P<title>{listed(words['titles'])})|^|[，。；：“、\s])(?P<name>{DOTTED})")
        self.according = re.compile(
            rf"(?:^|(?<=，))(?P<cue>{words['according']})(?P<np>[^，。；：“”{BLANK}]{{1,40}}?)"
            r"(?:的?(?:报道|報道|报导|消息|统计|介绍|数据|资料|调查|预测|分析|估计|通报|说法|声明|报告|话说|透露|披露|称|说|讲话|规划))*(?:称|说)?，"
        )
        self.behind = re.compile(
            rf"(?<={BLANK})[，。]?(?P<np>[^，。；：“”{BLANK}]{{0,{LONGEST}}}?)"
            rf"(?P<cue>{words['verbs']}|{words['directive']})(?=[，。：；]|$)"
        )

    def heard(self, text: str, quotes: list[tuple[int, int]]) -> Heard | None:
        if len(text) > MAX or not (self.cue.search(text) or "据" in text or LABEL.match(text)):
            return None
        spoken = [
            (start, end) for start, end in quotes if end - start > TERM or re.search(r"[，。！？]", text[start:end])
        ]
        outside = blanked(text, spoken)
        return (
            self._behind(text, outside)
            or self._according(text, outside)
            or self._before(text, outside)
            or self._labelled(text)
        )

    def people(self, text: str) -> list[Named]:
        """Also who is told by a name alone, and told more than once."""
        found = [*self.told.finditer(text), *self.officer.finditer(text)]
        named = [Named(*match.span("name"), match["name"], match["title"] or "") for match in found]
        known = {name.name for name in named if len(name.name) <= SHORT_NAME}
        speak = {name for match in self.bare_name.finditer(text) if not self.body.search(name := match["name"])}
        places: dict[str, list[int]] = defaultdict(list)
        for match in self.surname.finditer(text):
            at = match.start()
            names = (text[at : at + size] for size in (SHORT_NAME, SHORT_NAME - 1))
            name = next((name for name in names if name in known or name in speak), "")
            dotted = text[at - 1 : at] in DOTS or text[at + len(name) : at + len(name) + 1] in DOTS
            if name and (name in known or not dotted):
                places[name].append(at)
        again = {name: starts for name, starts in places.items() if name in known or len(starts) > 1}
        return [*named, *(Named(at, at + len(name), name, "") for name, starts in again.items() for at in starts)]

    def parts(self, name: str) -> list[str]:
        parts = re.split(r"[·•・]", name)
        return list(dict.fromkeys([parts[-1], parts[0]])) if len(parts) > 1 else []

    def bare(self, phrase: str) -> str:
        return phrase

    def same(self, name: str, other: str) -> bool:
        return name == other

    def _labelled(self, text: str) -> Heard | None:
        """`陆晴：`, as a talk is printed."""
        label = LABEL.match(text)
        who = self._who(text, *label.span("np")) if label and not self.cue.search(label["np"]) else None
        if label is None or who is None or not who.name or who.phrase:
            return None
        return Heard(Report("before", (who.start, who.end), label.span("cue"), (label.end(), len(text))), who)

    def _behind(self, text: str, outside: str) -> Heard | None:
        for match in self.behind.finditer(outside):
            cue = match.span("cue")
            if not match["np"].strip():
                return Heard(Report("after", (cue[0], cue[0]), cue, (0, match.start("np"))), None)
            if who := self._cut(text, *match.span("np")):
                return Heard(Report("after", (who.start, who.end), cue, (0, match.start("np"))), who)
        return None

    def _according(self, text: str, outside: str) -> Heard | None:
        match = self.according.search(outside)
        if match is None:
            return None
        start, end = match.span("np")
        np = re.split(r"援引|引述|引用|\d|的(?!话)|近日|日前|在|于|就|对", text[start:end])[0]
        who = self._who(text, start, start + len(np))
        if who is None or (who.weak and not who.phrase):
            return None
        return Heard(Report("according", (who.start, who.end), match.span("cue"), (match.end(), len(text))), who)

    def _before(self, text: str, outside: str) -> Heard | None:
        for clause in list(CLAUSE.finditer(outside))[:CLAUSES]:
            for match in self.cue.finditer(outside, clause.start(), clause.end()):
                if match.start() - clause.start() > LONGEST or self.noun.search(
                    text[max(0, match.start() - 1) : match.end()]
                ):
                    continue
                rest = text[match.end() : match.end() + 1]
                done = rest == "了" and self.object.fullmatch(match.group())
                if match.start() == clause.start() or (rest in NO_CONTENT and not done):
                    continue
                if who := self._cut(text, clause.start(), match.start()):
                    report = Report("before", (who.start, who.end), match.span(), (match.end(), len(text)))
                    return Heard(report, who)
        return None

    def _cut(self, text: str, start: int, end: int) -> Who | None:
        """Who stands at the beginning of [start, end), the rest being when, where and to whom."""
        if dateline := DATELINE.match(text[start:end]):
            start += dateline.end()
        if times := TIMES.match(text[start:end]):
            start += times.end()
        weak: Who | None = None  # what may name nobody, where nothing longer names somebody
        for stop in range(start + 1, end + 1):
            if not self.between.fullmatch(text, stop, end):
                continue
            if who := self._who(text, start, stop):
                if not who.weak or who.title or who.phrase:
                    return who
                weak = weak or who
        return weak

    def _who(self, text: str, start: int, end: int) -> Who | None:
        if times := TIMES.match(text[start:end]):
            start += times.end()
        words = text[start:end]
        if not words:
            return None
        if words in self.pronouns:
            return Who(start, end, pronoun=self.pronouns[words])
        titles = list(self.titles.finditer(words))
        if re.search(r"[·•・]", words):
            if titles and titles[-1].end() == len(words) and self.dotted.search(words, 0, titles[-1].start()):
                words, end = words[: titles[-1].start()], start + titles[-1].start()
            first = max((t.end() for t in titles if t.end() <= re.search(r"[·•・]", words).start()), default=0)  # type: ignore[union-attr]
            first = max(first, words.rfind("的") + 1, words.rfind("、") + 1, words.rfind("上") + 1)
            if self.dotted.fullmatch(words[first:]) and not VERBAL.search(words):
                title = next((t.group() for t in titles if t.end() == first), "")
                return Who(start + first, end, words[first:], title)
            return None
        if trade := self.trade.search(words):  # 送外卖的家长史建军, 会计师龚敏
            return Who(start + trade.start("name"), end, trade["name"])
        described = words.rfind("的") + 1
        if described and len(words) - described == SHORT_NAME and self._officer(words[described:]):
            name = words[described:]  # 卖了二十年豆腐的刘玉芬
            if not self.body.search(name) and not self.titles.search(name):
                return Who(start + described, end, name)
        if titles and self._officer(words[titles[-1].end() :]):  # 退休教师钱秀英, whatever is told of them before
            return Who(start + titles[-1].end(), end, words[titles[-1].end() :], titles[-1].group())
        if VERBAL.search(words) or len(words) > LONGEST:
            return None
        if titles and 2 <= len(words) - titles[-1].end() <= 5:
            name = words[titles[-1].end() :]
            if (
                not self.body.search(name)
                and not self.group.search(name)
                and not re.search(r"[的等和与及在对向]", name)
            ):
                known = len(name) <= 3 and name[0] in self.family
                if known or len(name) <= 4:
                    return Who(start + titles[-1].end(), end, name, titles[-1].group())
        if titles and titles[-1].end() == len(words):
            name = words[: titles[-1].start()]
            if 2 <= len(name) <= 5 and not self.body.search(name) and not BEFORE_ROLE.search(name):
                return Who(start, start + len(name), name, titles[-1].group())
            if len(name) == 1 and name in self.family:
                return Who(start, end, name, titles[-1].group(), weak=True)
            return self._phrase(words, start, end, titles[-1].group() if not name else "")
        if self._officer(words) and self.body.search(words):  # 严振国, or 黄山市
            return Who(start, end, words, phrase=words, weak=True)
        bare = NAMED_SO.sub("", words)
        if (self.body.search(bare) or self.group.search(words)) and len(words) > 1:
            return self._phrase(words, start, end, "")
        if 2 <= len(words) <= 4 and not re.search(r"[的等和与及在对向也还都就不]", words):
            return Who(start, end, words, weak=True)
        return None

    def _officer(self, name: str) -> bool:
        """Whether what stands behind a title is a Chinese name, however it ends."""
        fits = 2 <= len(name) <= SHORT_NAME and self.surname.match(name)
        return bool(fits) and not self.group.search(name)

    def _phrase(self, words: str, start: int, end: int, title: str) -> Who | None:
        """A body or a role, without the clause that describes it."""
        if words[0] in "这該该那此" or re.search(r"[在对向就]", words):
            return Who(start, end, pronoun="they") if words[0] in "这該该那此" else None
        cut = words.rfind("的") + 1
        if 0 < cut < len(words) - 2:
            start, words = start + cut, words[cut:]
        return Who(start, end, phrase=words, title=title) if len(words) <= NP else None
