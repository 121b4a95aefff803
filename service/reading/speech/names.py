"""The names of people in Russian, French and Spanish: runs of capitals without what stands before a name."""

from __future__ import annotations

import re

from service.reading.speech.heard import Named, listed
from service.reading.words import UPPER

LATIN = "".join(letter for letter in UPPER if letter < "Ͱ")
CYRILLIC = "".join(letter for letter in UPPER if letter >= "Ѐ")
CAPS = [rf"(?:[ldLD]['’]|[Aa]l-|[Ee]l-|аль-|эль-|ас-)?[{script}](?:[\w-]|['’](?=\w))*" for script in (LATIN, CYRILLIC)]
TRADE = re.compile(
    r"(?:тель|ница|ик|ист|истка|тор|ер|ёр|олог|щик|чик|анин|анка|ец|арь|рка|вед|граф|ший|щий|ая|ый|ий|ой)$"
)
OF_A_BODY = re.compile(rf" (?:de|del|du) [{UPPER}]{{2,}}$")
TO_NAME, TO_NAME_ASIDE = 5, 10  # words between a title and the name, and the name between commas
ROLE_BEFORE = 80  # characters before a name in which its title stands
OF_WHAT = re.compile(r"(?: [А-ЯЁа-яё][а-яё]+){0,4} ")
GENITIVE, PATRONYMIC = re.compile(r"[аяыи]$"), re.compile(r"(?:вич|вна|ична)$")
ADVERB = re.compile(r"(?:вно|нно|ьно|чно|жно)$")
ELIDED = re.compile(r"[lL]['’]")
ACRONYM = re.compile(rf"[{UPPER}]{{2,}}\d*$")


class Names:
    """`words` are those of `heard.table`."""

    def __init__(self, words: dict[str, str]) -> None:
        self.inflected = bool(words["in"])  # Russian, with Cyrillic letters
        self.titles = re.compile(rf"(?<![\w-])(?i:{listed(words['titles'])})(?![\w-])")
        self.bodies = re.compile(rf"(?<![\w-])(?i:{listed(words['bodies'])})(?![\w-])")
        self.not_name = frozenset(words["not_name"].split("|"))
        every = words["determiners"]
        self.determiners = rf"(?:(?:{every})(?<=['’])|(?:{every}) )?" if every else ""
        self.opening = re.compile(rf"^(?i:{self.determiners or 'x^'})")
        self.preposition = re.compile(rf"(?:^|[\s('’])(?i:{words['prepositions']}) ?(?i:{self.determiners})$")
        runs = (rf"{cap}(?: (?:[A-Z]\. )?(?:(?:{words['particles']}) ?){{0,2}}{cap}){{0,5}}" for cap in CAPS)
        self.run = re.compile(rf"(?<![\w’'-])(?:{'|'.join(runs)})")

    def people(self, text: str) -> list[Named]:
        found = []
        for match in self.run.finditer(text):
            start, end = self.bare(text, *match.span(), opens=_opens(text, match.start()))
            if end > start and " " in text[start:end] and not self.is_body(text[start:end]):
                title = "" if self.governed(text, start) else self.title(text, start) or self._title_after(text, end)
                found.append(Named(start, end, text[start:end], title))
        return found

    def without_article(self, phrase: str) -> str:
        return self.opening.sub("", phrase)

    def title(self, words: str, start: int) -> str:
        before = words[max(0, start - ROLE_BEFORE) : start]
        before = before[max(before.rfind(mark) for mark in ".;:!?\n") + 1 :]
        match = last_of(self.titles, before)
        between = before[match.end() :] if match else ""
        return (
            match.group().lower()
            if match and len(between.split()) <= (TO_NAME_ASIDE if between.endswith(", ") else TO_NAME)
            else ""
        )

    def _title_after(self, text: str, end: int) -> str:
        """`Ana Pica, the director of`: what a person is said to be behind the name."""
        if text[end : end + 2] != ", ":
            return ""
        beside = text[end + 2 : end + 2 + ROLE_BEFORE]
        article = self.opening.match(beside)
        match = self.titles.match(beside, article.end() if article else 0)
        return match.group().lower() if match else ""

    def bare(self, words: str, start: int, end: int, *, opens: bool) -> tuple[int, int]:
        """Without the words in front that only begin a sentence or tell a title, and without a place before it."""
        parts = [(m.start(), m.end()) for m in re.finditer(r"\S+", words[start:end])]
        at = 0
        while at < len(parts) and self._no_name(words, start, parts, at, opens=opens):
            at += 1
        if at == len(parts) or (at and words[start + parts[at][0]].islower()):  # L’ambassadrice de Valdorie
            return end, end
        if tail := OF_A_BODY.search(words[start + parts[at][0] : end]):
            end = start + parts[at][0] + tail.start()
        return start + parts[at][0], end

    def _no_name(self, words: str, start: int, parts: list[tuple[int, int]], at: int, *, opens: bool) -> bool:
        """Whether the word `at` of a run is no part of the name that follows."""
        word = words[start + parts[at][0] : start + parts[at][1]]
        if word in self.not_name or self.titles.fullmatch(word):
            return True
        first, more = at == 0, len(parts) - at - 1
        if self.cyrillic(word):
            beyond = words[start + parts[at + 1][0] : start + parts[at + 1][1]] if more else ""
            acronym = ACRONYM.fullmatch(word) and not ACRONYM.fullmatch(beyond)
            if more and (acronym or (first and opens and ADVERB.search(word))):
                return True
            placed = self.preposition.search(words[max(0, start - 12) : start])
            if more > 1 and GENITIVE.search(word) and not PATRONYMIC.search(beyond):
                place = start + parts[at][0]
                before = words[max(0, place - ROLE_BEFORE) : place]
                title = last_of(self.titles, before)  # министр иностранных дел Лесогорья Глеб Сажин
                if title and OF_WHAT.fullmatch(before, title.end()):
                    return True
            return first and more > 1 and bool((opens and TRADE.search(word)) or placed)
        return first and more > 0 and bool(ELIDED.match(word)) and not self.is_body(word)

    def cyrillic(self, word: str) -> bool:
        return "А" <= word[0] <= "я"

    def governed(self, words: str, start: int) -> bool:
        """Whether a preposition rules the name, so that it is no subject."""
        if re.match(r"[dD]['’]", words[start : start + 2]):
            return True
        return bool(self.preposition.search(words[max(0, start - 12) : start]))

    def is_body(self, name: str) -> bool:
        return bool(self.bodies.search(name))


def last_of(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last match of `pattern` in `text`."""
    found: re.Match[str] | None = None
    for match in pattern.finditer(text):
        found = match
    return found


def _opens(text: str, at: int) -> bool:
    return not text[:at].strip() or text[at - 1] == "\n" or text[max(0, at - 2)] in ".!?»”"
