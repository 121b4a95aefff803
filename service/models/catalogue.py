"""The models on this machine: fetched once, on the user's word, with a record that says later whether they changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from service.core.errors import BrokenCompletion, ModelCorrupt, ModelError, ModelUnreachable, ModelUnusable
from service.models.base import Completion, Prompt, Translator, Writer
from service.models.folder import PULLED, Folder, find, fingerprint, read


def installed(models_dir: Path) -> list[str]:
    """The names `org/name@revision` of all that was pulled into `models_dir`, sorted."""
    return sorted(
        "/".join(snapshot.parent.parent.name.split("--")[1:]) + f"@{snapshot.name}"
        for snapshot in models_dir.expanduser().glob("models--*/snapshots/*")
    )


def pull(name: str, models_dir: Path, *, hub: str | None = None) -> Folder:
    """Fetch `org/name[@revision]` and record its checksums: the one thing that reaches a hub, huggingface.co or `hub`.

    Weights are taken as safetensors only. Raises ModelUnreachable when the hub cannot be reached, ModelUnusable when
    it has no such model, or one that cannot be used.
    """
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import (
        HFValidationError,
        LocalEntryNotFoundError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    repository, _, revision = name.partition("@")
    try:
        with _online():
            path = snapshot_download(
                repository, revision=revision or None, cache_dir=models_dir.expanduser(), endpoint=hub,
                allow_patterns=list(PULLED),
            )  # fmt: skip
    except (HFValidationError, RepositoryNotFoundError, RevisionNotFoundError) as error:
        raise ModelUnusable(f"The hub has no model {name} that may be fetched.") from error
    except (LocalEntryNotFoundError, OSError) as error:
        reason = str(error).splitlines()[0].removeprefix("Got: ").rstrip(".")
        raise ModelUnreachable(f"{name} could not be fetched: {reason}.") from error
    folder = read(Path(path))
    record = _record(folder.path)
    record.write_text(json.dumps({"licence": folder.licence, "sha256": folder.checksums()}, indent=2), "utf-8")
    return folder


def verify(name: str, models_dir: Path) -> tuple[Folder, str, bool]:
    """The folder, its fingerprint, and whether it was held against a record of what was pulled.

    Raises ModelUnusable when it is not whole, ModelCorrupt when a file is not what was pulled.
    """
    folder = read(find(name, models_dir))
    now, record = folder.checksums(), _record(folder.path)
    if not record.is_file():
        return folder, fingerprint(now), False
    then = json.loads(record.read_text("utf-8"))["sha256"]
    for file in sorted({*now, *then}):
        if now.get(file) != then.get(file):
            raise ModelCorrupt(f"{file} of {name} is not what was pulled.")
    return folder, fingerprint(now), True


TRIAL = "The council met on Monday."


def translates(translator: Translator) -> int:
    """The words of its translation of a short text, as a sign of life. Raises the ModelError that it met."""
    (result,) = translator.translate([TRIAL], *translator.trial)
    if isinstance(result, BrokenCompletion):  # it wrote, and came to no end
        return len(result.answer.split())
    if isinstance(result, ModelError):
        raise result
    return len(result.split())


def writes(writer: Writer) -> int:
    """The tokens it wrote after a short text, as a sign of life. Raises the ModelError that it met."""
    _, result = next(iter(writer.write([Prompt(TRIAL)], max_tokens=8)))
    if isinstance(result, Completion):
        return result.tokens_written
    raise result


def _record(snapshot: Path) -> Path:
    return snapshot.parent.parent / f"plumbline-{snapshot.name}.json"


@contextmanager
def _online() -> Iterator[None]:
    """Lifts, for as long as it lasts, the rule that nothing calls home."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = False
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
