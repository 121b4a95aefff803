"""Results of an archive, made by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from service.core.document import Evidence
from service.core.summary import Attribution, Claim, ClaimKind, Reason, SpeechKind, Summary, Withheld
from tests.summaries import small


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
    withheld = Withheld(text="A shame.", reason=Reason.LOADED_WORDING, detail="shame")
    return small(abstract, title=title, language=language, claims=tuple(claims), withheld=(withheld,))


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
