"""The XLIFF that we write is XLIFF 2.1, and other tools find in it what a translator has at hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given
from lxml import etree

from service.core.document import Span
from service.core.translation import FoundTerm, Match, Rendering, Status, Term, Translation
from service.translate.exchange import write
from tests.translate.exchange.samples import MEETING, translations

SCHEMAS = Path(__file__).parent / "schemas"
XLF = "{urn:oasis:names:tc:xliff:document:2.0}"
NAMES = {
    "x": "urn:oasis:names:tc:xliff:document:2.0",
    "gls": "urn:oasis:names:tc:xliff:glossary:2.0",
    "mda": "urn:oasis:names:tc:xliff:metadata:2.0",
    "mtc": "urn:oasis:names:tc:xliff:matches:2.0",
}


@cache
def core() -> etree.XMLSchema:
    """Its schema of the XML namespace is ours, which stands elsewhere than with OASIS."""
    tree = etree.parse(SCHEMAS / "xliff_core_2.0.xsd", etree.XMLParser(no_network=True))
    (imported,) = tree.iterfind("{http://www.w3.org/2001/XMLSchema}import")
    imported.set("schemaLocation", "xml.xsd")
    return etree.XMLSchema(tree)


@cache
def modules() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(SCHEMAS / "modules.rng"))


def written(translation: Translation) -> etree._Element:
    return etree.fromstring(write(translation, ".xlf"))


@given(translations())
def test_every_file_keeps_to_the_schemas_and_rules(translation: Translation) -> None:
    """The rules are those of OASIS's Schematron for 2.1 that what we write could break, by their names there."""
    root = written(translation)
    core().assertValid(root)
    for element in root.iterfind(".//{*}*"):
        if etree.QName(element).localname in {"matches", "glossary", "metadata"}:
            modules().assertValid(etree.fromstring(etree.tostring(element)))
    ids = [unit.get("id") for unit in root.iter(f"{XLF}unit")]
    assert len(ids) == len(set(ids)) == len(translation.segments)  # K3
    assert root.get("trgLang") == translation.target_language  # F1
    for unit in root.iter(f"{XLF}unit"):
        (segment,) = unit.iterchildren(f"{XLF}segment")  # F3
        assert segment.get("state") == "initial" or segment.find(f"{XLF}target") is not None  # F29
        spans = [mark.get("id") for mark in segment.iter(f"{XLF}mrk")]
        assert len(spans) == len(set(spans))  # K6
        assert all(mark.get("ref") is None for mark in segment.iter(f"{XLF}mrk"))  # F24
        assert all(match.get("ref") in {f"#{one}" for one in spans} for match in unit.iterfind(".//mtc:match", NAMES))


def test_a_unit_holds_what_a_translator_has_at_hand() -> None:
    root = written(MEETING)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "ko", "en-GB")
    (file,) = root
    assert file.get("original") == MEETING.name
    first, second, third, _ = file.iterchildren(f"{XLF}unit")
    assert first.xpath("x:segment/@state", namespaces=NAMES) == ["translated"]
    assert third.xpath("x:segment/@state", namespaces=NAMES) == ["final"]
    assert first.xpath("string(x:segment/x:source)", namespaces=NAMES) == MEETING.segments[0].source
    assert second.find("x:segment/x:target", NAMES) is None
    assert first.xpath("gls:glossary/gls:glossEntry/gls:term/text()", namespaces=NAMES) == ["정치국"]
    assert first.xpath("gls:glossary//gls:translation/text()", namespaces=NAMES) == ["Politburo"]
    assert first.findtext("gls:glossary//gls:definition", namespaces=NAMES) == (
        "literally: bureau of politics; of the party; not: Political Bureau"
    )
    same, like = first.iterfind("mtc:matches/mtc:match", NAMES)
    assert [same.get(name) for name in ("type", "similarity", "matchQuality")] == ["icm", "100.0", "100.0"]
    assert [like.get(name) for name in ("type", "similarity", "matchQuality")] == ["tm", "87.0", "83.0"]
    notes = first.iterfind("x:notes/x:note", NAMES)
    assert {note.get("category"): (note.get("appliesTo"), note.text) for note in notes} == {
        "plumbline:line": ("source", "Line 1 of the document"),
        "plumbline:name": ("source", "김일: Kim Il, Gim Il (revised)"),
        "plumbline:issue": ("target", "major, accuracy/mistranslation: 3 became 4."),
    }
    assert second.xpath("x:notes/x:note[@category='plumbline:why_open']/text()", namespaces=NAMES) == [
        "A denial was lost."
    ]


def test_metadata_can_be_read_by_people() -> None:
    meta = {
        one.get("type"): one.text
        for one in written(MEETING).iterfind("x:file/mda:metadata/mda:metaGroup/mda:meta", NAMES)
    }
    assert meta["document_sha256"] == f'"{MEETING.document_sha256}"'
    fourth = written(MEETING).findall("x:file/x:unit", NAMES)[3]
    found = {one.get("type"): one.text for one in fourth.iterfind("mda:metadata//mda:meta", NAMES)}
    assert found == {"number": "4", "start": "31", "end": "40", "line": "4", "repeats": "2"}


def test_what_xml_has_no_place_for() -> None:
    segment = MEETING.segments[1].model_copy(update={"source": "a\x00\x1fb\ufffe", "matches": (_match("\x01"),)})
    source, target = written(MEETING.model_copy(update={"segments": (segment,)})).iterfind(".//mtc:match/x:*", NAMES)
    assert [code.get("hex") for code in source] == ["0001"]
    assert target.text == "x"
    data = write(MEETING.model_copy(update={"segments": (segment,)}), ".xlf").decode()
    assert 'a<cp hex="0000"/><cp hex="001F"/>b<cp hex="FFFE"/>' in data


def _match(source: str) -> Match:
    return Match(source=source, target="x", percent=60)


def test_a_term_that_says_nothing_is_left_out_of_the_glossary() -> None:
    bare = Term(source="가", renderings=())
    never = Term(source="나", renderings=(Rendering(text="x", status=Status.FORBIDDEN),))
    for terms, entries in (((bare,), []), ((bare, never, never), ["not: x"])):
        found = tuple(FoundTerm(span=Span(start=0, end=1), term=term) for term in terms)
        segment = MEETING.segments[1].model_copy(update={"terms": found})
        root = written(MEETING.model_copy(update={"segments": (segment,)}))
        assert [one.text for one in root.iterfind(".//gls:definition", NAMES)] == entries
        assert (root.find(".//gls:glossary", NAMES) is None) == (not entries)
