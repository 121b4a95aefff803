"""How a model's name becomes a model.

A name is `embedded`, one of the setting PLUMBLINE_MODELS, or says itself what it stands for:

    embedded                             the encoder that comes with the package: it chooses, and writes nothing
    path/to/folder, org/name[@revision]  a seq2seq or chat model or a translator, run in this process
    openai:http://host:port/v1#model     a chat model behind a server that speaks that API
    scripted:path/to/script.yaml         answers that were given beforehand
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from service.core.errors import InvalidRequest, UnknownModel
from service.models.base import Encoder, Entails, Kind, Translator, Writer
from service.models.folder import Folder, find, read
from service.settings import Settings

EMBEDDED = "embedded"


def known(name: str, settings: Settings) -> None:
    """What a stranger may name. Raises UnknownModel for everything else: a name can be a path or an address."""
    if name != EMBEDDED and name not in settings.models:
        listed = ", ".join(sorted({EMBEDDED, *settings.models}))
        raise UnknownModel(f"There is no model {name!r}; there is: {listed}.")


def encoder(settings: Settings) -> Encoder:
    """The embedded encoder. Raises ModelCorrupt."""
    from service.models.encoder import MiniLM  # torch is loaded only where a model runs

    return MiniLM(threads=settings.threads, dtype=settings.dtype)


def entailment(settings: Settings) -> Entails | None:
    """The model in PLUMBLINE_NLI, loaded; None without the setting. Raises ModelUnusable, MissingExtra."""
    if settings.nli is None:
        return None
    from service.models.entailment import Entailment

    return Entailment(settings.nli.expanduser(), device=settings.device, threads=settings.threads)


def writer(name: str, settings: Settings) -> Writer:
    """The model that `name` stands for, loaded. Raises UnknownModel, InvalidRequest, MissingExtra, ModelError."""
    target = settings.models.get(name, name)
    scheme, _, rest = target.partition(":")
    return BACKENDS[scheme](rest, settings) if scheme in BACKENDS else _in_process(target, settings)


def require(name: str, settings: Settings) -> None:
    """Before long work, whether `name` stands for a model that writes; none is loaded, and no server asked.

    Raises UnknownModel, InvalidRequest, FileUnreadable, ModelUnusable.
    """
    target = settings.models.get(name, name)
    if scheme(name, settings) == "openai":
        _served(target.removeprefix("openai:"))
    elif scheme(name, settings):
        writer(name, settings)
    elif target != EMBEDDED:
        _writes(target, settings)


def translator(name: str, settings: Settings) -> Translator | Writer:
    """What drafts translations under this name: a translator, or a chat model that is asked to. Loaded.

    Raises as `writer` does, and InvalidRequest for a model that only summarises.
    """
    if name == EMBEDDED:
        raise InvalidRequest("The embedded model does not translate: name a translator, or a chat model.")
    target = settings.models.get(name, name)
    if scheme(name, settings):
        return writer(name, settings)
    found = _folder(target, settings)
    if found.kind is Kind.CHAT:
        return writer(name, settings)
    if not found.translates:
        raise InvalidRequest(f"{name} summarises and does not translate: name a translator, or a chat model.")
    from service.models.translators import Translates

    return Translates(target, found, device=settings.device, dtype=settings.dtype, threads=settings.threads)


def only_translates(name: str, settings: Settings) -> bool:
    """Whether `name` stands for a model that does nothing else. Raises UnknownModel, ModelUnusable."""
    if name == EMBEDDED or scheme(name, settings):
        return False
    return _folder(settings.models.get(name, name), settings).kind is Kind.TRANSLATOR


def _folder(target: str, settings: Settings) -> Folder:
    if not target.strip() or ("/" not in target and not Path(target).is_dir()):
        raise UnknownModel(f"There is no model {target!r}: not embedded, not in PLUMBLINE_MODELS, and no such folder.")
    path = find(target, settings.models_dir.expanduser())
    if not (path / "config.json").is_file():
        raise UnknownModel(f"{target} is no model's folder: it holds no config.json.")
    return read(path)


def _writes(target: str, settings: Settings) -> Folder:
    found = _folder(target, settings)
    if found.kind is Kind.TRANSLATOR:
        raise InvalidRequest(f"{target} translates and does not summarise: name a summariser, or a chat model.")
    return found


def _in_process(target: str, settings: Settings) -> Writer:
    found = _writes(target, settings)
    if settings.runtime == "ctranslate2" and found.kind is Kind.SEQ2SEQ:
        from service.models.ctranslate2 import CTranslate2

        cache = settings.models_dir / "ctranslate2"
        return CTranslate2(target, found, cache=cache, device=settings.device, threads=settings.threads)
    from service.models.transformers import Transformers

    return Transformers(target, found, device=settings.device, dtype=settings.dtype, threads=settings.threads)


def _server(target: str, settings: Settings) -> Writer:
    from service.models.openai_compatible import OpenAICompatible

    address, model = _served(target)
    return OpenAICompatible(
        address,
        model,
        api_key=settings.model_api_key.get_secret_value(),
        timeout_seconds=settings.model_timeout_seconds,
        concurrency=settings.model_concurrency,
        window=settings.model_window,
    )


def _served(target: str) -> tuple[str, str]:
    """Address and name of a model behind a server."""
    address, _, model = target.partition("#")
    if not address or not model:
        raise InvalidRequest(
            f"openai:{target} needs an address and a model, as in openai:http://127.0.0.1:8080/v1#name."
        )
    return address, model


def _scripted(target: str, settings: Settings) -> Writer:
    from service.models.scripted import Scripted

    if not target:
        raise InvalidRequest("scripted: needs a file, as in scripted:answers.yaml.")
    return Scripted(Path(target), window=settings.model_window or 32_768)


def scheme(name: str, settings: Settings) -> str:
    """`openai`, `scripted`, or "" for a model that runs in this process."""
    found = settings.models.get(name, name).partition(":")[0]
    return found if found in BACKENDS else ""


BACKENDS: dict[str, Callable[[str, Settings], Writer]] = {"openai": _server, "scripted": _scripted}
