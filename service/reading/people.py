"""Who an article names, by which titles, and where. English patterns."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from service.reading.words import UPPER

ROLE_NOUN = (
    r"(?:secretary-general|secretary|president|minister|premier|chancellor|chairman|chairwoman|chairperson|chair|director|manager|"
    r"governor|mayor|spokesman|spokeswoman|spokesperson|ambassador|general|marshal|commander|captain|colonel|"
    r"delegate|deputy|senator|representative|congressman|congresswoman|judge|justice|prosecutor|lawyer|attorney|"
    r"professor|doctor|dr|researcher|scientist|economist|analyst|expert|leader|head|chief|executive|officer|official|"
    r"founder|owner|editor|reporter|correspondent|author|historian|member|king|queen|prince|princess|pope|bishop|"
    r"archbishop|cardinal|rabbi|imam|coach|captain|player|commissioner|inspector|auditor|treasurer|adviser|advisor|"
    r"envoy|delegate|speaker|vice|engineer|farmer|teacher|resident|activist|organiser|organizer|"
    r"councillor|councilor|lord|sir|sheriff|superintendent|consultant|epidemiologist|virologist|surgeon|trader)"
)
SHORT_TITLE = r"(?:mr|mrs|ms|dr|prof|eng|amb|gen|lt|col|capt|maj|adm|sgt)"
PARTICLE = r"(?:de|da|del|della|di|du|von|van|der|den|bin|bint|ibn|al|el|la|le|ben|dos|do|af|ten|ter)\b"
CAP = rf"[{UPPER}][\w’'-]*(?<!['’]s)"
NAME = rf"{CAP}(?: (?:[A-Z]\.|{PARTICLE}|{CAP})){{1,5}}"
FUNCTION = frozenset(
    """
    The A An In On At By For From To Of And But Or If As When While After Before Since Although However
    Meanwhile Its His Her Their Our My Your He She It They We I This That These Those There Here Also Then
    Now Only Even January February March April May June July August September October November December
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """.split()
)
# Capitalised words that make a name one of a body or a thing, not of a person.
NOT_PERSON = frozenset(
    """
    Party Committee Committees Conference Congress Central Council Ministry Republic People Workers United
    National State University Institute Company Group Bank Court Parliament Union Association Federation
    Commission Bureau Department Office Agency Service Services Corporation Board House Museum Factory
    Complex Station Street Road Plan Decision Act Law Initiative Hall Motors Consulting Industries
    Foundation League Club Team City Province District County Island Islands River Sea Ocean Mountain Lake
    Port Airport Hospital School College Authority Plenary Meeting Press News Times Post Journal Award
    Prize Cup War Revolution Democratic Peoples Foreign International World European American Chinese
    Russian Korean Japanese British French German North South East West General Prime First Second Third
    Democrats Republicans Conservatives Liberals Socialists Guild Society
    Fourth Eleventh Political Presidium Organizational Affairs Juche Cyclone Report
    Reports Speech Speeches Statement Statements Remarks
    """.split()
)
SHORT_NAME = rf"{CAP}(?: (?:[A-Z]\.|{PARTICLE}|{CAP})){{1,3}}"
APPOSITION = re.compile(
    rf"(?P<name>{NAME}), (?:(?:the|a|an|its|his|her|who is|"
    rf"now) )?(?P<title>(?:[\w’'-]+ ){{0,5}}?(?i:{ROLE_NOUN})\b[^,;.]*)[,.]"
)
# Nouns that end what an office is of: `Minister of Public Health`, `Chairman of the National Assembly`.
CHARGES = frozenset(
    """
    Affairs Agriculture Assembly Army Commerce Construction Culture Defence Defense Development Economy Education Energy
    Environment Fisheries Finance Forestry Health Industry Information Interior Justice Labor Labour Navy Planning
    Railways Relations Research Science Security Sports Staff Technology Tourism Trade Transport Welfare
    """.split()
)
# An office with what it is of, before the name of who holds it: `Ambassador of the Republic of Tyr Olaf Brandt`. Not
# after an article: `the head of Tyr Line Ferries`.
OFFICE_OF = re.compile(
    rf"(?<![\w’'-])(?P<office>(?:(?!(?:{'|'.join(sorted(FUNCTION))}) ){CAP} )?(?i:{ROLE_NOUN}|student) "
    rf"(?:of|for) (?:the )?(?:(?:{CAP} ){{1,4}}of (?:the )?)?)$"
)
FIRST_OFFICE = re.compile(rf"\b(?P<office>(?:{CAP} )?(?i:{ROLE_NOUN})) and $")  # General Secretary and President Orrin
NOT_TITLE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er) $")
NEAR = 5  # characters before an office in which its article stands
FAR_OFFICE = 80  # characters before a name in which its office stands
# One of several who are told with their titles: `Olaf Brandt, secretary of the plant Ilse Marn and others`.
NEXT_NAMED = re.compile(rf"\b(?!(?:of|for|at|in|to|the|and|from|with|on|by) )[a-z]+ {SHORT_NAME}")
# A title, a comma and a name, the name found first: titles alone begin at nearly every word.
COMMA_NAME = re.compile(rf", (?P<name>{SHORT_NAME})[,.]")
TITLE_BEFORE = re.compile(rf"(?P<title>(?:[\w’'-]+ ){{1,4}}?(?i:{ROLE_NOUN})(?: (?:of|for|at) [\w’' -]{{2,40}}?)?)$")
ENDED = re.compile(r"[.!?][\"”’]?\s+[A-Z]")  # a sentence
LONGEST_TITLE = 200  # characters
LOWER_TITLE = re.compile(rf"((?:\b[a-z]+ )?\b{ROLE_NOUN}|\b(?i:{SHORT_TITLE})\.) $")
LONGEST_NAME = 6  # words
SUFFIXES = frozenset("Jr Sr II III IV".split())
RUN = re.compile(rf"{CAP}(?: (?:[A-Z]\.|{PARTICLE}|{CAP}))*(?:['’]s)?")
ANOTHERS = frozenset("of for to from by with at behind against".split())  # `a spokesman for Karl Holt` is not he
RANKS = frozenset("vice deputy former acting assistant associate shadow ex".split())
TITLE_WORD = re.compile(rf"(?i:{ROLE_NOUN}|{SHORT_TITLE}|comrade|respected)\.?")
STYLE = r"(?:his|her|their) (?:royal |imperial )?(?:majesty|highness|excellency|holiness|eminence|honou?r)"
HONORIFIC = re.compile(
    rf"^(?:(?:{STYLE}|the|respected|comrade|dear|great|beloved|esteemed|{SHORT_TITLE})\.? )+", re.IGNORECASE
)


@dataclass
class Person:
    """`mentions` are (start, end) of the full name in the document, ascending."""

    name: str
    roles: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)

    def last_before(self, at: int) -> tuple[int, int] | None:
        """The last mention that starts before offset `at`, None when there is none."""
        index = bisect.bisect_left(self.mentions, (at, 0))
        return self.mentions[index - 1] if index else None


class People:
    """The people of one document, found by their titles, their appositions and their repetition."""

    def __init__(self, text: str) -> None:
        self.by_name: dict[str, Person] = {}
        for found, about in (*_appositions(text), *_titles_before(text)):
            name, title = split_title(found)
            self.learn(name, about, title)
        for match in re.finditer(NAME, text):
            if office := office_of(text, match.start()):
                self.learn(in_office(match.group()), office)
                continue
            name, title = split_title(match.group())
            if title and (first := FIRST_OFFICE.search(text, max(0, match.start() - FAR_OFFICE), match.start())):
                self.learn(name, first["office"])
            lower = LOWER_TITLE.search(text, max(0, match.start() - 40), match.start())
            if title or lower:
                self.learn(name, title, lower.group(1) if lower else "")
        self.text = text
        self.index()

    def learn(self, name: str, *titles: str) -> None:
        """Note that `name`, when it can be a person's, is one, with `titles`."""
        if bare := _person_name(name):
            roles = {role for title in titles if (role := _role(title))}
            self.by_name.setdefault(bare, Person(bare)).roles.update(roles)

    def index(self) -> None:
        """Find the mentions; called again after the last `learn`."""
        self.by_surname: dict[str, Person | None] = {}
        for person in self.by_name.values():
            for part in {surname(person.name), person.name.split()[0]}:
                # A part that two people share names nobody.
                taken = part in self.by_surname and self.by_surname[part] is not person
                self.by_surname[part] = None if taken else person
            person.mentions.clear()
        for run in RUN.finditer(self.text):
            words = list(re.finditer(r"\S+", run.group()))
            first = 0
            while first < len(words):
                first += self._mention(run, words, first)
        self.by_name = {name: person for name, person in self.by_name.items() if person.mentions}
        self._mentioned = sorted(
            (start, person.name) for person in self.by_name.values() for start, _ in person.mentions
        )
        self.by_surname = {  # who is never named in full is nobody to point to
            part: person if person and person.mentions else None for part, person in self.by_surname.items()
        }

    def _mention(self, run: re.Match[str], words: list[re.Match[str]], first: int) -> int:
        """Note the longest name that begins at word `first` of `run`; how many words it takes, at least 1."""
        start = words[first].start()
        for last in range(min(first + LONGEST_NAME, len(words)) - 1, first, -1):
            name = re.sub(r"['’]s?$", "", run.group()[start : words[last].end()])
            if person := self.by_name.get(name):
                person.mentions.append((run.start() + start, run.start() + start + len(name)))
                return last - first + 1
        return 1

    def named_between(self, start: int, end: int) -> list[str]:
        """The full names that begin in [start, end), in their order."""
        first, last = (bisect.bisect_left(self._mentioned, (at, "")) for at in (start, end))
        return [name for _, name in self._mentioned[first:last]]

    def named(self, words: str) -> Person | None:
        """The person that `words` names in full or by one name, honorifics aside."""
        bare, _ = split_title(HONORIFIC.sub("", words.strip()))
        parts = bare.split()
        for count in range(min(LONGEST_NAME, len(parts)), 1, -1):
            last, first = " ".join(parts[-count:]), " ".join(parts[:count])
            if last in self.by_name and (count == len(parts) or parts[-count - 1].lower() not in ANOTHERS):
                return self.by_name[last]
            if first.rstrip(",") in self.by_name and (
                first.endswith(",") or parts[count] in ("of", "at", "for", "from")
            ):
                return self.by_name[first.rstrip(",")]
        if " " not in bare:
            return self.by_surname.get(bare)
        return None

    def holder(self, words: str) -> Person | None:
        """The one person who holds the office `words` ("general secretary"); None where there is another, or none."""
        role = _role(words)
        holders = [
            person
            for person in self.by_name.values()
            if any(_same_role(role, held) and len(held) >= len(role) for held in person.roles)
        ]
        return holders[0] if role and len(holders) == 1 else None

    def titled(self, words: str, before: int) -> Person | None:
        """The person last named before offset `before` whose title is `words` ("the general secretary").

        None where the sentence that does so names another with that title.
        """
        holders = self._holding(_role(words))
        if len(holders) == 1:
            return holders[0]
        recent = self.holders(words, before)
        starts = [mention[0] for person in recent[-2:] if (mention := person.last_before(before))]
        if not recent or (len(starts) > 1 and not ENDED.search(self.text, *starts)):
            return None
        return recent[-1]

    def holders(self, words: str, before: int) -> list[Person]:
        """Those named before offset `before` whose title is `words`, the last named last."""
        named = [(at, person) for person in self._holding(_role(words)) if (at := person.last_before(before))]
        return [person for _, person in sorted(named, key=lambda pair: pair[0])]

    def _holding(self, role: str) -> list[Person]:
        """Those with that role; where there are such, only those called by all of it: a justice is no chief justice."""
        found = [person for person in self.by_name.values() if role and any(_same_role(role, r) for r in person.roles)]
        return [person for person in found if any(held.endswith(role) for held in person.roles)] or found


