"""Options and files as the command line gives them."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError

from service.core.errors import FileUnreadable, InvalidRequest, OutputUnusable, TooLarge
from service.core.languages import known_if_given
from service.core.objection import objection
from service.core.receipt import Length, Options, Type

Asked = TypeVar("Asked", bound=BaseModel)
ADDRESS = re.compile(r"(?:https?|ftps?|file):/", re.I)
NOT_FETCHED = "pages are not fetched; save it as a file first"


def kind(value: str) -> Type:
    """In any spelling that the API takes. Raises InvalidRequest."""
    return options_of(type=value).type


def language(option: str) -> Callable[[str], str]:
    """Reads a code as the API does, or "". What it gives raises InvalidRequest, which names `option`."""

    def read(value: str) -> str:
        try:
            return known_if_given(value)
        except ValueError as error:
            raise InvalidRequest(f"{option}: {error}.") from error

    return read


def local_path(value: str) -> Path:
    """The path of a file or folder. Raises FileUnreadable where it is an address."""
    if ADDRESS.match(value):
        raise FileUnreadable(f"{value} cannot be read: {NOT_FETCHED}.")
    return Path(value)


Kind = Annotated[Type, typer.Option("--type", parser=kind, metavar="|".join(Type), help="What kind of summary")]
Size = Annotated[Length, typer.Option("--length", help="Of any type but the abstract, which has --max-words")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON")]
Source = Annotated[
    str,
    typer.Option(
        "--from",
        parser=language("--from"),
        metavar="CODE",
        help="Language of the source, as ko; of an article it is detected",
    ),
]
Target = Annotated[
    str, typer.Option("--to", parser=language("--to"), metavar="CODE", help="Language of the translation, as en")
]
Glossaries = Annotated[
    list[Path] | None,
    typer.Option("--glossary", parser=local_path, metavar="FILE", help="TBX or CSV; may be given again"),
]
MemoryFile = Annotated[
    Path | None,
    typer.Option(
        "--memory",
        parser=local_path,
        metavar="FILE",
        help="TMX, or a memory's file; the one in the data folder otherwise",
    ),
]
NamesFile = Annotated[
    Path | None,
    typer.Option(
        "--names",
        parser=local_path,
        metavar="FILE",
        help="CSV, or a ledger's file; the one in the data folder otherwise",
    ),
]
LedgerFile = Annotated[
    Path | None,
    typer.Option(
        "--names", parser=local_path, metavar="FILE", help="A ledger's file; the one in the data folder otherwise"
    ),
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


def require_apart(output: Path, *inputs: Path | str | None) -> None:
    """Raises OutputUnusable where `output` is one of what is read."""
    if output.exists() and any(path and Path(path).exists() and output.samefile(path) for path in inputs):
        raise OutputUnusable(f"{output} would be written over: it is what is read.")


def read_file(file: str, limit: int) -> bytes:
    """The bytes of `file` or of standard input, one more than `limit` at most. Raises FileUnreadable, TooLarge."""
    try:
        if file == "-":
            if sys.stdin is None:  # as after <&-
                raise FileUnreadable("Standard input is closed.")
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(file).open("rb") as stream:
                data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        if ADDRESS.match(file):
            reason = NOT_FETCHED
        elif Path(file).is_dir():
            reason = "it is a folder; `plumbline batch` summarises all files of one"
        raise FileUnreadable(f"{file or repr(file)} cannot be read: {reason}.") from error
    if len(data) > limit:
        raise TooLarge(f"{file} is over {limit:,} bytes.", limit=limit)
    return data
