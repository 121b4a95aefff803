"""The claims of an archive as a table for spreadsheets: CSV after RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from service.batch.article import DATED
from service.batch.output.disk import whole
from service.batch.output.lines import SummaryLine
from service.core.document import numbers
from service.core.spreadsheet import guarded
from service.core.summary import Claim

COLUMNS = (
    "id", "title", "date", "speaker", "kind", "claim", "exact", "start", "end", "line", "support", "flags",
    "places", "lines", "quotes",
)  # fmt: skip


def write_claims(results: Iterable[SummaryLine], path: Path) -> int:
    """A row for each claim of `results`, read one at a time; how many there were.

    UTF-8 with a byte order mark, for without it spreadsheets read UTF-8 as something else (programs: `utf-8-sig`).
    A text that begins as a formula does gets an apostrophe before it (OWASP, "CSV Injection"); so `exact` may have one
    that the article has not, and `start` and `end` point at the words themselves. `exact` to `line` are the first place
    of a claim; `places` (start-end), `lines` and `quotes` have all of them. Duplicates without a summary have no row.
    All of the file or nothing. Raises StoreFull, OutputUnusable.
    """
    count = 0
    with whole(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
        table = csv.writer(text)  # its dialect is RFC 4180's: CRLF, quotes doubled
        table.writerow(COLUMNS)
        for result in results:
            for claim in result.summary.claims if result.summary else ():
                table.writerow(_row(result, claim))
                count += 1
        text.detach()
    return count


def _row(result: SummaryLine, claim: Claim) -> list[str | int | float]:
    evidence = claim.evidence[0] if claim.evidence else None
    place: tuple[int | str, ...] = (evidence.start, evidence.end, evidence.line) if evidence else ("", "", "")
    return [
        guarded(result.id),
        guarded(result.summary.document.title if result.summary else ""),
        guarded(next((str(result.metadata[name]) for name in DATED if name in result.metadata), "")),
        guarded(claim.attribution.speaker or ""),
        claim.kind.value,
        guarded(claim.text),
        guarded(evidence.exact if evidence else ""),
        *place,
        claim.support,
        guarded(" ".join(claim.flags)),
        "; ".join(f"{item.start}-{item.end}" for item in claim.evidence),
        "; ".join(numbers(claim.evidence)),
        guarded(" … ".join(item.exact for item in claim.evidence)),
    ]