def _appositions(text: str) -> Iterator[tuple[str, str]]:
    """Names with the title that follows: `Anna Berg, the mayor,`."""
    for match in APPOSITION.finditer(text):
        if not NEXT_NAMED.search(match["title"]):
            name = match["name"]
            yield in_office(name) if office_of(text, match.start()) else name, match["title"]


def _titles_before(text: str) -> Iterator[tuple[str, str]]:
    """Names with the title that goes before: `the mayor of Ardal, Anna Berg,`."""
    end = 0
    for match in COMMA_NAME.finditer(text):
        first = max(end, match.start() - LONGEST_TITLE)
        first = max(first, *(text.rfind(mark, first, match.start()) + 1 for mark in ",.\n"))  # it has no marks in it
        title = TITLE_BEFORE.search(text, first, match.start())
        if title:
            end = match.end()
            yield match.group("name"), title.group("title")


def _person_name(name: str) -> str:
    """`name` when it can be a person's, else ""."""
    parts = name.split()
    while parts and parts[0] in FUNCTION:
        parts = parts[1:]
    while parts and parts[-1].islower():
        parts = parts[:-1]  # `Lena Moss al` may be cut from anything
    if len(parts) < 2 or any(part in NOT_PERSON for part in parts):
        return ""
    if any((part.isupper() and len(part) > 3) or part.endswith(("s'", "s’")) for part in parts):
        return ""
    return " ".join(parts)


