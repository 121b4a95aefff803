"""plumbline claims: who said what about it, when, in the results of an archive."""

from __future__ import annotations

import csv as comma_separated
import json as jsons
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from service.commands.options import local_path
from service.commands.tables import columns, plain
from service.core.document import numbers
from service.core.errors import InvalidRequest
from service.core.spreadsheet import guarded
from service.core.summary import ClaimKind, SpeechKind
from service.settings import settings

if TYPE_CHECKING:  # what searches is loaded only when there is something to search
    from service.batch.claims import Findings, Found
    from service.models.base import Encoder

COLUMNS = ("date", "article", "line", "speaker", "kind", "claim")


def claims(
    out: Annotated[Path, typer.Argument(parser=local_path, help="What `plumbline batch` wrote", metavar="OUT.jsonl")],
    speaker: Annotated[str, typer.Option(help="Who said it: a name or a part of one, in any order")] = "",
    about: Annotated[
        str, typer.Option(help="What it is about, in any words: by meaning in English, else by words")
    ] = "",
    words: Annotated[str, typer.Option(help="Words that must all be in the claim or its evidence")] = "",
    kind: Annotated[ClaimKind | None, typer.Option(help="What kind of claim")] = None,
    since: Annotated[str, typer.Option(help="The first day, month or year, as 2026-03-02")] = "",
    until: Annotated[str, typer.Option(help="The last day, month or year")] = "",
    limit: Annotated[int, typer.Option(help="The most claims that are shown", min=1)] = 50,
    json: Annotated[bool, typer.Option("--json", help="Whole claims with their evidence, as JSON")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="A table for other programs")] = False,
) -> None:
    """Search the claims of an archive: who said what about it, when."""
    from rich.progress import Progress

    from service.batch.claim_index import ClaimIndex
    from service.batch.claims import Asked, search

    if json and csv:
        raise InvalidRequest("--json and --csv exclude each other.")
    first, last = _day("--since", since), _day("--until", until)
    if last and first[: len(last)] > last[: len(first)]:
        raise InvalidRequest(f"--since {since} is after --until {until}.")
    asked = Asked(speaker, about, words, kind, first, last, limit)
    index = ClaimIndex(out)
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("reading claims", visible=False)
        findings = search(
            index, asked, _encoder, lambda done, total: bar.update(task, completed=done, total=total, visible=True)
        )
    if json:
        sys.stdout.write(jsons.dumps(_whole(findings), ensure_ascii=False, indent=2) + "\n")
    elif csv:
        writer = comma_separated.writer(sys.stdout, lineterminator="\n")
        writer.writerow([*COLUMNS, "copies", "lines"])
        for found in findings.claims:
            lines = numbers(found.claim.evidence)
            cells = map(guarded, _cells(found, "".join(lines[:1])))
            writer.writerow([*cells, found.copies, "; ".join(lines)])
    else:
        _show(findings)
    for note in _notes(findings, index.unreadable):
        sys.stderr.write(note + "\n")


def _encoder() -> Encoder:
    from service.models import registry

    return registry.encoder(settings())


def _day(option: str, value: str) -> str:
    from service.batch.kept import iso_date

    day = iso_date(value)
    if value and not day:
        raise InvalidRequest(f"{option} {value!r} is no date such as 2026-03-02, 2026-03 or 2026.")
    return day


def _whole(findings: Findings) -> dict[str, Any]:
    return {
        "claims": [
            {
                "date": found.date or None,
                "id": found.id,
                "copies": found.copies,
                "claim": found.claim.model_dump(mode="json"),
            }
            for found in findings.claims
        ],
        "matches": findings.matches,
        "undated_left_out": findings.undated,
        "matched_by_words_only": findings.other_languages,
    }


def _cells(found: Found, line: str) -> list[str]:
    claim, told = found.claim, found.claim.attribution
    who = told.speaker or ("—" if told.kind is SpeechKind.OWN_VOICE else "?")
    return [found.date, found.id, line, who, claim.kind.value, claim.text]


def _show(findings: Findings) -> None:
    if not findings.claims:
        sys.stdout.write("No claim was found.\n")
        return
    table = columns(*COLUMNS, right=("line",), wide=("claim",))
    for found in findings.claims:
        lines = ", ".join(numbers(found.claim.evidence))
        cells = [Text(plain(cell)) for cell in _cells(found, lines)]
        if found.copies:
            cells[-1].append(f" (+{found.copies} in near-duplicates)", style="dim")
        table.add_row(*cells)
    Console().print(table)


def _notes(findings: Findings, unreadable: int) -> list[str]:
    repeated = sum(found.copies for found in findings.claims)
    notes = []
    if findings.matches > len(findings.claims) + repeated:
        notes.append(f"{len(findings.claims)} of {findings.matches:,} claims are shown; --limit shows more.")
    if findings.undated:
        notes.append(f"{findings.undated:,} claims of articles without a date were left out.")
    if findings.other_languages:
        notes.append(f"{findings.other_languages:,} claims are not in English and were matched by their words.")
    if unreadable:
        notes.append(f"{unreadable:,} lines of the file are no article's and were passed over.")
    return notes
