"""A summary, or checks, for people, on a terminal or in a file."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.commands.tables import columns, counted
from service.core.check import Checks, Verdict
from service.core.document import numbers
from service.core.receipt import Type
from service.core.summary import Claim, SpeechKind, Statement, Summaries, Summary
from service.ingest.content import Note
from service.reading.words import word_count

NOTES = {
    Note.NO_MAIN_TEXT: "The page's article could not be told from the rest: all its text was read.",
    Note.PAGES_WITHOUT_TEXT: "Some pages are pictures without text, and were not read.",
    Note.ATTACHMENTS: "The mail's attachments were not read.",
}


HEADINGS = {
    Type.ABSTRACT: "Abstract",
    Type.TLDR: "In short",
    Type.KEY_POINTS: "Key points",
    Type.TEASER: "Teaser",
    Type.HEADLINE: "Headline",
}


def show(answer: Summary | Summaries, console: Console) -> None:
    """Print `answer`; lines are those of the file as it was sent. Colours only where `console` has them."""
    if isinstance(answer, Summary):
        console.print(Group(*_parts(answer)))
        return
    for summary in answer.summaries:
        console.print(Group(*_parts(summary)))
        console.rule()
    for failed in answer.failed:
        console.print(
            f"No summary of article {failed.index + 1}, {failed.title or 'without a title'}: {failed.problem.detail}"
        )


def _parts(summary: Summary) -> list[RenderableType]:
    document, cover = summary.document, summary.coverage
    parts: list[RenderableType] = [Text(section.title, style="bold") for section in document.sections if section.title]
    parts.append(
        _heading(f"{HEADINGS[summary.receipt.options.type]} ({counted(word_count(summary.abstract.text), 'word')})")
    )
    if summary.abstract.text:
        if summary.receipt.options.type is Type.KEY_POINTS:
            parts.extend(_point(statement.text) for statement in summary.abstract.statements)
        else:
            parts.append(Padding(Text(summary.abstract.text), (0, 2)))
        parts.append(Padding(Text("from " + _lines(summary.abstract.statements), style="dim"), (0, 2)))
    else:
        why = "No statement could be kept; see what was withheld." if summary.withheld else "None is that short."
        parts.append(Padding(Text(why), (0, 2)))
    parts.append(_heading(f"Claims ({len(summary.claims)})"))
    parts.append(_claims(summary.claims))
    if summary.withheld:
        parts.append(_heading(f"Withheld ({len(summary.withheld)})"))
        parts.extend(
            Padding(Text(f"{item.reason.value.replace('_', ' ')}: {item.detail}\n  {item.text}"), (0, 2))
            for item in summary.withheld
        )
    else:
        parts.append(_heading("Withheld: nothing"))
    share = 100 * cover.read / cover.characters
    neutral = summary.neutrality
    by = [document.author or "", document.published.isoformat() if document.published else ""]
    lines = [", ".join(filter(None, by)), *(NOTES[Note(note)] for note in document.notes)]
    parts.extend(Text(f"\n{line}") for line in lines if line)
    parts.append(
        Text(
            f"\nRead {cover.read:,} of {cover.characters:,} characters ({share:.0f}%), {document.sentences} sentences, "
            f"language {document.language}. Loaded words per 100: {neutral.source_per_100:g} in the article, "
            f"{neutral.abstract_per_100:g} in the abstract. {summary.usage.seconds or 0:.1f} seconds."
        )
    )
    return parts


def _point(text: str) -> Table:
    """Its further lines stand under its first word."""
    row = Table.grid(padding=(0, 1))
    row.add_row(" •", Text(text))
    return row


def _heading(words: str) -> Text:
    return Text(f"\n{words}", style="bold cyan")


def _lines(statements: tuple[Statement, ...]) -> str:
    places = [statement.evidence[0] for statement in statements]
    if all(place.page for place in places):
        return "pages " + ", ".join(str(place.page) for place in places)
    return "lines " + ", ".join(str(place.line) for place in places)


def _claims(claims: tuple[Claim, ...]) -> Table:
    paged = any(item.page for claim in claims for item in claim.evidence)
    place = "page" if paged else "line"
    table = columns(place, "who", "kind", "claim", right=(place,), wide=("claim",))
    table.columns[1].max_width = 22
    for claim in claims:
        who = claim.attribution.speaker or ("—" if claim.attribution.kind is SpeechKind.OWN_VOICE else "?")
        places = ", ".join(numbers(claim.evidence, paged=paged))
        table.add_row(places, Text(who), claim.kind.value, Text(claim.text))
    return table


def show_checks(checks: Checks, console: Console) -> None:
    """Print each statement's verdict, its place, and what is wrong with it."""
    table = columns("verdict", "support", "line", "statement", right=("support", "line"), wide=("statement",))
    styles = {Verdict.SUPPORTED: "green", Verdict.CONTRADICTED: "red", Verdict.NOT_FOUND: "yellow"}
    for check in checks.statements:
        words = Text(check.text)
        for fault in check.faults:
            words.append(f"\n  {fault.kind.value}: {fault.detail}", style="red")
        table.add_row(
            Text(check.verdict.value.replace("_", " "), style=styles[check.verdict]),
            f"{check.support:.2f}",
            ", ".join(numbers(check.evidence)),
            words,
        )
    console.print(table)
