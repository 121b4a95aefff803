"""What units of XLIFF 1.2 and 2 have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from service.core.errors import InvalidExchange
from service.core.translation import State
from service.translate.exchange.xml import language, name

PROGRESS = (State.OPEN, State.DRAFTED, State.APPROVED)


def once(file: etree._Element, tags: set[str]) -> Iterator[etree._Element]:
    """The units of a file, in order. Raises InvalidExchange where two have one id, with the line of the second."""
    seen: set[str] = set()
    for element in file.iterdescendants("{*}*"):
        if name(element) in tags:
            known = element.get("id")
            if known in seen:
                raise InvalidExchange(f"Line {element.sourceline} has the id “{known[:40]}” a second time.")
            seen |= {known} if known is not None else set()
            yield element


def language_of(element: etree._Element, attribute: str, *, needed: bool = True) -> str:
    """The language that an element names; "" where it names none. Raises InvalidExchange where one is needed."""
    code = element.get(attribute, "")
    if not code.strip():
        if needed:
            raise InvalidExchange(f"Line {element.sourceline}: <{name(element)}> needs {attribute}, the language.")
        return ""
    return language(code)


def to_translate(element: etree._Element) -> bool:
    """By the nearest `translate`."""
    for one in (element, *element.iterancestors()):
        if said := one.get("translate"):
            return bool(said != "no")
    return True


def furthest_behind(states: Iterable[State]) -> State:
    """Of the states of what is joined."""
    return min(states, key=PROGRESS.index)
