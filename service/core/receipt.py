"""What it takes to get the same result again."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from service.core.document import Frozen, absent
from service.core.languages import LanguageIfGiven


class Policy(StrEnum):
    """What becomes of a statement that the verifier objects to."""

    STRICT = "strict"  # what is doubtful is withheld as well
    BALANCED = "balanced"  # what is false, or not in the source, is withheld; what is doubtful is flagged
    OFF = "off"  # nothing is withheld, everything is flagged


class Type(StrEnum):
    """What kind of summary it is: those of the browsers' Summarizer API, and the abstract."""

    ABSTRACT = "abstract"
    TLDR = "tldr"  # the sentences that matter most
    KEY_POINTS = "key-points"  # the same, one a line
    TEASER = "teaser"  # what somebody said before anything else
    HEADLINE = "headline"  # the article's title in neutral wording, or its best sentence, cut


class Length(StrEnum):
    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


# Sentences (of a headline: words) at most, in the order of Length.
# https://developer.mozilla.org/docs/Web/API/Summarizer/length
LIMITS = {Type.TLDR: (1, 3, 5), Type.TEASER: (1, 3, 5), Type.KEY_POINTS: (3, 5, 7), Type.HEADLINE: (12, 17, 22)}


def _spelt(value: object) -> object:
    return "tldr" if value == "tl;dr" else value


def _abstract(value: object) -> bool:
    return value == Type.ABSTRACT


def _medium(value: object) -> bool:
    return value == Length.MEDIUM


def _no_bool(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"give a whole number, not {value}")
    return value


Count = Annotated[int, BeforeValidator(_no_bool)]


class Options(Frozen):
    """What a caller may ask for."""

    model: str = "embedded"
    max_words: Count = Field(default=150, ge=1, le=2_000, description="Upper bound of the abstract, in words")
    type: Annotated[Type, BeforeValidator(_spelt)] = Field(
        default=Type.ABSTRACT, exclude_if=_abstract, description="What kind of summary"
    )
    length: Length = Field(
        default=Length.MEDIUM,
        exclude_if=_medium,
        description="tldr, teaser: 1, 3 or 5 sentences; key-points: 3, 5 or 7; headline: 12, 17 or 22 words; an "
        "abstract has max_words",
    )
    max_claims: Count = Field(default=20, ge=0, le=500)
    output_language: LanguageIfGiven = Field(
        default="",
        description="BCP 47 code of the summary; the article's own when left out. A chat model or PLUMBLINE_TRANSLATOR "
        "translates what was verified",
    )
    policy: Policy = Field(default=Policy.BALANCED, description="What is withheld, and what is shown with a flag")
    include_text: bool = Field(default=False, description="Return the text that the offsets point into")

    @field_validator("length")
    @classmethod
    def _length_tells(cls, length: Length, info: ValidationInfo) -> Length:
        if info.data.get("type") is Type.ABSTRACT and length is not Length.MEDIUM:
            raise ValueError("an abstract has max_words, and no length")
        return length

    @property
    def words(self) -> int:
        """Upper bound of the summary, in words."""
        return min(self.max_words, self._limit) if self.type is Type.HEADLINE else self.max_words

    @property
    def statements(self) -> int | None:
        """Upper bound of the summary, in sentences; None without one."""
        if self.type is Type.ABSTRACT:
            return None
        return 1 if self.type is Type.HEADLINE else self._limit

    @property
    def _limit(self) -> int:
        return LIMITS[self.type][list(Length).index(self.length)]


class Model(Frozen):
    id: str
    sha256: str


class Receipt(Frozen):
    """Same document and same receipt: same bytes, timings aside.

    `checker` is the model of entailment that the verifier asked as well, where one was set; `selection` and `slant` the
    learnt weights that chose sentences and passed over loaded ones, where any did. `translator` wrote what is in
    another language than the article, with the terms, names and memory of that day.
    """

    service_version: str
    backend: str
    model: Model
    prompt: Model | None
    checker: Model | None = None
    selection: Model | None = Field(default=None, exclude_if=absent)
    slant: Model | None = Field(default=None, exclude_if=absent)
    translator: Model | None = Field(default=None, exclude_if=absent)
    options: Options
    seed: int
    document_sha256: str
    libraries: dict[str, str]
