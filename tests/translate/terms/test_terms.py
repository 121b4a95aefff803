import io
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.document import Span
from service.core.errors import DocumentDamaged, InvalidRequest, TooLarge
from service.core.translation import Rendering, Segment, Severity, Status, Term
from service.translate.terms import Glossary, csv, inconsistent, issues, party_state, tbx, told_once
from service.translate.terms.korean import by_particles

PARTY = Term(
    source="партия",
    renderings=(
        Rendering(text="party"),
        Rendering(text="political party", status=Status.ADMITTED),
        Rendering(text="clique", status=Status.FORBIDDEN),
    ),
    literal="part",
    note="Of any kind.",
)


def glossary(*sources: str) -> Glossary:
    return Glossary.of(Term(source=source, renderings=(Rendering(text="x"),)) for source in sources)


@pytest.mark.parametrize(
    ("language", "terms", "text", "found"),
    [
        ("ru", ["партия", "парта"], "Съезд партии прошёл с партией", ["партии", "партией"]),
        ("ru", ["корь"], "В Корее тихо", []),
        ("ru", ["ПО"], "по плану, новое ПО", ["ПО"]),
        ("fr", ["élection", "toux"], "Tous aux élections.", ["élections"]),
        ("es", ["elección"], "las elecciones", ["elecciones"]),
        ("ja", ["あんな"], "あんなに", []),
        ("zh", ["中国", "党", "党中央"], "发展中国家和中国人民，党的路，党章，党中央", ["中国", "党", "党中央"]),
        ("zh", ["感染性"], "感染性质不明，感染性强", ["感染性"]),
        ("zh", ["流感", "感染"], "血流感染", ["感染"]),
        ("en", ["flood WHO"], "a flood who will stop, a flood WHO", ["flood WHO"]),
        ("ko", ["조선로동당", "중앙위원회"], "조선로동당 중앙위원회가", ["조선로동당", "중앙위원회"]),
        ("ko", ["조국통일"], "조국통일과업을 말했다", ["조국통일"]),
        ("ko", ["당 중앙위원회"], "당은 중앙위원회를", []),
        ("en", ["health care"], "Healthcare and health-care", ["Healthcare", "health-care"]),
    ],
)
def test_terms_are_found_in_any_form_and_not_inside_other_words(
    language: str, terms: list[str], text: str, found: list[str]
) -> None:
    assert [text[one.span.start : one.span.end] for one in glossary(*terms).find(text, language)] == found


def test_korean_without_morphemes_parts_particles() -> None:
    assert [unit.word for unit in by_particles("로동당은 국가의")] == ["로동당", "은", "국가"]


@settings(deadline=None)
@given(st.text(alphabet="ab партияй-,.中国 A", max_size=60), st.sampled_from(["ru", "zh", "fr", "en"]))
def test_places_ascend_inside_the_text_and_do_not_overlap(text: str, language: str) -> None:
    end = 0
    for one in glossary("партия", "a", "ab", "a b", "中国").find(text, language):
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end


def codes(source: str, target: str) -> list[str]:
    return [one.code for one in issues(source, target, Glossary.of([PARTY]).find(source, "ru"), "en")]


def test_a_rendering_must_be_used_and_a_forbidden_one_must_not() -> None:
    assert codes("Съезд партии", "The Parties' congress") == []
    assert codes("Съезд партии", "The congress") == ["term_not_used"]
    assert codes("Съезд партии", "The clique's party congress") == ["term_forbidden"]


def found_in(rendering: str, target: str, language: str = "en", source: str = "x") -> list[Severity]:
    """Severities of what is said of a term whose only rendering is `rendering`."""
    term = Term(source=source, renderings=(Rendering(text=rendering),))
    return [one.severity for one in issues(source, target, Glossary.of([term]).find(source, "en"), language)]


@pytest.mark.parametrize(
    ("language", "rendering", "target"),
    [
        ("en", "symptom", "He is symptomatic."),
        ("en", "infectivity", "how infectious it is"),
        ("en", "transmission", "It was transmitted."),
        ("en", "diarrhea", "diarrhoea"),
        ("en", "colour blindness", "She is color-blind."),
        ("en", "to wash one's hands", "Hands are washed."),
        ("en", "World Trade Organization", "the WTO"),
        ("en", "WTO", "the World Trade Organization"),
        ("fr", "préventif", "une mesure préventive"),
        ("es", "contagioso", "las enfermedades contagiosas"),
        ("ru", "распространение", "болезнь распространялась"),
        ("ru", "маска", "пять масок"),
        ("en", "infection", "It is infectious."),
        ("en", "immunity", "the immune"),
        ("en", "exposure", "They were exposed."),
        ("en", "virus", "a viral illness"),
        ("en", "washing hands", "a handwashing station"),
        ("en", "flood [of a river]", "The flood came."),
        ("en", "Office for River and Canal Management", "the ORM"),
        ("ru", "кашель", "от кашля"),
        ("ru", "касаться", "не касайтесь стены"),
        ("ru", "чихнуть", "при чихании"),
        ("ru", "заражённый", "чтобы не заразиться"),
        ("ru", "инфекция", "она инфицирована"),
        ("ru", "обновляется", "в обновлённом списке"),
        ("zh", "国家的安全", "国家安全"),
        ("zh", "清洗您的双手", "请清洗双手"),
        ("zh", "肠胃炎", "患胃肠炎"),
        ("zh", "洗手", "洗完手再吃"),
        ("zh", "流行性感冒", "流感来了"),
    ],
)
def test_a_rendering_of_the_same_family_or_as_initials_is_used(language: str, rendering: str, target: str) -> None:
    assert found_in(rendering, target, language) == []