def office_of(text: str, at: int) -> str:
    """The office with what it is of that ends before the capitals at `at`: `Minister of `; "" for none."""
    found = OFFICE_OF.search(text, max(0, at - FAR_OFFICE), at)
    return found["office"] if found and not NOT_TITLE.search(text, max(0, found.start() - NEAR), found.start()) else ""


def in_office(run: str) -> str:
    """The name that ends a run of capitalised words behind `Minister of`; "" where it cannot be told."""
    name, title = split_title(run)
    parts = name.split()
    if title:
        return name
    charge = max((at for at, part in enumerate(parts) if part in NOT_PERSON | CHARGES), default=-1)
    first = charge + 1 or len(parts) == 3  # else its first word may be a place
    return " ".join(parts[first:]) if 0 < first <= len(parts) - 2 else ""


def is_person(name: str) -> bool:
    """Whether `name`, without a title, can be a person's."""
    return _person_name(name) == name


def surname(name: str) -> str:
    """The last word of a full name, `Jr` and the like aside."""
    parts = name.split()
    return parts[-2] if len(parts) > 2 and parts[-1].rstrip(".") in SUFFIXES else parts[-1]


def split_title(name: str) -> tuple[str, str]:
    """`Transport Minister Gavin Stroud` -> (`Gavin Stroud`, `transport minister`)."""
    parts = name.split()
    last = max((i for i, part in enumerate(parts) if TITLE_WORD.fullmatch(part)), default=-1)
    if last < 0 or last == len(parts) - 1:
        return name, ""
    return " ".join(parts[last + 1 :]), " ".join(parts[: last + 1])


def ranks(title: str) -> frozenset[str]:
    """The words of a title that make another office of it: vice, former."""
    return RANKS & set(re.split(r"[\s-]", title.lower()))


def _role(title: str) -> str:
    """The role in a title, lower case: a role noun and what qualifies it, whose it is left out."""
    bare = HONORIFIC.sub("", title.strip()).lower()
    head = re.split(r" (?:of|at|for|in|and|to|with|who|on|that) ", bare + " ", maxsplit=1)[0]
    found = re.search(rf"(?:(?:[\w-]+) ){{0,2}}\b{ROLE_NOUN}\b", re.sub(r"^.*['’]s ", "", head.strip()))
    return re.sub(r"^(?:the|a|an|its|his|her|their|respected|old) ", "", found.group()) if found else ""


def _same_role(asked: str, held: str) -> bool:
    """Whether one is the other told more shortly; a deputy is no mayor."""
    if ranks(asked) != ranks(held):
        return False
    return asked == held or held.endswith(" " + asked) or asked.endswith(" " + held)
