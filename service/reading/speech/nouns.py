"""The noun phrases of Russian, French and Spanish that can speak: names, roles, bodies, groups, pronouns."""

from __future__ import annotations

import re

from service.reading.speech.heard import BLANK, Who, listed, stand_ins
from service.reading.speech.names import ACRONYM, Names, last_of

RELATIVE = re.compile(r"котор|lequel|laquelle|lesquel|el cual|la cual|los cuales|las cuales|que\b|lo que\b")
ASIDE = 3  # commas back at which the words between subject and verb may begin
AND = re.compile(r"(?:^|\s)(?:y|et|и) $")
TAIL = 8  # words of a phrase after its head
# What comes after who speaks, and says where, when or more of them.
LOCAL = re.compile(
    r" (?:en|durante|tras|lors|pendant|après|hier|mardi|lundi|mercredi|jeudi|vendredi|samedi|dimanche|ayer|в|во|на|"
    r"после|вчера|эти|эту|это|этот|el (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo)|qui|que|который|"
    r"которая|dans|à l['’]issue|ante|a primera|a última|a la|à la|au|al) .*$"
)
THIS = re.compile(r"(?:ce|cet|cette|este|esta|estos|estas) ", re.IGNORECASE)  # who that is, another sentence tells


class Nouns(Names):
    """`words` are those of `heard.table`."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__(words)
        determiners = self.determiners
        self.article = re.compile(rf"(?<![\w’'-])(?i:{determiners or 'x^'})$")
        standing = "|".join(stand_ins(words))
        head = rf"{words['titles']}|{words['bodies']}|{words['groups']}|{standing}"
        adjective = rf"(?:(?!(?:{words['prepositions']}|y|et|и|тем|том|{words['adverb']}) )[\w-]+ )??"
        self.body_words = words["bodies"].split("|")
        self.head = re.compile(
            rf"(?<![\w’'-])(?P<np>(?i:{determiners}){adjective}(?P<head>(?i:{listed(head)})))(?![\w-])"
        )
        pronouns = {form: key for key in ("he", "she", "they") for form in words[f"pronouns.{key}"].split("|")}
        self.pronouns = pronouns
        self.pronoun = re.compile(rf"(?<![\w’'-])(?i:{'|'.join(pronouns)})(?![\w’'-])")
        self.verbal = re.compile(
            r"(?<!\w)(?:и|y|et|qui|que|se|ha|han|fue|est|sont|a|ont|был\w*|котор\w+|не|no|ne|n['’]\w+|mais|"
            r"pero|но|si|если)(?!\w)|[,;:]"
        )

    def left(self, words: str) -> Who | None:
        """Who the phrase at the end of `words` names; what stands between commas may come after it."""
        if words.endswith((",", " —", " –")):
            return self._apposed(words.rstrip(" —–,"))
        return self._phrase(words, len(words))

    def _apposed(self, words: str) -> Who | None:
        at, tried = len(words), 0
        first = words.find(",")
        if first > 0 and (named := self._phrase(words[:first], first)) and named.name:
            return named
        while (at := words.rfind(",", 0, at)) >= 0 and tried < ASIDE:
            tried += 1
            head = self._phrase(words[:at], at)
            known = head is not None and not head.phrase
            beside = None if known else self._phrase(words[at + 2 :], len(words) - at - 2)
            if beside and beside.name and not beside.weak and (head or self.opening.match(words, 0, at)):
                title = beside.title or (head.title if head else "")  # a man from there, farmer Ana Pica, says
                return beside._replace(start=beside.start + at + 2, end=beside.end + at + 2, title=title)
            if head is not None:
                return head
        return None

    def _phrase(self, words: str, end: int) -> Who | None:
        """The phrase that ends at `end`."""
        if (match := last_of(self.pronoun, words)) and match.end() == end:
            return Who(*match.span(), pronoun=self.pronouns[match.group().lower()])
        match = last_of(self.run, words)
        if match and match.end() == end:
            start, stop = self.bare(words, *match.span(), opens=not words[: match.start()].strip())
            alone = self.head.fullmatch(words, start, stop)
            if (
                start < stop
                and not alone
                and not self._of_a_role(words, start, stop)
                and not self.governed(words, start)
            ):
                return self._named(words, start, stop)
        for head in self.head.finditer(words):
            tail = words[head.end() : end]
            if len(tail.split()) > TAIL or self.verbal.search(tail) or self._preceded(words, head.start()):
                continue
            return self._spoken(words, head, end)
        return None

    def right(self, text: str, at: int) -> Who | None:
        """Who the phrase that begins at `at` names."""
        while at < len(text) and text[at] == " ":
            at += 1
        stop = re.search(r"[.;:!?…»”\"\n,—–“]|\s-\s", text[at : at + 140])
        end = at + stop.start() if stop else min(len(text), at + 140)
        if stop and stop.group() == "»" and "«" in text[at:end]:
            end += 1
        if stop and stop.group() == "." and re.search(r"(?:^|\s)(?:Mme|Dr|Sra?|Dra|г|[A-Z])$", text[at:end]):
            more = re.search(r"[.;:!?…»”\"\n,—–“]", text[end + 1 : end + 100])
            end = end + 1 + (more.start() if more else 0)
        while end > at and text[end - 1] == " ":
            end -= 1
        words = text[:end]
        if match := self.pronoun.match(words, at):
            return Who(*match.span(), pronoun=self.pronouns[match.group().lower()])
        single: Who | None = None
        for match in self.run.finditer(words, at):
            start, last = self.bare(words, *match.span(), opens=False)
            if start >= last or self.governed(words, start):
                continue
            if self.inflected and start > at and not self.cyrillic(words[start]):
                continue
            who = self._named(words, start, last)
            if who.name and " " in who.name:
                return who
            single = single or who
        head = self.head.search(words, at)
        described = head and head.start() == at and words[head.end() : single.start if single else at].strip()
        if single and not described:
            return single
        if head and not words[at : head.start()].strip(" «“"):
            cut = LOCAL.search(words, head.end())
            if text[end : end + 2] == ", " and (match := self.run.match(text, end + 2)) and " " in match.group():
                return Who(*match.span(), match.group(), head["head"].lower())
            return self._spoken(words, head, cut.start() if cut else end)
        return None

    def source(self, text: str, start: int, end: int, *, loose: bool) -> Who | None:
        """Who or what the whole of [start, end) names, as after "according to"; `loose`: whatever it is."""
        words = text[:end]
        if RELATIVE.match(text[start:end]) or THIS.match(text[start:end]):
            return None
        who = self._phrase(words[start:], end - start)
        if who:
            who = who._replace(start=who.start + start, end=who.end + start)
        if who and (who.name or who.pronoun):
            return who
        for match in self.run.finditer(words, start):
            first, last = self.bare(words, *match.span(), opens=False)
            if (
                first < last
                and " " in words[first:last]
                and not self.governed(words, first)
                and not self.is_body(words[first:last])
            ):
                return self._named(words, first, last)
        if who:
            return who
        if loose and len(words[start:].split()) <= TAIL:
            bare = words[start:].strip(" «»")
            title = next((t.group() for t in self.titles.finditer(bare)), "")
            return Who(start, end, phrase=words[start:].strip(), title=title)
        return None

    def beside(self, text: str, at: int) -> Who | None:
        """Who is named in full between commas, the first of them at `at`."""
        match = self.run.match(text, at + 2) if text[at : at + 2] == ", " else None
        if match is None or " " not in match.group() or text[match.end() : match.end() + 1] != ",":
            return None
        return Who(*match.span(), match.group())

    def whole(self, words: str) -> Who | None:
        """A subject of whatever kind, all of `words`: an article, then no verb and no clause."""
        opens = self.opening.match(words)
        if opens is None or not opens.end() or THIS.match(words) or self.verbal.search(words) or BLANK in words:
            return None
        return Who(0, len(words), phrase=words) if 2 <= len(words.split()) <= TAIL else None

    def place(self, words: str) -> bool:
        """Whether it can be who is told of as a place: в МИД заявили, в компании сообщили."""
        return words[:1].isupper() or any(_inflected(words.split(maxsplit=1)[0], body) for body in self.body_words)

    def _named(self, words: str, start: int, end: int) -> Who:
        name = words[start:end]
        if self.is_body(name) or (" " not in name and ACRONYM.search(name)):
            return self._with_article(words, start, end)
        before = words[max(0, start - 30) : start]
        beside = " " not in name or not self.title(words, start)
        if (
            beside
            and (match := last_of(self.bodies, before))
            and not self.article.sub("", before[match.end() :]).strip(" «")
        ):
            if self.inflected and before[match.end() :] == " ":  # полиция Орлова
                start -= len(before) - match.start()
            return self._with_article(words, start, end)
        return Who(start, end, name, self.title(words, start), weak=" " not in name)

    def _with_article(self, words: str, start: int, end: int) -> Who:
        if match := self.article.search(words[:start]):
            start = match.start()
        return Who(start, end, phrase=words[start:end])

    def _of_a_role(self, words: str, start: int, end: int) -> bool:
        """Whether a Russian role goes before, of which this says what of: лидер Ukip, официальные лица США."""
        if not self.inflected or (self.cyrillic(words[start]) and not ACRONYM.fullmatch(words, start, end)):
            return False
        before = last_of(self.head, words[:start])
        return before is not None and not words[before.end() : start].strip()

    def _spoken(self, words: str, head: re.Match[str], end: int) -> Who:
        role = self.titles.fullmatch(head["head"])
        start = head.start("np")
        phrase = words[start:end].rstrip()
        if cut := LOCAL.search(phrase, head.end() - start):
            phrase = phrase[: cut.start()]
        alone = role and not phrase.replace(head["head"], "").strip().count(" ")
        return Who(start, start + len(phrase), phrase=phrase, title=head["head"].lower() if alone else "")

    def _preceded(self, words: str, start: int) -> bool:
        before = words[max(0, start - 12) : start]
        return bool(self.preposition.search(before) or AND.search(before)) or words[max(0, start - 1) : start] == BLANK


def _inflected(word: str, base: str) -> bool:
    return word.lower().startswith(base[: max(4, len(base) - 2)]) and abs(len(word) - len(base)) <= 2
