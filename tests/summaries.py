"""A summary as small as it can be; tests fill in what they speak of."""

from __future__ import annotations

from typing import Any

from service.core.document import Evidence
from service.core.read import Coverage, DocumentInfo
from service.core.receipt import Model, Options, Receipt
from service.core.summary import Abstract, Neutrality, Statement, Status, Summary, Usage

RECEIPT = Receipt(
    service_version="0.1.0",
    backend="extractive",
    model=Model(id="embedded", sha256="0" * 64),
    prompt=None,
    options=Options(),
    seed=0,
    document_sha256="1" * 64,
    libraries={"numpy": "2"},
)
CHARACTERS = 900


def small(text: str, *, title: str = "", language: str = "en", sha256: str = "1" * 64, **parts: Any) -> Summary:
    """With the abstract `text`, of a document of CHARACTERS; `parts` are fields of the summary."""
    evidence = Evidence(start=0, end=len(text), exact=text, prefix="", suffix="", line=1)
    read = DocumentInfo(title=title, language=language, characters=CHARACTERS, sentences=1, sections=(), sha256=sha256)
    made: dict[str, Any] = {
        "abstract": Abstract(text=text, statements=(Statement(text=text, evidence=(evidence,)),)),
        "claims": (),
        "withheld": (),
        "neutrality": Neutrality(source_per_100=0, abstract_per_100=0, left=()),
        "coverage": Coverage(characters=CHARACTERS, read=CHARACTERS, chunks=()),
        "document": read,
        "status": Status.COMPLETE,
        "usage": Usage(words=8, tokens=11),
        "receipt": RECEIPT,
    }
    return Summary(**{**made, **parts})
