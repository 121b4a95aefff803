"""Articles and results, as small as they can be."""

from __future__ import annotations

from service.batch.article import Article
from service.core.document import Evidence, Span
from service.core.errors import TooShort
from service.core.problem import Problem
from service.core.read import Coverage, DocumentInfo
from service.core.receipt import Model, Options, Receipt
from service.core.summary import (
    Abstract,
    Attribution,
    Claim,
    ClaimKind,
    Neutrality,
    Reason,
    SpeechKind,
    Statement,
    Status,
    Summary,
    Usage,
    Withheld,
)

OPTIONS = Options(max_words=60)
PROBLEM = Problem.of(TooShort("The article has no full sentence."))


def article(number: int, text: str = "The bridge at Ordel was opened on Friday.") -> Article:
    return Article(id=f"news/{number:06}.txt", content=f"{text} {number}".encode(), name=f"{number:06}.txt")


def summary(of: Article, speaker: str | None = "Ada Brenn", claim: str = "The bridge is “open”, she said.") -> Summary:
    """A summary with one claim, whose evidence is the beginning of the article."""
    text = of.content.decode()
    place = Evidence(start=0, end=10, exact=text[:10], prefix="", suffix=text[10:20], line=1)
    return Summary(
        abstract=Abstract(text=text, statements=(Statement(text=text, evidence=(place,)),)),
        claims=(
            Claim(
                text=claim,
                evidence=(place,),
                support=0.75,
                flags=("doubtful", "speaker_restored"),
                kind=ClaimKind.STATEMENT,
                attribution=Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=Span(start=3, end=7)),
            ),
        ),
        withheld=(Withheld(text="It was long.", reason=Reason.OVER_LENGTH, detail="12 words"),),
        neutrality=Neutrality(source_per_100=0.0, abstract_per_100=0.0, left=()),
        coverage=Coverage(characters=len(text), read=len(text), chunks=()),
        document=DocumentInfo(
            title="The bridge", language="en", characters=len(text), sentences=1, sections=(), sha256=of.sha256
        ),
        status=Status.COMPLETE,
        usage=Usage(words=8, tokens=11),
        receipt=Receipt(
            service_version="0.1.0",
            backend="extractive",
            model=Model(id="embedded", sha256="0" * 64),
            prompt=None,
            options=OPTIONS,
            seed=0,
            document_sha256=of.sha256,
            libraries={"torch": "2"},
        ),
    )
