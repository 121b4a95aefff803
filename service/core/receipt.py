"""What it takes to get the same result again."""

from __future__ import annotations

from pydantic import Field

from service.core.document import Frozen


class Options(Frozen):
    """What a caller may ask for."""

    model: str = "embedded"
    max_words: int = Field(default=150, ge=1, le=2_000, description="Upper bound of the abstract, in words")
    max_claims: int = Field(default=20, ge=0, le=500)
    include_text: bool = Field(default=False, description="Return the text that the offsets point into")


class Model(Frozen):
    id: str
    sha256: str


class Receipt(Frozen):
    """Same document and same receipt: same bytes, timings aside."""

    service_version: str
    backend: str
    model: Model
    prompt: Model | None
    options: Options
    seed: int
    document_sha256: str
    libraries: dict[str, str]
