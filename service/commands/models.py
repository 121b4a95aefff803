"""plumbline models list | pull | verify, and plumbline doctor."""

from __future__ import annotations

import platform
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from service.commands.tables import columns
from service.core.errors import InvalidRequest, ModelUnusable, PlumblineError, UnknownModel
from service.settings import misspelt, settings

if TYPE_CHECKING:
    from service.models.base import Translator, Writer

app = typer.Typer(no_args_is_help=True, help="The models on this machine.")
Name = Annotated[str, typer.Argument(help="A folder, or org/name, or org/name@revision", metavar="MODEL")]


@app.command("list")
def list_models() -> None:
    """What was pulled, and the names that settings give to models."""
    from service.models import catalogue, registry
    from service.models.folder import find, read

    config = settings()
    table = columns("model", "kind", "size, MB", "licence", right=("size, MB",))
    table.add_row(registry.EMBEDDED, "chooses sentences", "", "")
    names = {name: name for name in catalogue.installed(config.models_dir)}
    names |= {f"{name}: {model}": model for name, model in config.models.items()}
    for shown, model in names.items():
        if scheme := registry.scheme(model, config):
            table.add_row(shown, scheme, "", "")
            continue
        try:
            folder = read(find(model, config.models_dir))
        except (ModelUnusable, UnknownModel) as error:
            table.add_row(shown, error.detail, "", "")
        else:
            table.add_row(shown, folder.kind.value, f"{folder.size / 1e6:,.0f}", folder.licence)
    Console().print(table)
    if not names:
        typer.echo(f"None was pulled to {config.models_dir}: plumbline models pull org/name.")


@app.command()
def pull(
    name: Annotated[str, typer.Argument(help="org/name, or org/name@revision", metavar="MODEL")],
    hub: Annotated[str | None, typer.Option(help="Address of another hub than huggingface.co")] = None,
) -> None:
    """Fetch a model: the only command that reaches a hub."""
    from service.models import catalogue

    if hub is not None and not re.match(r"https?://[^/]", hub):
        raise InvalidRequest(f"--hub {hub}: give an address as https://hub.example.org.")
    folder = catalogue.pull(name, settings().models_dir, hub=hub)
    typer.echo(f"{folder.path}\n{folder.size / 1e6:,.0f} MB, licence: {folder.licence}")


@app.command()
def verify(name: Name) -> None:
    """Whether a model is whole, is what was pulled, loads and writes."""
    from service.models import catalogue, registry

    config = settings()
    if name == registry.EMBEDDED:
        typer.echo(f"{name}: {_embedded()}, the published weights")
        return
    folder, sha256, recorded = catalogue.verify(name, config.models_dir)
    model, wrote = _tried(name)
    held = "as it was pulled" if recorded else "without a record of a pull"
    typer.echo(f"{name}: {sha256}, {held}; licence: {folder.licence}; reads {model.window:,} tokens, {wrote}")


def doctor(
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server, only what is on this machine")] = False,
) -> None:
    """What this installation has, and whether each of its models works."""
    from service.models import registry

    config = settings()
    checks: dict[str, Callable[[], str]] = {"libraries": _libraries, "device": _device, "embedded": _embedded}
    for name in config.models:
        if not (offline and registry.scheme(name, config) == "openai"):
            checks[name] = partial(_model, name)
    failed = False
    for name, check in checks.items():
        try:
            typer.echo(f"ok      {name}: {check()}")
        except PlumblineError as error:
            failed = True
            typer.echo(f"failed  {name}: {error.detail} {error.hint}")
    for name, nearest in misspelt().items():
        typer.echo(f"ignored {name}: there is no such setting{f', but {nearest}' if nearest else ''}")
    if failed:
        raise typer.Exit(1)


def _libraries() -> str:
    from importlib.metadata import version

    return f"Python {platform.python_version()}, torch {version('torch')}, transformers {version('transformers')}"


def _device() -> str:
    from service.models.loading import choose_device

    return choose_device(settings().device)


def _embedded() -> str:
    from service.models import registry

    return f"SHA-256 {registry.encoder(settings()).sha256}"


def _model(name: str) -> str:
    model, wrote = _tried(name)
    return f"{model.backend} {wrote}; SHA-256 {model.sha256}"


def _tried(name: str) -> tuple[Writer | Translator, str]:
    """The model, loaded, and what it did with a short text. Raises as `registry.writer` does, and ModelError."""
    from service.models import catalogue, registry
    from service.models.base import Translator

    config = settings()
    if registry.only_translates(name, config):
        translator = registry.translator(name, config)
        assert isinstance(translator, Translator)
        return translator, f"translated into {catalogue.translates(translator)} words"
    writer = registry.writer(name, config)
    return writer, f"wrote {catalogue.writes(writer)} tokens"