@pytest.mark.parametrize(
    ("language", "rendering", "target"),
    [
        ("en", "contact", "It is contagious."),
        ("en", "party", "a part of it"),
        ("en", "WTO", "They were told of it."),
        ("en", "US", "the union of students"),
        ("en", "decree 19", "article 19"),
        ("fr", "transmission", "le transport"),
        ("en", "certain", "uncertain"),
        ("en", "certain", "That is not uncertain."),
        ("en", "asymptomatic", "He has symptoms."),
        ("ru", "партия", "парта"),
        ("ru", "партия", "партнёр"),
        ("ru", "контроль", "контракт"),
        ("zh", "国家安全", "人民公社"),
        ("zh", "洗手", "手洗好了"),
        ("zh", "防护设备", "设计防线"),
    ],
)
def test_another_word_is_not_the_rendering(language: str, rendering: str, target: str) -> None:
    assert found_in(rendering, target, language) == [Severity.MAJOR]


@pytest.mark.parametrize(
    ("language", "rendering", "target"),
    [
        ("en", "surgical mask", "Put on a mask."),
        ("en", "Political Bureau member", "a member of the Bureau"),
        ("en", "precaution", "With caution."),
        ("en", "asymptomatic", "He is without symptoms."),
        ("ru", "болезнь", "тяжёлое заболевание"),
        ("ru", "бессимптомный", "симптомы отсутствуют"),
        ("zh", "疾病控制中心", "疾病预防控制中心"),
        ("zh", "致死率", "死亡率高"),
        ("zh", "2031洪水病病例", "2031年的病例"),
    ],
)
def test_a_rendering_that_is_there_in_part_is_a_minor_finding(language: str, rendering: str, target: str) -> None:
    assert found_in(rendering, target, language) == [Severity.MINOR]


def test_what_another_term_accounts_for_is_no_part_of_a_rendering() -> None:
    terms = Glossary.of(
        [
            Term(source="нота", renderings=(Rendering(text="note"),)),
            Term(source="протест", renderings=(Rendering(text="protest note"),)),
        ]
    )
    source = "нота и протест"
    (issue,) = issues(source, "The note and the rest", terms.find(source, "ru"), "en")
    assert (issue.severity, issue.source_span) == (Severity.MAJOR, Span(start=7, end=14))


def test_another_term_accounts_for_no_more_places_than_it_has_in_the_source() -> None:
    terms = Glossary.of(
        [
            Term(source="связь", renderings=(Rendering(text="contact"),)),
            Term(source="тесная связь", renderings=(Rendering(text="close contact"),)),
        ]
    )
    source = "тесная связь и связь"
    (issue,) = issues(source, "near contact, and contact", terms.find(source, "ru"), "en")
    assert issue.severity is Severity.MINOR


def test_a_term_inside_a_name_that_is_left_in_the_sources_words_is_not_missed() -> None:
    term = Term(source="medicine", renderings=(Rendering(text="лекарство"),))
    found = partial(Glossary.of([term]).find, language="en")
    source = "The Northern Journal of Medicine wrote it."
    assert issues(source, "Об этом писал Northern Journal of Medicine.", found(source), "ru") == []
    source = "He takes medicine."
    assert [one.severity for one in issues(source, "Он принимает medicine.", found(source), "ru")] == [Severity.MAJOR]


def test_a_code_of_the_source_that_is_kept_is_a_part() -> None:
    assert found_in("вспышка гриппа", "число H5N1", "ru", source="H5N1 outbreak") == [Severity.MINOR]


def test_words_of_the_source_are_kept_only_where_they_are_a_code() -> None:
    assert found_in("filtering mask", "an FFP2", source="FFP2") == []
    assert found_in("influenza", "la grippe", source="grippe") == [Severity.MAJOR]


