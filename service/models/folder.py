"""What a model's folder holds, read without loading it: its kind, fingerprint and licence, and whether it is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")  # before huggingface_hub is imported: nothing calls home

import yaml

from service.core.errors import ModelUnusable, UnknownModel
from service.models.base import Kind

WEIGHTS = "model.safetensors"
INDEX = "model.safetensors.index.json"
PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack")
TOKENIZERS = (
    "tokenizer.json",
    "tokenizer.model",
    "spiece.model",
    "sentencepiece.bpe.model",
    "source.spm",
    "vocab.json",
)
TRANSLATORS = ("m2m_100", "marian")  # families that do nothing else: NLLB-200 and M2M100, Opus-MT
COUNTED = (".json", ".model", ".spm", ".txt", ".jinja")  # besides the weights: what changes an answer
NOT_STATED = "not stated"
PULLED = ("*.safetensors", "*.json", "*.model", "*.spm", "*.txt", "*.jinja", "README.md", "LICENSE*", "LICENCE*")


@dataclass(frozen=True)
class Files:
    """Any model's folder that can be loaded; `weights` are the files that hold them, in order."""

    path: Path
    weights: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Bytes of the weights."""
        return sum(file.stat().st_size for file in self.weights)

    def checksums(self) -> dict[str, str]:
        """SHA-256 of the weights and of every file beside them that changes what the model says, by name."""
        beside = {file for file in self.path.iterdir() if file.suffix in COUNTED and file.is_file()}
        return {file.name: sha256_of(file) for file in sorted({*self.weights, *beside})}


@dataclass(frozen=True)
class Folder(Files):
    """A model that writes; `licence` is as the folder states it, or "not stated"."""

    kind: Kind
    family: str  # model_type, as config.json has it
    licence: str

    @property
    def translates(self) -> bool:
        """mBART was published for both; its folder does not say which, so it does what it is named for."""
        return self.kind is Kind.TRANSLATOR or self.family == "mbart"


def fingerprint(checksums: Mapping[str, str]) -> str:
    """One SHA-256 for all: of the lines `<sha256>  <name>`, sorted by name, as `sha256sum` prints them."""
    lines = "".join(f"{checksums[name]}  {name}\n" for name in sorted(checksums))
    return hashlib.sha256(lines.encode()).hexdigest()


def find(name: str, models_dir: Path) -> Path:
    """The folder that `name` stands for: a path, or `org/name[@revision]` in `models_dir`.

    Raises UnknownModel when there is none, ModelUnusable when it was not pulled whole.
    """
    path = Path(name).expanduser()
    if name.strip() and path.is_dir():
        return path
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, IncompleteSnapshotError, LocalEntryNotFoundError

    repository, _, revision = name.partition("@")
    try:
        found = snapshot_download(
            repository, revision=revision or None, cache_dir=models_dir.expanduser(), local_files_only=True,
            allow_patterns=list(PULLED),
        )  # fmt: skip
    except HFValidationError as error:
        raise UnknownModel(f"{name} is neither a folder nor the name of a model.") from error
    except IncompleteSnapshotError as error:
        raise ModelUnusable(f"{name} is not complete: run `plumbline models pull {name}` again.") from error
    except LocalEntryNotFoundError as error:
        raise UnknownModel(f"{name} is not in {models_dir}: run `plumbline models pull {name}`.") from error
    return Path(found)


def read(path: Path) -> Folder:
    """The folder of a model that writes.

    Raises ModelUnusable, in one sentence, when it lacks what it takes to load the model in it.
    """
    config = _json(path / "config.json")
    _require_no_code(path, config)
    kind = _kind(path, config)
    found = files(path)
    if kind is Kind.CHAT and not _has_chat_template(path):
        raise ModelUnusable(f"{path} holds no chat template: the model was not taught to follow instructions.")
    return Folder(path, found.weights, kind, str(config.get("model_type", "")), _licence(path))


def files(path: Path) -> Files:
    """The folder of any model, whatever it does. Raises ModelUnusable as `read` does."""
    _require_no_code(path, _json(path / "config.json"))
    weights = _weights(path)
    if not any((path / name).is_file() for name in TOKENIZERS):
        raise ModelUnusable(f"{path} holds no tokenizer.")
    return Files(path, weights)


def _require_no_code(path: Path, config: dict[str, Any]) -> None:
    if config.get("auto_map"):
        raise ModelUnusable(f"{path} needs code of its own, and Plumbline runs none that comes with a model.")


def _kind(path: Path, config: dict[str, Any]) -> Kind:
    architecture = (config.get("architectures") or [""])[0]
    if config.get("model_type") in TRANSLATORS or (config.get("model_type") == "t5" and _is_told_the_language(path)):
        return Kind.TRANSLATOR
    if config.get("is_encoder_decoder") and not architecture.endswith("CausalLM"):
        return Kind.SEQ2SEQ
    if architecture.endswith(("ForCausalLM", "LMHeadModel")):
        return Kind.CHAT
    raise ModelUnusable(
        f"{path} holds a {architecture or 'model without a name'}, which does not write text from text."
    )


def _is_told_the_language(path: Path) -> bool:
    """Whether a T5 is a MADLAD-400: its vocabulary has words that say which language to write."""
    files = (path / name for name in ("tokenizer.json", "spiece.model"))
    return any(b"<2en>" in file.read_bytes() for file in files if file.is_file())


def _weights(path: Path) -> tuple[Path, ...]:
    if (path / WEIGHTS).is_file():
        return (path / WEIGHTS,)
    if (path / INDEX).is_file():
        shards = sorted(set(_json(path / INDEX).get("weight_map", {}).values()))
        missing = [name for name in shards if not (path / name).is_file()]
        if missing or not shards:
            raise ModelUnusable(f"{path} is not complete: {missing[0] if missing else WEIGHTS} is missing.")
        return tuple(path / name for name in shards)
    pickles = [file.name for pattern in PICKLES for file in sorted(path.glob(pattern))]
    if pickles:
        raise ModelUnusable(
            f"{path} holds its weights as {pickles[0]}, a format that can run code when it is read: if you trust it, "
            "load it with transformers and save it again with save_pretrained, which writes safetensors."
        )
    raise ModelUnusable(f"{path} holds no weights in safetensors.")


def _has_chat_template(path: Path) -> bool:
    if (path / "chat_template.jinja").is_file() or (path / "chat_template.json").is_file():
        return True
    settings = path / "tokenizer_config.json"
    return settings.is_file() and bool(_json(settings).get("chat_template"))


def _licence(path: Path) -> str:
    """From the front matter of README.md, or the first line of a LICENSE file."""
    readme = path / "README.md"
    if readme.is_file():
        parts = readme.read_text("utf-8", errors="replace").split("---\n", 2)
        try:
            front = yaml.safe_load(parts[1]) if len(parts) == 3 and not parts[0].strip() else None
        except yaml.YAMLError:
            front = None  # the model's card is broken; its licence may stand in a file of its own
        if isinstance(front, dict) and front.get("license"):
            return str(front.get("license_name") or front["license"])
    for file in sorted(path.glob("LICEN[SC]E*")):
        lines = [line.strip() for line in file.read_text("utf-8", errors="replace").splitlines() if line.strip()]
        if lines:
            return lines[0]
    return NOT_STATED


def _json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ModelUnusable(f"{path.parent} holds no {path.name}.") from error
    except (OSError, ValueError) as error:
        raise ModelUnusable(f"{path} cannot be read.") from error
    if not isinstance(value, dict):
        raise ModelUnusable(f"{path} cannot be read.")
    return value


def sha256_of(path: Path) -> str:
    """Of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
