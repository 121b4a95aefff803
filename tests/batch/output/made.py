"""Articles and results, as small as they can be."""

from __future__ import annotations

from service.batch.article import Article
from service.core.document import Evidence, Span
from service.core.errors import TooShort
from service.core.problem import Problem
from service.core.receipt import Options
from service.core.summary import Attribution, Claim, ClaimKind, Reason, SpeechKind, Summary, Withheld
from tests.summaries import RECEIPT, small

OPTIONS = Options(max_words=60)
PROBLEM = Problem.of(TooShort("The article has no full sentence."))


def article(number: int, text: str = "The bridge at Ordel was opened on Friday.") -> Article:
    return Article(id=f"news/{number:06}.txt", content=f"{text} {number}".encode(), name=f"{number:06}.txt")


def summary(of: Article, speaker: str | None = "Ada Brenn", claim: str = "The bridge is “open”, she said.") -> Summary:
    """A summary with one claim, whose evidence is the beginning of the article."""
    text = of.content.decode()
    place = Evidence(start=0, end=10, exact=text[:10], prefix="", suffix=text[10:20], line=1)
    made = Claim(
        text=claim,
        evidence=(place,),
        support=0.75,
        flags=("doubtful", "speaker_restored"),
        kind=ClaimKind.STATEMENT,
        attribution=Attribution(speaker=speaker, kind=SpeechKind.REPORTED, cue=Span(start=3, end=7)),
    )
    return small(
        text,
        title="The bridge",
        sha256=of.sha256,
        claims=(made,),
        withheld=(Withheld(text="It was long.", reason=Reason.OVER_LENGTH, detail="12 words"),),
        receipt=RECEIPT.model_copy(update={"options": OPTIONS, "document_sha256": of.sha256}),
    )
