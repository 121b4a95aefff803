"""Options and files as the command line gives them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from service.core.errors import FileUnreadable, InvalidRequest, TooLarge
from service.core.receipt import Length, Options, Type
from service.core.request import objection

Asked = TypeVar("Asked", bound=BaseModel)

Kind = Annotated[Type, typer.Option("--type", help="What kind of summary")]
Size = Annotated[Length, typer.Option("--length", help="Of any type but the abstract, which has --max-words")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON")]
Source = Annotated[str, typer.Option("--from", help="Language of the source, as ko; of an article it is detected")]
Target = Annotated[str, typer.Option("--to", help="Language of the translation")]
Glossaries = Annotated[list[Path] | None, typer.Option("--glossary", help="TBX or CSV; may be given again")]
MemoryFile = Annotated[
    Path | None, typer.Option("--memory", help="TMX, or a memory's file; the one in the data folder otherwise")
]
NamesFile = Annotated[
    Path | None, typer.Option("--names", help="CSV, or a ledger's file; the one in the data folder otherwise")
]


def asked(model: type[Asked], values: Mapping[str, object]) -> Asked:
    """Raises InvalidRequest, which names the option as it is typed."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = "--" + "-".join(str(part) for part in first["loc"]).replace("_", "-")
        raise InvalidRequest(f"{name}: {objection(first)}.") from error


def options_of(**values: object) -> Options:
    """As `asked`."""
    return asked(Options, values)


def read_file(file: str, limit: int) -> bytes:
    """The bytes of `file` or of standard input, one more than `limit` at most. Raises FileUnreadable, TooLarge."""
    try:
        if file == "-":
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if re.match(r"https?:/", file):
            reason = "pages are not fetched; save it as a file first"
        elif Path(file).is_dir():
            reason = "it is a folder; `plumbline batch` summarises all files of one"
        raise FileUnreadable(f"{file} cannot be read: {reason}.") from error
    if len(data) > limit:
        raise TooLarge(f"{file} is over {limit:,} bytes.", limit=limit)
    return data
