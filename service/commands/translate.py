"""plumbline translate and check-translation."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from service.batch.output.disk import require_room, whole
from service.commands.options import (
    Glossaries,
    Json,
    MemoryFile,
    NamesFile,
    Source,
    Target,
    asked,
    read_file,
    require_apart,
)
from service.commands.progress import progress
from service.commands.tables import columns, counted, plain
from service.core.errors import InputError, InvalidRequest, OutputUnusable
from service.core.request import File, TranslationCheck, TranslationFile, TranslationRequest
from service.core.translation import Issue, Issues, Segment, Severity, State, Translation
from service.settings import settings


def translate(
    file: Annotated[str, typer.Argument(help="Any format that is read; - reads standard input", metavar="FILE|-")],
    source: Source = "",
    target: Target = "en",
    glossary: Glossaries = None,
    memory: MemoryFile = None,
    names: NamesFile = None,
    model: Annotated[
        str, typer.Option(help="What drafts: a folder, org/name, openai:URL#name; without one segments stay open")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=".xlf, .tmx, .html, .docx or .json", metavar="OUT.xlf")
    ] = None,
    json: Json = False,
) -> None:
    """Prepare an article for a translator: segments with drafts, terms, names, matches of the memory and checks."""
    from service.engine import Engine
    from service.translate import exchange
    from service.translate.desk import open_desk

    config = settings()
    if output:
        exchange.require(output.suffix)
        _require_free(output, file)
    content = File(content=read_file(file, config.max_body_bytes), name=file)
    request = asked(TranslationRequest, {"file": content, "from": source, "to": target, "model": model})
    desk = open_desk(config.data_dir, glossaries=glossary or (), usual=config.glossaries, memory=memory, names=names)
    with progress(Console(stderr=True)) as notify:
        translation = Engine(config).translate(request, desk=desk, notify=notify)
    if output:
        with whole(output) as stream:
            stream.write(exchange.write(translation, output.suffix))
    if json:
        sys.stdout.write(translation.model_dump_json(indent=2) + "\n")
    elif not output:
        _show(translation)
    sys.stderr.write(_account(translation, drafts=bool(model or config.translator)) + "\n")
    pair = translation.source_language, translation.target_language
    if memory and next(iter(desk.memory.entries(*pair)), None) is None:
        sys.stderr.write(f"{memory} has no translation from {pair[0]} into {pair[1]}.\n")


def _require_free(output: Path, article: str) -> None:
    """Raises OutputUnusable where the article, or what somebody translated, would be written over."""
    from service.translate import exchange

    require_room(output)
    if not output.exists() or not output.stat().st_size:
        return
    require_apart(output, article)
    try:
        held = sum(bool(segment.target) for segment in exchange.read(output.read_bytes(), output.name).segments)
    except InputError as error:
        raise OutputUnusable(f"{output} is there already: name another output, or move it away.") from error
    if held:
        told = f"{output} holds {counted(held, 'translation')} already"
        raise OutputUnusable(f"{told}: name another output, or move it away.")


def check_translation(
    source_file: Annotated[
        str,
        typer.Argument(
            help="The source, of any format; or .xlf, .html, .docx, .json with both sides", metavar="SOURCE"
        ),
    ],
    target_file: Annotated[str, typer.Argument(help="Its translation, likewise", metavar="[TARGET]")] = "",
    source: Source = "",
    target: Target = "en",
    glossary: Glossaries = None,
    names: NamesFile = None,
    json: Json = False,
) -> None:
    """What is wrong with a translation: numbers, names, terms, omissions, lost attributions, certainty, punctuation."""
    from service.engine import Engine
    from service.ingest import decode
    from service.ingest.media import PLAIN, media_type
    from service.translate.desk import open_desk

    config = settings()
    desk = open_desk(config.data_dir, glossaries=glossary or (), usual=config.glossaries, names=names)
    engine = Engine(config)

    def text_of(file: str, language: str) -> str:
        data = read_file(file, config.max_body_bytes)
        if media_type(data, name=file) == PLAIN:
            return decode(data)
        return engine.read(data, language=language, name=file).text

    if target_file:
        if not source:
            raise InvalidRequest("--from is needed with two files, as in --from ko.")
        texts = {"source": text_of(source_file, source), "target": text_of(target_file, target)}
        request = asked(TranslationCheck, {**texts, "from": source, "to": target})
        found = engine.check_translation(request, desk=desk)
        _tell(found, [(None, issue) for issue in found.issues], json=json)
        return
    opened = TranslationFile(file=File(content=read_file(source_file, config.max_body_bytes), name=source_file))
    translation = engine.open_translation(opened, desk=desk)
    if source and source != translation.source_language:
        raise InvalidRequest(
            f"{source_file} is from {translation.source_language}, not from {source}: leave --from out."
        )
    every = [(segment, issue) for segment in translation.segments for issue in segment.issues]
    _tell(translation, every, json=json)


def _tell(answer: Issues | Translation, found: Sequence[tuple[Segment | None, Issue]], *, json: bool) -> None:
    if json:
        sys.stdout.write(answer.model_dump_json(indent=2) + "\n")
        return
    if not found:
        sys.stdout.write("Nothing was found.\n")
        return
    table = columns("segment", "severity", "code", "message", right=("segment",), wide=("message",))
    for segment, issue in found:
        style = "red" if issue.severity is Severity.MAJOR else "yellow"
        number = str(segment.number) if segment else ""
        table.add_row(number, Text(issue.severity.value, style=style), issue.code, Text(plain(issue.message)))
    Console().print(table)


def _show(translation: Translation) -> None:
    table = columns("segment", "line", "source", "target", right=("segment", "line"), wide=("source", "target"))
    for segment in translation.segments:
        table.add_row(str(segment.number), str(segment.line), Text(plain(segment.source)), _target(segment))
    Console().print(table)


def _target(segment: Segment) -> Text:
    """The draft; or what helps to write one."""
    text = Text(plain(segment.target or ""))
    notes = [
        f"{found.term.source} = {found.term.renderings[0].text}" for found in segment.terms if found.term.renderings
    ]
    notes += [f"{name.source} = {name.chosen or next(iter(name.forms.values()), '?')}" for name in segment.names]
    notes += [f"{match.percent}% {match.target}" for match in segment.matches[:1]]
    notes += [f"{issue.code}: {issue.message}" for issue in segment.issues]
    notes += [segment.why_open] if segment.why_open else []
    for note in dict.fromkeys(notes):
        text.append(("\n" if text else "") + plain(note), style="dim")
    return text


def _account(translation: Translation, *, drafts: bool) -> str:
    segments = translation.segments
    done = sum(segment.state is not State.OPEN for segment in segments)
    issues = sum(len(segment.issues) for segment in segments)
    said = f"{counted(len(segments), 'segment')} from {translation.source_language} to {translation.target_language}: "
    said += f"{done:,} with a draft, {translation.open:,} open; {counted(issues, 'finding')}."
    if translation.open and not drafts:
        said += " No model drafts them: name one with --model or PLUMBLINE_TRANSLATOR."
    return said
