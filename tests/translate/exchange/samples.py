"""Translations to write and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from service.core.document import Span
from service.core.receipt import Model
from service.core.translation import (
    FoundName,
    FoundTerm,
    Issue,
    Match,
    Origin,
    Rendering,
    Segment,
    Severity,
    State,
    Status,
    Term,
    Translation,
)

SPAN = Span(start=0, end=3)
COUNCIL = Term(
    source="정치국",
    renderings=(Rendering(text="Politburo"), Rendering(text="Political Bureau", status=Status.FORBIDDEN)),
    literal="bureau of politics",
    note="of the party",
)
NAME = FoundName(span=SPAN, source="김일", chosen="Kim Il", approved=True, forms={"revised": "Gim Il"})
LIKE = Match(source="정치국 회의", target="A Politburo meeting", percent=83, penalties={"numbers": 4})
SAME = Match(source="정치국 회의 소식", target="News of the Politburo", percent=101, approved="2026-03-02T10:00:00Z")
WRONG = Issue(
    code="number", severity=Severity.MAJOR, category="accuracy/mistranslation", message="3 became 4.", target_span=SPAN
)
MEETING = Translation(
    source_language="ko",
    target_language="en-GB",
    title="정치국 회의 소식",
    name="meeting & <news>.txt",
    document_sha256="5d" * 32,
    model=Model(id="nllb", sha256="7e" * 32),
    segments=(
        Segment(
            number=1,
            start=0,
            end=9,
            line=1,
            source="정치국 회의 소식",
            heading=True,
            target="News of the  Politburo’s “meeting”",
            state=State.DRAFTED,
            origin=Origin.MODEL,
            terms=(FoundTerm(span=SPAN, term=COUNCIL),),
            names=(NAME,),
            matches=(SAME, LIKE),
            issues=(WRONG,),
        ),
        Segment(number=2, start=11, end=20, line=3, source="회의가 열렸다 & 끝났다.", why_open="A denial was lost."),
        Segment(
            number=3,
            start=21,
            end=30,
            line=3,
            source="비료 <생산>.",
            target="Fertiliser <output>.",
            state=State.APPROVED,
            origin=Origin.PERSON,
        ),
        Segment(number=4, start=31, end=40, line=4, source="회의가 열렸다 & 끝났다.", repeats=2),
    ),
)


def with_targets(**targets: str) -> Translation:
    """`MEETING` with drafts for segments named `s1` ..."""
    changed = {int(name[1:]): text for name, text in targets.items()}
    return MEETING.model_copy(
        update={
            "segments": tuple(
                one.model_copy(update={"target": changed[one.number], "state": State.DRAFTED})
                if one.number in changed
                else one
                for one in MEETING.segments
            )
        }
    )


# Letters of one and of two code units, marks of direction and accents that combine, and what XML has no place for.
ODD = "aé한\U00020000𝒜e\u0301\u202e\u200f\u2028\u0085\x00\x08\x1b\ufffe\uffff\n\r\t <&>]\"'\u00a0"
odd = st.text(alphabet=st.sampled_from(ODD))
texts = odd | st.text()
lines = texts.filter(lambda text: len(text) > 0)
spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda pair: Span(start=min(pair), end=max(pair)))
terms = st.builds(Term, source=texts, renderings=st.lists(st.builds(Rendering), max_size=2).map(tuple), note=texts)
issues = st.builds(Issue, code=texts, category=texts, message=texts, source_span=st.none() | spans)
targets = st.tuples(lines, st.sampled_from((State.DRAFTED, State.APPROVED)), st.sampled_from(Origin) | st.none())
matches = st.builds(Match, source=texts, target=texts, percent=st.integers(0, 101), penalties=st.just({"numbers": 3}))


@st.composite
def segments(draw: st.DrawFn, number: int) -> Segment:
    target, state, origin = draw(st.just((None, State.OPEN, None)) | targets)
    return draw(
        st.builds(
            Segment,
            number=st.just(number),
            start=st.integers(0, 10**9),
            end=st.integers(0, 10**9),
            line=st.integers(1, 10**6),
            source=texts,
            heading=st.booleans(),
            target=st.just(target),
            state=st.just(state),
            origin=st.just(origin),
            why_open=st.none() | texts,
            repeats=st.none() | st.integers(1, 99),
            terms=st.lists(st.builds(FoundTerm, span=spans, term=terms), max_size=2).map(tuple),
            names=st.lists(st.builds(FoundName, span=spans, source=texts), max_size=1).map(tuple),
            matches=st.lists(matches, max_size=2).map(tuple),
            issues=st.lists(issues, max_size=2).map(tuple),
        )
    )


@st.composite
def translations(draw: st.DrawFn) -> Translation:
    numbers = draw(st.lists(st.integers(-3, 10**6), min_size=1, max_size=4, unique=True))
    return Translation(
        source_language=draw(st.sampled_from(("ko", "zh-Hant", "und"))),
        target_language=draw(st.sampled_from(("en", "ar", "sr-Latn-RS"))),
        title=draw(texts),
        name=draw(texts),
        document_sha256=draw(texts),
        segments=tuple(draw(segments(number)) for number in numbers),
        model=draw(st.none() | st.just(MEETING.model)),
    )
