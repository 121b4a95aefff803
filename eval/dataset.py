"""What is measured on: articles with what people expect of their summaries.

Three kinds of suite, one `Example` for all: the references of a folder (`<id>.txt` beside `<id>.yaml`, see
references/GUIDE.md), a folder of plain texts, and the JSON Lines of a human-made set (see DATASETS.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import ConfigDict, Field, ValidationError

from service.core.document import Document, Frozen, Span
from service.core.errors import FileUnreadable, InvalidReference, PlumblineError
from service.core.objection import objection
from service.core.summary import ClaimKind, SpeechKind
from service.ingest import decode, read_text

REFERENCES = Path(__file__).parent / "references"
LARGEST = 2_500_000  # characters of one article
SHORT = 500  # words (characters in Chinese and Japanese count half): below it fewer claims are expected


class FalseKind(StrEnum):
    """How a planted false statement departs from the article."""

    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    SPEAKER = "speaker"
    INVENTED = "invented"
    CERTAINTY = "certainty"


class HumanAbstract(Frozen):
    hand: str = Field(min_length=1)
    text: str = Field(min_length=40)


class ReferenceClaim(Frozen):
    """A key claim; `evidence` holds passages of the article, word for word, white space aside."""

    text: str = Field(min_length=10)
    speaker: str | None
    cue: str | None
    attribution: SpeechKind
    kind: ClaimKind
    evidence: tuple[str, ...] = Field(min_length=1)


class Loaded(Frozen):
    """A loaded expression of the article; `neutral` is the wording to put for it, or `drop`."""

    wording: str = Field(min_length=2)
    neutral: str = Field(min_length=1)


class Facts(Frozen):
    numbers: tuple[str, ...]
    names: tuple[str, ...]
    dates: tuple[str, ...]


class FalseStatement(Frozen):
    kind: FalseKind
    text: str = Field(min_length=10)
    distorts: tuple[str, ...]


class Reference(Frozen):
    """One article's annotations, as its YAML file holds them."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    kind: str = Field(min_length=3)
    style: Literal["plain", "state", "partisan"]
    split: Literal["dev", "test"]
    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")
    title: str = Field(min_length=3)
    abstracts: tuple[HumanAbstract, ...] = Field(min_length=2)
    claims: tuple[ReferenceClaim, ...] = Field(min_length=3, max_length=20)
    loaded: tuple[Loaded, ...]
    facts: Facts
    false_statements: tuple[FalseStatement, ...]


@dataclass(frozen=True)
class Example:
    """An article to summarise, with whatever people wrote about it.

    `text` is what a system is given. `abstracts` and `claims` are the references' texts; `reference` is there for
    the articles of a references folder only.
    """

    id: str
    text: str
    language: str = ""
    title: str = ""
    abstracts: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    reference: Reference | None = None
    tags: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Suite:
    """Examples in a fixed order; `sha256` is over their texts and references, so that runs can be compared."""

    name: str
    examples: tuple[Example, ...]
    sha256: str

    @classmethod
    def of(cls, name: str, examples: tuple[Example, ...]) -> Self:
        digest = hashlib.sha256()
        for example in examples:
            annotations = example.reference.model_dump_json() if example.reference else ""
            parts = (example.id, example.text, example.abstracts, example.claims, annotations)
            digest.update(json.dumps(parts, ensure_ascii=True).encode())
        return cls(name=name, examples=examples, sha256=digest.hexdigest())

    def first(self, limit: int) -> Suite:
        """The same with at most `limit` articles."""
        return Suite.of(self.name, self.examples[:limit])


def load_suite(name: str, *, split: str = "dev") -> Suite:
    """The suite `name`: `references`, a JSON Lines file, or a folder. `split` is dev, test or all, for references.

    Raises FileUnreadable, InvalidReference.
    """
    path = REFERENCES if name == "references" else Path(name)
    if path.is_dir():
        examples = [example for example in _folder(path) if split in ("all", example.tags.get("split", split))]
    elif path.is_file():
        examples = [_record(line, f"{path}:{number}") for number, line in lines(path)]
    else:
        raise FileUnreadable(f"There is no suite {name!r}: give references, a JSON Lines file or a folder.")
    if not examples:
        raise InvalidReference(f"The suite {name!r} has no article (split {split}).")
    seen: set[str] = set()
    for example in examples:
        if not example.text.strip():
            raise InvalidReference(f"The article {example.id!r} of {name} is empty.")
        if example.id in seen:
            raise InvalidReference(f"The id {example.id!r} is there twice in {name}.")
        seen.add(example.id)
    return Suite.of(name, tuple(examples))


