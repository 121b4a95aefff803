"""The models that a reader gets: strict, immutable, and the same after a trip through JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from service.core import document, read, receipt, summary
from service.core.document import Document, Frozen, Span
from service.core.read import ChunkCoverage, ChunkStatus, Coverage, DocumentInfo, SectionInfo
from service.core.receipt import Model, Options, Receipt
from service.core.summary import (
    Abstract,
    Alignment,
    Attribution,
    Claim,
    ClaimKind,
    Neutrality,
    Reason,
    SpeechKind,
    Statement,
    Status,
    Summary,
    Swap,
    Usage,
    Withheld,
)

TEXT = "The plan, said Mayor Lind, will cost 4.2 million crowns. It is a shameful plan."
SOURCE = Document(text=TEXT, title="Plan")
EVIDENCE = SOURCE.evidence(Span(start=0, end=56))


def whole(*, text: str | None = None, spans: tuple[Span, ...] | None = None) -> Summary:
    """A summary with something in each field."""
    statement = Statement(
        text="The plan will cost 4.2 million crowns.",
        evidence=(EVIDENCE,),
        alignment=Alignment.COMPRESSED,
        support=0.9,
        flags=("swapped",),
        swaps=(Swap(source="a", text="b", rule="c"),),
    )
    claim = Claim(
        text=statement.text,
        evidence=statement.evidence,
        kind=ClaimKind.FIGURE,
        attribution=Attribution(speaker="Mayor Lind", kind=SpeechKind.REPORTED, cue=Span(start=10, end=14)),
    )
    return Summary(
        abstract=Abstract(text=statement.text, statements=(statement,)),
        claims=(claim,),
        withheld=(Withheld(text="It is a shameful plan.", reason=Reason.LOADED_WORDING, detail="shameful"),),
        neutrality=Neutrality(source_per_100=6.7, abstract_per_100=0.0, left=("x",)),
        coverage=Coverage(
            characters=len(TEXT),
            read=len(TEXT),
            chunks=(ChunkCoverage(start=0, end=len(TEXT), status=ChunkStatus.READ),),
        ),
        document=DocumentInfo(
            title="Plan",
            language="en",
            characters=len(TEXT),
            sentences=2,
            sections=(SectionInfo(start=0, end=len(TEXT), title="Plan"),),
            sha256=SOURCE.sha256,
            text=text,
            sentence_spans=spans,
        ),
        status=Status.COMPLETE,
        usage=Usage(words=15, tokens=20, seconds=0.5),
        receipt=Receipt(
            service_version="0",
            backend="extractive",
            model=Model(id="m", sha256="0"),
            prompt=Model(id="p", sha256="0"),
            options=Options(),
            seed=0,
            document_sha256=SOURCE.sha256,
            libraries={"numpy": "2"},
        ),
    )


FULL = whole(text=TEXT, spans=(Span(start=0, end=56), Span(start=57, end=len(TEXT))))


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every JSON object in `value`, save the one whose keys are free."""
    if isinstance(value, dict):
        if path != ("receipt", "libraries"):
            yield path
        for key, inner in value.items():
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


PLACES = list(places(json.loads(FULL.to_json())))


def models() -> list[type[Frozen]]:
    found: list[type[Frozen]] = []
    for module in (document, read, receipt, summary):
        values = vars(module).values()
        found += [value for value in values if isinstance(value, type) and issubclass(value, Frozen)]
    return sorted(set(found), key=lambda cls: cls.__name__)


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)) or "summary")
def test_no_object_of_a_summary_takes_an_unknown_field(path: tuple[str | int, ...]) -> None:
    data = json.loads(FULL.to_json())
    place = data
    for step in path:
        place = place[step]
    place["surprise"] = 1
    with pytest.raises(ValidationError, match="surprise"):
        Summary.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("cls", models(), ids=lambda cls: cls.__name__)
def test_every_model_is_frozen_and_strict_about_fields(cls: type[Frozen]) -> None:
    assert cls.model_config.get("frozen") is True
    assert cls.model_config.get("extra") == "forbid"


@pytest.mark.parametrize("name", Summary.model_fields)
def test_no_field_of_a_summary_can_be_changed(name: str) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        setattr(FULL, name, getattr(FULL, name))


@pytest.mark.parametrize("make", [whole, lambda: FULL], ids=["bare", "full"])
def test_json_and_back(make: Callable[[], Summary]) -> None:
    made = make()
    assert Summary.model_validate_json(made.to_json()) == made
    assert Summary.model_validate_json(made.to_json(indent=2)) == made


def test_json_leaves_out_only_what_was_not_asked_for() -> None:
    bare, full = json.loads(whole().to_json()), json.loads(FULL.to_json())
    assert set(full["document"]) - set(bare["document"]) == {"text", "sentence_spans"}
    assert set(bare) == set(full) == set(Summary.model_fields)


def test_json_keeps_empty_sentence_spans() -> None:
    assert json.loads(whole(spans=()).to_json())["document"]["sentence_spans"] == []


def test_json_keeps_a_speaker_and_a_prompt_that_are_null() -> None:
    nobody = FULL.claims[0].attribution.model_copy(update={"speaker": None, "cue": None})
    claim = FULL.claims[0].model_copy(update={"attribution": nobody})
    data = json.loads(FULL.model_copy(update={"claims": (claim,)}).to_json())
    assert data["claims"][0]["attribution"] == {"speaker": None, "kind": "reported", "cue": None}


@pytest.mark.parametrize(
    "options",
    [
        {"max_words": 0},
        {"max_words": 2_001},
        {"max_claims": -1},
        {"max_claims": 501},
        {"max_words": True},
        {"max_claims": False},
        {"max_words": "many"},
    ],
    ids=str,
)
def test_options_out_of_range_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Options.model_validate(options)


def test_options_on_the_border_are_taken() -> None:
    assert Options(max_words=1, max_claims=0).max_words == 1
    assert Options(max_words=2_000, max_claims=500).max_claims == 500
