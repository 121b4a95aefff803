"""What a reader gets: statements, claims, and what was withheld."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from pydantic import Field

from service.core.document import Evidence, Frozen, Span, absent, empty
from service.core.loaded import Category, Loaded
from service.core.problem import Problem
from service.core.read import Coverage, DocumentInfo
from service.core.receipt import Receipt, Type


class Alignment(StrEnum):
    """How a statement's words relate to its evidence."""

    EXACT = "exact"  # an equal substring of the source
    COMPRESSED = "compressed"  # a subsequence of a source sentence, plus listed swaps
    PARAPHRASED = "paraphrased"  # other words, and no fact differs
    UNALIGNED = "unaligned"


class ClaimKind(StrEnum):
    EVENT = "event"
    STATEMENT = "statement"
    FIGURE = "figure"
    DIRECTIVE = "directive"
    EVALUATION = "evaluation"


class SpeechKind(StrEnum):
    QUOTED = "quoted"
    REPORTED = "reported"
    OWN_VOICE = "own_voice"


class Reason(StrEnum):
    """Why a drafted statement was withheld; when nothing is withheld, the flag that it is shown with."""

    NOT_IN_SOURCE = "not_in_source"
    FACT_NOT_IN_EVIDENCE = "fact_not_in_evidence"
    SPEAKER_NOT_IN_EVIDENCE = "speaker_not_in_evidence"
    LOADED_WORDING = "loaded_wording"
    CONTRADICTED = "contradicted"  # the source has it with another fact
    LOST_REFERENCE = "lost_reference"  # a pronoun whose antecedent is not shown
    OVER_LENGTH = "over_length"  # true, and no room is left for it
    NOT_TRANSLATED = "not_translated"  # no draft in the other language was any good
    MISTRANSLATED = "mistranslated"  # a number, a name or who says it did not come across
    DOUBTFUL = "doubtful"  # too little speaks for it; how little is too little is for the policy to say


class Swap(Frozen):
    """One listed replacement: the words of the source, the words put for them, and the rule that allows it."""

    source: str
    text: str
    rule: str


class Drop(Frozen):
    """Words of the source that a statement goes without, and the rule that lets them go."""

    source: str
    rule: str


class DatedWords(Frozen):
    """Words of a statement that say when, at half-open offsets into its text, and the date that they stand for.

    `date` is ISO 8601: a day, a month, a year, or an interval of two days.
    """

    start: int
    end: int
    text: str
    date: str


class Statement(Frozen):
    """A drafted sentence and where it comes from.

    `evidence[0]` is the sentence that the words were taken from, or speaks of what a paraphrase says; further
    evidence says who a pronoun or a title stands for, or says the same once more. `dates` are its words like
    `on Monday`, resolved from the day the article appeared, where that is known.
    """

    text: str
    evidence: tuple[Evidence, ...]
    alignment: Alignment = Alignment.UNALIGNED
    support: float = 0.0
    flags: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    drops: tuple[Drop, ...] = Field(default=(), exclude_if=empty)
    dates: tuple[DatedWords, ...] = Field(default=(), exclude_if=empty)


class Attribution(Frozen):
    """Who says it: `speaker` as the article names them, `cue` the words that report it."""

    speaker: str | None
    kind: SpeechKind
    cue: Span | None


class Claim(Statement):
    """A statement that stands alone, with who says it."""

    kind: ClaimKind
    attribution: Attribution

    @classmethod
    def of(cls, statement: Statement, kind: ClaimKind, attribution: Attribution) -> Claim:
        """The statement as a claim."""
        fields = {name: getattr(statement, name) for name in Statement.model_fields}
        return cls(**fields, kind=kind, attribution=attribution)


class Withheld(Frozen):
    text: str
    reason: Reason
    detail: str


class Abstract(Frozen):
    text: str
    statements: tuple[Statement, ...]

    @classmethod
    def of(cls, statements: Sequence[Statement], kind: Type, language: str) -> Abstract:
        """The statements as one text in `language` (BCP 47), key points one a line."""
        between = "\n" if kind is Type.KEY_POINTS else "" if language in ("zh", "ja") else " "
        return cls(text=between.join(statement.text for statement in statements), statements=tuple(statements))


class Neutrality(Frozen):
    """Loaded words per 100 words outside quotation marks, before and after, and what is left in the abstract.

    `source_by_category` counts the article's, `left_by_category` holds what `left` does. `spans` are the article's,
    those that are mild too, in code points of its text; they are there only when the text was asked for.
    """

    source_per_100: float
    abstract_per_100: float
    left: tuple[str, ...]
    source_by_category: dict[Category, int] = Field(default_factory=dict, exclude_if=empty)
    left_by_category: dict[Category, tuple[str, ...]] = Field(default_factory=dict, exclude_if=empty)
    spans: tuple[Loaded, ...] = Field(default=(), exclude_if=empty)


class Usage(Frozen):
    """What it cost: words of the article, tokens that the model read and wrote.

    `seconds` is the only field that differs between two runs; results that are kept and compared go without it.
    """

    words: int
    tokens: int
    tokens_written: int = 0
    seconds: float | None = Field(default=None, exclude_if=absent)


class Status(StrEnum):
    COMPLETE = "complete"
    PARTIAL = "partial"


class Summary(Frozen):
    abstract: Abstract
    claims: tuple[Claim, ...]
    withheld: tuple[Withheld, ...]
    neutrality: Neutrality
    coverage: Coverage
    document: DocumentInfo
    status: Status
    usage: Usage
    receipt: Receipt

    def to_json(self, indent: int | None = None) -> str:
        """JSON as CLI and API print it."""
        return self.model_dump_json(indent=indent)

    def untimed(self) -> Summary:
        """The same for the same document and receipt, to the byte."""
        return self.model_copy(update={"usage": self.usage.model_copy(update={"seconds": None})})


class Failed(Frozen):
    """An article of several without a summary: its place among them from 0, its title, and why."""

    index: int
    title: str
    problem: Problem


class Summaries(Frozen):
    """A summary for each article of one file, in order, and those articles that have none."""

    summaries: tuple[Summary, ...]
    failed: tuple[Failed, ...] = ()

    def to_json(self, indent: int | None = None) -> str:
        return self.model_dump_json(indent=indent)

    def untimed(self) -> Summaries:
        return self.model_copy(update={"summaries": tuple(summary.untimed() for summary in self.summaries)})
