"""What it takes to get the same result again."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from service.core.document import Frozen, absent


class Policy(StrEnum):
    """What becomes of a statement that the verifier objects to."""

    STRICT = "strict"  # what is doubtful is withheld as well
    BALANCED = "balanced"  # what is false, or not in the source, is withheld; what is doubtful is flagged
    OFF = "off"  # nothing is withheld, everything is flagged


class Options(Frozen):
    """What a caller may ask for."""

    model: str = "embedded"
    max_words: int = Field(default=150, ge=1, le=2_000, description="Upper bound of the abstract, in words")
    max_claims: int = Field(default=20, ge=0, le=500)
    output_language: str = Field(
        default="",
        pattern=r"^(?:[a-z]{2,3})?$",
        description="BCP 47 code of the summary; the article's own when left out. A chat model or PLUMBLINE_TRANSLATOR "
        "translates what was verified",
    )
    policy: Policy = Field(default=Policy.BALANCED, description="What is withheld, and what is shown with a flag")
    include_text: bool = Field(default=False, description="Return the text that the offsets point into")


class Model(Frozen):
    id: str
    sha256: str


class Receipt(Frozen):
    """Same document and same receipt: same bytes, timings aside.

    `checker` is the model of entailment that the verifier asked as well, where one was set; `selection` the learnt
    weights that chose sentences, where any did. `translator` wrote what is in another language than the article, with
    the terms, names and memory of that day.
    """

    service_version: str
    backend: str
    model: Model
    prompt: Model | None
    checker: Model | None = None
    selection: Model | None = Field(default=None, exclude_if=absent)
    translator: Model | None = Field(default=None, exclude_if=absent)
    options: Options
    seed: int
    document_sha256: str
    libraries: dict[str, str]