def in_a_document(*targets: str) -> list[Severity | None]:
    """What is said of “congress” in each segment."""
    term = Term(source="съезд", renderings=(Rendering(text="congress"),))
    found = Glossary.of([term]).find("съезд", "ru")
    segments = [
        Segment(number=number, start=0, end=5, line=1, source="съезд", target=target, terms=found,
                issues=tuple(issues("съезд", target, found, "en")))
        for number, target in enumerate(targets, 1)
    ]  # fmt: skip
    return [one.issues[0].severity if one.issues else None for one in told_once(segments)]


def test_a_term_that_most_of_a_document_leaves_is_told_once() -> None:
    major, minor = Severity.MAJOR, Severity.MINOR
    assert in_a_document("a rally", "a rally", "a congress", "a rally") == [major, minor, None, minor]
    assert in_a_document("a congress", "a rally", "a congress", "a rally") == [None, major, None, major]
    assert in_a_document("a rally", "a rally") == [major, major]


def test_two_ways_in_one_document_are_inconsistent() -> None:
    term = Term(source="съезд", renderings=(Rendering(text="congress"), Rendering(text="convention")))
    found = Glossary.of([term]).find("съезд", "ru")
    segments = [
        Segment(number=number, start=0, end=5, line=1, source="съезд", target=target, terms=found)
        for number, target in enumerate(("a congress", "a convention", "a congress"))
    ]
    reported = inconsistent(segments, "en")
    assert list(reported) == [1]
    assert reported[1][0].code == "term_inconsistent"


def test_tbx_and_csv_round_trip() -> None:
    assert tbx.read(tbx.write([PARTY], "ru", "en"), "ru", "en") == [PARTY]
    assert Glossary.of(csv.read(csv.write([PARTY]))).terms == (PARTY,)


def test_translate_toolkit_reads_the_tbx_we_write_and_we_read_its() -> None:
    storage: Any = pytest.importorskip("translate.storage.tbx")
    store = storage.tbxfile(sourcelanguage="ru", targetlanguage="en")
    unit = store.addsourceunit("съезд")
    unit.target = "congress"
    out = io.BytesIO()
    store.serialize(out)
    (term,) = tbx.read(out.getvalue(), "ru", "en")
    assert (term.source, term.renderings) == ("съезд", (Rendering(text="congress"),))


DCT = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min" style="dct" type="TBX-Min">
<text><body><conceptEntry id="1"><langSec xml:lang="ru"><termSec><term>съезд</term></termSec></langSec>
<langSec xml:lang="en-US"><termSec><term>rally</term><min:administrativeStatus>deprecatedTerm-admn-sts
</min:administrativeStatus></termSec><termSec><term>congress</term></termSec></langSec></conceptEntry></body></text></tbx>"""


def test_dct_style_gives_statuses() -> None:
    (term,) = tbx.read(DCT.encode(), "ru", "en")
    assert [one.status for one in term.renderings] == [Status.FORBIDDEN, Status.ADMITTED]


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"<tbx>\n<text></tbx>", DocumentDamaged, "Line 2"),
        (b'<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', DocumentDamaged, "an entity of its own"),
        (b"<html/>", DocumentDamaged, "Line 1"),
        (b"<tbx/>", InvalidRequest, "no terms from ru into en"),
        (b"<tbx>" + b" " * 100, TooLarge, "limit"),
    ],
)
def test_a_tbx_that_cannot_be_read_is_refused_in_a_sentence(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        tbx.read(data, "ru", "en", max_bytes=100)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("source,target\nа,b\n,c\n", "Line 3 of the glossary has no source"),
        ("source,target,status\nа,b,liked\n", "Line 2 of the glossary has the status liked"),
        ("source,target,colour\nа,b,red\n", "the column colour"),
        ("а,b,c\n", "names no columns source and target"),
        ("а,b\nв,c,d\n", "1 cells too many"),
        ("id,ko,en\n1,동지,comrade\n", "names no columns source and target"),
        ("ko,en\n동지,comrade\n", "names no columns source and target"),
        ("source,translation\n동지,comrade\n", "names no columns source and target"),
    ],
)
def test_a_wrong_row_is_named_by_its_line(text: str, words: str) -> None:
    with pytest.raises(InvalidRequest, match=words):
        csv.read(text.encode())


@pytest.mark.parametrize(("language", "least"), [("ko", 60), ("ru", 40), ("zh", 40)])
def test_our_own_glossary_is_whole_and_finds_itself(language: str, least: int) -> None:
    terms = party_state(language)
    own = Glossary.of(terms)
    assert len(own.terms) == len(terms) >= least
    for term in terms:
        assert term.literal
        assert term.renderings[0].status is Status.PREFERRED
        ways = [one.text.casefold() for one in term.renderings]
        assert len(set(ways)) == len(ways)
        assert [found.term.source for found in own.find(term.source, language)] == [term.source]
