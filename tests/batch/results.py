"""Results of an archive, made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from service.core.document import Evidence
from service.core.read import ChunkCoverage, ChunkStatus, Coverage, DocumentInfo
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

RECEIPT = Receipt(
    service_version="0",
    backend="extractive",
    model=Model(id="m", sha256="0"),
    prompt=None,
    options=Options(),
    seed=0,
    document_sha256="0",
    libraries={"numpy": "2"},
)


def claim(
    text: str, speaker: str | None = None, kind: ClaimKind = ClaimKind.STATEMENT, *, said: str = "", line: int = 1,
    again: dict[int, str] | None = None,
) -> Claim:  # fmt: skip
    """A claim with `said` as the words of its evidence; `again`: line and words of each further place."""
    told = Attribution(speaker=speaker, kind=SpeechKind.REPORTED if speaker else SpeechKind.OWN_VOICE, cue=None)
    evidence, at = [], 0
    for number, exact in ((line, said or text), *(again or {}).items()):
        evidence.append(Evidence(start=at, end=at + len(exact), exact=exact, prefix="", suffix="", line=number))
        at += len(exact) + 1
    return Claim(text=text, evidence=tuple(evidence), kind=kind, attribution=told, support=1.0)


def summary(
    claims: Sequence[Claim] = (), *, title: str = "A title", abstract: str = "An abstract.", language: str = "en"
) -> Summary:
    evidence = Evidence(start=0, end=len(abstract), exact=abstract, prefix="", suffix="", line=1)
    return Summary(
        abstract=Abstract(text=abstract, statements=(Statement(text=abstract, evidence=(evidence,)),)),
        claims=tuple(claims),
        withheld=(Withheld(text="A shame.", reason=Reason.LOADED_WORDING, detail="shame"),),
        neutrality=Neutrality(source_per_100=1, abstract_per_100=0, left=()),
        coverage=Coverage(characters=9, read=9, chunks=(ChunkCoverage(start=0, end=9, status=ChunkStatus.READ),)),
        document=DocumentInfo(title=title, language=language, characters=9, sentences=1, sections=(), sha256="0"),
        status=Status.COMPLETE,
        usage=Usage(words=2, tokens=2),
        receipt=RECEIPT,
    )


def line(id: str, what: Summary, *, duplicate_of: str | None = None, **metadata: Any) -> dict[str, Any]:
    """A line of the results."""
    found: dict[str, Any] = {"id": id, "key": "k", "sha256": "0", "summary": json.loads(what.to_json())}
    if metadata:
        found["metadata"] = metadata
    if duplicate_of:
        found["duplicate_of"] = duplicate_of
    return found


def write(path: Path, lines: Iterable[dict[str, Any]], *, mode: str = "w") -> Path:
    with path.open(mode, encoding="utf-8") as file:
        file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    return path
