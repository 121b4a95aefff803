"""The people of one document: by which names and titles, and where."""

from __future__ import annotations

import bisect
from collections import defaultdict
from dataclasses import dataclass, field

from service.core.document import Span
from service.reading.speech.heard import Tongue

BEGINNING, KEPT = 3, 4  # letters that a name keeps in all its cases, and a surname alone for us to be sure


@dataclass
class Person:
    """`mentions` are where the full name stands, ascending."""

    name: str
    titles: set[str] = field(default_factory=set)
    gender: str = ""
    sure: bool = False  # told with a title, or speaking
    mentions: list[tuple[int, int]] = field(default_factory=list)

    def last(self, before: int) -> Span | None:
        """The last mention that begins before an offset, else the first."""
        at = bisect.bisect_left(self.mentions, (before, 0))
        place = self.mentions[at - 1] if at else self.mentions[0] if self.mentions else None
        return Span(start=place[0], end=place[1]) if place else None


class Cast:
    """The people of one document."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.people: dict[str, Person] = {}
        self._parts: dict[str, list[Person]] = defaultdict(list)
        self._held: dict[str, list[Person]] = defaultdict(list)
        self._by_beginning: dict[str, list[Person]] = defaultdict(list)
        self._starts: list[int] = []
        self._names: list[str] = []

    def learn(self, name: str, title: str, start: int, gender: str = "", *, sure: bool = False) -> Person:
        person = self.people.get(name)
        if person is None:
            person = self.people[name] = Person(name)
            for part in self.tongue.parts(name):
                self._parts[part].append(person)
        if title and title not in person.titles:
            person.titles.add(title)
            self._held[title].append(person)
        told = (which for which, ending in self.tongue.genders.items() if ending.search(name))
        person.gender = person.gender or gender or next(told, "")
        person.sure = person.sure or sure or bool(title)
        place = (start, start + len(name))
        at = bisect.bisect_left(person.mentions, place)
        if person.mentions[at : at + 1] != [place]:
            person.mentions.insert(at, place)
        return person

    def called(self, part: str, title: str) -> Person | None:
        """The one person whom a part of the name, with a title, can mean."""
        found = [
            person for person in self._parts.get(part, []) if not title or not person.titles or title in person.titles
        ]
        found = found or self._parts.get(part, []) or self._in_another_case(part)
        return found[0] if len(found) == 1 else None

    def _in_another_case(self, part: str) -> list[Person]:
        """Whose surname `part` is a form of: Толстовой, Толстова."""
        found = self._by_beginning.get(part[:BEGINNING], [])
        last = [(person, person.name.rsplit(maxsplit=1)[-1]) for person in found]
        return [person for person, name in last if name[:KEPT] == part[:KEPT] and self.tongue.same(part, name)]

    def titled(self, title: str, before: int) -> Person | None:
        """The one person named before with this title."""
        found = [person for person in self._held.get(title, []) if person.mentions and person.mentions[0][0] < before]
        return found[0] if len(found) == 1 else None

    def form_of(self, name: str) -> Person | None:
        """The person whose name in another case this is."""
        if name in self.people:
            return self.people[name]
        part = name.rsplit(maxsplit=1)[-1][:BEGINNING] if name else ""
        found = [p for p in self._by_beginning.get(part, []) if self.tongue.same(name, p.name)]
        return found[0] if len(found) == 1 else None

    def index(self) -> None:
        """After the last `learn`."""
        self._by_beginning.clear()
        for person in self.people.values():
            self._by_beginning[person.name.split()[-1][:BEGINNING]].append(person)
        rows = sorted((start, person.name) for person in self.people.values() for start, _ in person.mentions)
        self._starts = [start for start, _ in rows]
        self._names = [name for _, name in rows]

    def named_in(self, start: int, end: int) -> set[str]:
        """Who is named in full in [start, end)."""
        return set(self._names[bisect.bisect_left(self._starts, start) : bisect.bisect_left(self._starts, end)])
