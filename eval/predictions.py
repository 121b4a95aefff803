"""What a system wrote about one article, in one form for all systems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from eval.dataset import first_fault, lines
from service.core.document import Frozen, Span
from service.core.errors import InputError, InvalidPredictions, InvalidRun
from service.core.receipt import Receipt
from service.core.summary import ClaimKind, Statement, Summary
from service.segment import split

Record = TypeVar("Record", bound=BaseModel)


class Said(Frozen):
    """One statement of the abstract; `evidence` are offsets into the document as the reader made it."""

    text: str
    evidence: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()


class SaidClaim(Said):
    speaker: str | None = None
    kind: ClaimKind | None = None


class Prediction(Frozen):
    """A system's output for the article `id`. `error` says why there is none; then everything else is empty.

    `seconds` is wall-clock time, `peak_mb` the process's peak resident memory so far, in MiB.
    """

    id: str
    abstract: str = ""
    statements: tuple[Said, ...] = ()
    claims: tuple[SaidClaim, ...] = ()
    withheld: int = 0
    seconds: float = 0.0
    tokens: int = 0
    peak_mb: float = 0.0
    receipt: Receipt | None = None
    error: str | None = None

    @classmethod
    def of_summary(cls, id_: str, summary: Summary, *, peak_mb: float) -> Self:
        return cls(
            id=id_,
            abstract=summary.abstract.text,
            statements=tuple(
                Said(text=item.text, evidence=_spans(item), flags=item.flags) for item in summary.abstract.statements
            ),
            claims=tuple(
                SaidClaim(
                    text=claim.text,
                    evidence=_spans(claim),
                    flags=claim.flags,
                    speaker=claim.attribution.speaker,
                    kind=claim.kind,
                )
                for claim in summary.claims
            ),
            withheld=len(summary.withheld),
            seconds=summary.usage.seconds or 0.0,
            tokens=summary.usage.tokens,
            peak_mb=peak_mb,
            receipt=summary.receipt,
        )

    @classmethod
    def of_text(cls, id_: str, abstract: str, claims: tuple[SaidClaim, ...] = (), seconds: float = 0.0) -> Self:
        """A prediction from plain text; its sentences are the statements."""
        statements = tuple(Said(text=abstract[span.start : span.end]) for span in split(abstract))
        return cls(id=id_, abstract=abstract, statements=statements, claims=claims, seconds=seconds)


class Recorded(Frozen):
    """One line of another system's outputs: the abstract's text, and claims where it makes any."""

    id: Annotated[str, BeforeValidator(str)]
    text: str
    claims: tuple[SaidClaim, ...] = ()
    seconds: float = Field(default=0.0, ge=0)


def read_recorded(path: Path) -> dict[str, Prediction]:
    """The outputs in the JSON Lines file `path`, by article. Raises FileUnreadable, InvalidPredictions."""
    found: dict[str, Prediction] = {}
    for number, line in lines(path):
        try:
            item = Recorded.model_validate_json(line)
        except ValidationError as error:
            raise InvalidPredictions(f"{path}:{number}: {first_fault(error)}.") from error
        if item.id in found:
            raise InvalidPredictions(f"{path}:{number}: the article {item.id!r} is there twice.")
        found[item.id] = Prediction.of_text(item.id, item.text, item.claims, item.seconds)
    return found


def read_predictions(path: Path) -> dict[str, Prediction]:
    """What a run stored, by article; the last of its lines counts, one that a crash cut short is left out.

    Raises FileUnreadable, InvalidPredictions.
    """
    found: dict[str, Prediction] = {}
    for number, line in lines(path) if path.exists() else ():
        if not line.endswith("\n"):
            break
        try:
            item = Prediction.model_validate_json(line)
        except ValidationError as error:
            raise InvalidPredictions(f"{path}:{number} is not a prediction: {first_fault(error)}.") from error
        found[item.id] = item
    return found


def read_json(path: Path, model: type[Record], missing: InputError) -> Record:
    """The record in the file that `write_json` wrote. Raises `missing` when there is no such file, InvalidRun."""
    try:
        return model.model_validate_json(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise missing from error
    except ValidationError as error:
        raise InvalidRun(f"{path}: {first_fault(error)}.") from error


def write_json(path: Path, value: object) -> None:
    """`value` as JSON in `path`, whole or not at all."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)


def _spans(statement: Statement) -> tuple[Span, ...]:
    return tuple(Span(start=item.start, end=item.end) for item in statement.evidence)
