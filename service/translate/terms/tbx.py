"""TBX: ISO 30042:2008 (`martif`, as TBX-Basic has it) and ISO 30042:2019 (`tbx`, in DCA or DCT style) in, 2019 DCA out.

A concept entry gives each of its source terms all of its target terms. Without a status the first target term is
preferred and the others are admitted; beside terms that have one they are admitted. TBX has no place for a literal
rendering or for case, so both are notes of the source term, which are read back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree
from lxml.builder import ElementMaker

from service.core.errors import DocumentDamaged, InvalidRequest
from service.core.translation import Rendering, Status, Term
from service.translate.safe_xml import MAX_BYTES, XML_LANG, parsed
from service.translate.terms.units import base

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
ENTRIES = {"termEntry", "conceptEntry"}
LANGUAGES = {"langSet", "langSec"}
TERMS = {"tig", "ntig", "termSec"}
STATUSES = {"administrativeStatus", "normativeAuthorization"}
STATUS = {
    "preferredTerm": Status.PREFERRED,
    "standardizedTerm": Status.PREFERRED,
    "legalTerm": Status.PREFERRED,
    "regulatedTerm": Status.PREFERRED,
    "admittedTerm": Status.ADMITTED,
    "deprecatedTerm": Status.FORBIDDEN,
    "supersededTerm": Status.FORBIDDEN,
    "obsoleteTerm": Status.FORBIDDEN,
}
WRITTEN = {Status.PREFERRED: "preferredTerm", Status.ADMITTED: "admittedTerm", Status.FORBIDDEN: "deprecatedTerm"}
SUFFIX = "-admn-sts"
LITERALLY = "Literally: "
CASE = "Capitals matter."


def read(data: bytes, source: str, target: str, *, needed: bool = True, max_bytes: int = MAX_BYTES) -> list[Term]:
    """The terms of a file from one language into another (BCP 47; en takes en-US too), in its order.

    Raises TooLarge, DocumentDamaged (with the line), and InvalidRequest where the file has no such pair and it is
    `needed`.
    """
    root = _root(data, max_bytes)
    seen: set[str] = set()
    terms: list[Term] = []
    for entry in _inside(root, ENTRIES):
        sections = [(_language(section), section) for section in _inside(entry, LANGUAGES)]
        seen.update(language for language, _ in sections)
        renderings = _renderings([one for language, one in sections if _fits(language, target)])
        if renderings:
            common = _notes(entry)
            for language, section in sections:
                if _fits(language, source):
                    terms.extend(_terms(section, renderings, common))
    if not terms and needed:
        has = ", ".join(sorted(seen)) or "no language"
        raise InvalidRequest(f"The TBX file has no terms from {source} into {target}; it has {has}.")
    return terms


def write(terms: Iterable[Term], source: str, target: str) -> bytes:
    """A TBX-Basic file of 2019, DCA style, UTF-8. Terms without a rendering are written with their source alone."""
    make = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})
    body = make.body()
    for number, term in enumerate(terms, 1):
        own = make.termSec(make.term(term.source))
        notes = (term.note, LITERALLY + term.literal if term.literal else "", CASE if term.exact_case else "")
        own.extend(make.note(note) for note in notes if note)
        entry = make.conceptEntry(make.langSec(own, {XML_LANG: source}), id=f"t{number}")
        if term.renderings:
            entry.append(make.langSec({XML_LANG: target}, *(_written(make, one) for one in term.renderings)))
        body.append(entry)
    about = make.fileDesc(make.sourceDesc(make.p("A glossary of Plumbline.")))
    root = make.tbx(make.tbxHeader(about), make.text(body), {XML_LANG: source}, style="dca", type="TBX-Basic")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _written(make: ElementMaker, rendering: Rendering) -> etree._Element:
    status = make.termNote(WRITTEN[rendering.status] + SUFFIX, type="administrativeStatus")
    return make.termSec(make.term(rendering.text), status)


def _root(data: bytes, max_bytes: int) -> etree._Element:
    """A DOCTYPE that only names the old DTD is left unread."""
    root = parsed(data, DocumentDamaged, "TBX file", max_bytes)
    if _name(root) not in {"martif", "tbx"}:
        raise DocumentDamaged(f"Line {root.sourceline} is <{_name(root)}>: a TBX file begins with <martif> or <tbx>.")
    return root


def _terms(section: etree._Element, renderings: tuple[Rendering, ...], common: list[str]) -> Iterator[Term]:
    for group in _inside(section, TERMS):
        notes = list(dict.fromkeys([*common, *_notes(section), *_notes(group)]))
        literal = next((note.removeprefix(LITERALLY) for note in notes if note.startswith(LITERALLY)), "")
        plain = [note for note in notes if not note.startswith(LITERALLY) and note != CASE]
        yield Term(
            source=_term(group),
            renderings=renderings,
            literal=literal,
            note="; ".join(plain),
            exact_case=CASE in notes,
        )


def _renderings(sections: list[etree._Element]) -> tuple[Rendering, ...]:
    read: dict[str, Status | None] = {}
    for section in sections:
        for group in _inside(section, TERMS):
            read.setdefault(_term(group), _status(group))
    first = None if any(read.values()) else next(iter(read), None)
    return tuple(
        Rendering(text=text, status=status or (Status.PREFERRED if text == first else Status.ADMITTED))
        for text, status in read.items()
    )


def _term(group: etree._Element) -> str:
    element = next(_inside(group, {"term"}), None)
    text = " ".join("".join(element.itertext()).split()) if element is not None else ""
    if not text:
        raise DocumentDamaged(f"Line {group.sourceline} of the TBX file has a <{_name(group)}> without a term.")
    return text


def _status(group: etree._Element) -> Status | None:
    """As a category's name is in the attribute `type` (DCA) or is the element's own (DCT); None where none is known."""
    for element in group.iterdescendants("{*}*"):
        if element.get("type", _name(element)) in STATUSES:
            value = "".join(element.itertext()).strip().removesuffix(SUFFIX)
            if value in STATUS:
                return STATUS[value]
    return None


def _notes(element: etree._Element) -> list[str]:
    """Notes and definitions of this level, in groups or not."""
    found = []
    for child in element.iterchildren("{*}*"):
        parts = child.iterchildren("{*}*") if _name(child) in {"descripGrp", "termGrp", "termNoteGrp"} else (child,)
        for part in parts:
            if _name(part) == "note" or part.get("type", _name(part)) == "definition":
                found.append(" ".join("".join(part.itertext()).split()))
    return [note for note in found if note]


def _inside(element: etree._Element, names: set[str]) -> Iterator[etree._Element]:
    return (one for one in element.iterdescendants("{*}*") if _name(one) in names)


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _language(section: etree._Element) -> str:
    language = section.get(XML_LANG) or section.get("lang")
    if not language:
        raise DocumentDamaged(f"Line {section.sourceline} of the TBX file has a <{_name(section)}> without a language.")
    return str(language)


def _fits(language: str, wanted: str) -> bool:
    """en takes en-US; en-GB takes en and en-GB."""
    language, wanted = language.lower().replace("_", "-"), wanted.lower()
    return language in {wanted, base(wanted)} or (base(language) == wanted)