def load_reference(path: Path) -> tuple[Reference, Document]:
    """The annotations in the YAML file `path` and the article beside it. Raises FileUnreadable, InvalidReference."""
    article = path.with_suffix(".txt")
    try:
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        data = article.read_bytes()
    except yaml.YAMLError as error:
        raise InvalidReference(f"{path} is not YAML: {' '.join(str(error).split())}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(f"{path}: {error}.") from error
    try:
        reference = Reference.model_validate(fields)
    except ValidationError as error:
        raise InvalidReference(f"{path}: {first_fault(error)}.") from error
    document = read_text(decode(data), max_characters=LARGEST, title=reference.title, source=article.name)
    if faults := list(_faults(reference, document, path)):
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        raise InvalidReference(f"{path}: {faults[0]}{more}.")
    return reference, document


def validate(folder: Path) -> list[str]:
    """Every fault of every reference in `folder`, one sentence each; empty when all are sound."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        return [f"{folder} holds no YAML file."]
    faults = []
    for path in paths:
        try:
            load_reference(path)
        except PlumblineError as error:
            faults.append(error.detail)
    return faults


def locate(document: Document, passage: str) -> Span | None:
    """Where `passage` stands in the document word for word, runs of white space counted equal."""
    words = [re.escape(word) for word in passage.split()]
    found = re.search(r"\s+".join(words), document.text) if words else None
    return Span(start=found.start(), end=found.end()) if found else None


def first_fault(error: ValidationError) -> str:
    """The first fault of a record, with its place in it."""
    first = error.errors()[0]
    return ": ".join(filter(None, (".".join(str(part) for part in first["loc"]), objection(first))))


def _faults(reference: Reference, document: Document, path: Path) -> Iterator[str]:
    """What the schema cannot see."""
    if reference.id != path.stem:
        yield f"id {reference.id!r} is not the file's name"
    size = len(document.text) / 2 if reference.language in ("zh", "ja") else len(document.text.split())
    if size >= SHORT and len(reference.claims) < 8:
        yield f"{len(reference.claims)} claims; an article of {SHORT} words or more needs 8"
    if len({abstract.hand for abstract in reference.abstracts}) < 2:
        yield "the abstracts are by one hand; two are needed"
    kinds = sorted(statement.kind for statement in reference.false_statements)
    if kinds != sorted(FalseKind):
        yield f"false_statements must hold one of each kind; it holds {', '.join(kinds)}"
    for index, claim in enumerate(reference.claims):
        own = claim.attribution is SpeechKind.OWN_VOICE
        if own != (claim.speaker is None):
            yield f"claims.{index}: a claim has a speaker unless its attribution is own_voice"
        if own and claim.cue is not None:
            yield f"claims.{index}: a claim in the article's own voice has no cue"
    for place, passage in _passages(reference):
        if locate(document, passage) is None:
            yield f"{place}: {passage[:80]!r} is not in the article"


def _passages(reference: Reference) -> Iterator[tuple[str, str]]:
    """Everything that has to stand in the article, with where it was given."""
    for index, claim in enumerate(reference.claims):
        yield from ((f"claims.{index}.evidence", passage) for passage in claim.evidence)
        if claim.cue is not None:
            yield f"claims.{index}.cue", claim.cue
    yield from ((f"loaded.{index}.wording", item.wording) for index, item in enumerate(reference.loaded))
    for name in Facts.model_fields:
        yield from ((f"facts.{name}", passage) for passage in getattr(reference.facts, name))
    for index, statement in enumerate(reference.false_statements):
        yield from ((f"false_statements.{index}.distorts", passage) for passage in statement.distorts)


def _folder(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.glob("*.txt"), key=lambda path: path.stem):
        annotations = path.with_suffix(".yaml")
        if not annotations.exists():
            yield Example(id=path.stem, text=_text(path))
            continue
        reference, _ = load_reference(annotations)
        yield Example(
            id=reference.id,
            text=_text(path),
            language=reference.language,
            title=reference.title,
            abstracts=tuple(abstract.text for abstract in reference.abstracts),
            claims=tuple(claim.text for claim in reference.claims),
            reference=reference,
            tags={"kind": reference.kind, "style": reference.style, "split": reference.split},
        )


def _record(line: str, place: str) -> Example:
    """One record of a human-made set, in the format of DATASETS.md. Raises InvalidReference."""
    try:
        record: dict[str, Any] = json.loads(line)
        gold = record["gold"]
        written = [item["summary"] for item in gold.get("summaries", ())]
        if isinstance(gold.get("reference"), str):
            written.append(gold["reference"])
        text, units = record["input"]["article"], tuple(gold.get("scus", ()))
        if not all(isinstance(item, str) for item in (text, record.get("lang", ""), *written, *units)):
            raise TypeError("a text that is no string")
        return Example(
            id=str(record["id"]),
            text=text,
            language=record.get("lang", ""),
            abstracts=tuple(written),
            claims=units,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidReference(f"{place} is not a record of the format in eval/DATASETS.md: {error!r}.") from error


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a JSON Lines file with their numbers, blank ones left out. Raises FileUnreadable."""
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from ((number, line) for number, line in enumerate(stream, 1) if line.strip())
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(f"{path} cannot be read: {error}.") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(f"{path}: {error}.") from error
