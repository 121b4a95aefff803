"""plumbline summarize and check."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from service.commands.options import Kind, Size, options_of, read_file
from service.commands.progress import progress
from service.core.errors import InvalidRequest
from service.core.receipt import Length, Policy, Type
from service.core.request import File, SummaryRequest
from service.settings import settings


def summarize(
    file: Annotated[
        str, typer.Argument(help="Text, HTML, PDF, DOCX, ODT, Markdown, EML; - reads standard input", metavar="FILE|-")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the Summary as JSON")] = False,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Put the text that offsets point into in the JSON")
    ] = False,
    model: Annotated[
        str, typer.Option(help="What drafts: a folder, org/name, openai:URL#name; see `plumbline models list`")
    ] = "embedded",
    max_words: Annotated[int, typer.Option(help="Upper bound of the abstract, in words")] = 150,
    max_claims: Annotated[int, typer.Option(help="Upper bound of the claims")] = 20,
    type: Kind = Type.ABSTRACT,
    length: Size = Length.MEDIUM,
    output_language: Annotated[
        str, typer.Option(help="Of the summary, as ko or en; the article's own when left out")
    ] = "",
    policy: Annotated[Policy, typer.Option(help="What is withheld, and what is shown with a flag")] = Policy.BALANCED,
    published: Annotated[
        datetime | None,
        typer.Option(help="The day it appeared, from which `on Monday` is reckoned", formats=["%Y-%m-%d"]),
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="A summary for each article in the file")] = False,
) -> None:
    """Summarise an article: a neutral abstract and the key claims, each verified against the text."""
    if with_text and not json:
        raise InvalidRequest("--with-text is for --json: give both, or neither.")
    config = settings()
    options = options_of(
        model=model,
        max_words=max_words,
        type=type,
        length=length,
        max_claims=max_claims,
        output_language=output_language,
        policy=policy,
        include_text=with_text,
    )
    content = File(content=read_file(file, config.max_body_bytes), name=file)
    request = SummaryRequest(file=content, published=published and published.date(), split=split, options=options)
    from service.commands.show import show
    from service.engine import Engine  # torch is loaded only by the commands that need it

    with progress(Console(stderr=True)) as notify:
        answer = Engine(config).answer(request, notify=notify)
    if json:
        sys.stdout.write(answer.to_json(indent=2) + "\n")
    else:
        show(answer, Console())


def check(
    source: Annotated[str, typer.Argument(help="The article, or - for standard input", metavar="SOURCE|-")],
    text: Annotated[
        str,
        typer.Argument(help="What is to be checked: a summary, or single sentences; or -", metavar="TEXT|-"),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the verdicts as JSON")] = False,
) -> None:
    """Check any text against its source: each statement is supported, contradicted or not found."""
    if source == text == "-":
        raise InvalidRequest("Only one of SOURCE and TEXT can be standard input.")
    config = settings()
    files = [File(content=read_file(name, config.max_body_bytes), name=name) for name in (source, text)]
    from service.commands.show import show_checks
    from service.engine import Engine

    checks = Engine(config).check(*files)
    if json:
        sys.stdout.write(checks.model_dump_json(indent=2) + "\n")
    else:
        show_checks(checks, Console())
