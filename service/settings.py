"""The only reader of the environment. Every setting is PLUMBLINE_<NAME>."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from service.core.errors import InvalidSetting
from service.core.objection import objection


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PLUMBLINE_", env_ignore_empty=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    max_characters: int = Field(default=2_500_000, ge=1, description="Longest document, in characters")
    max_body_bytes: int = Field(default=32_000_000, ge=1, description="Longest request body or file, in bytes")
    max_pages: int = Field(default=2_000, ge=1, description="Most pages of a document")
    max_unpacked_bytes: int = Field(default=256_000_000, ge=1, description="Size of a DOCX or ODT when unpacked")
    reading_seconds: float = Field(default=60, gt=0, description="Longest time to read a file that is no plain text")
    reading_memory_bytes: int = Field(
        default=2_000_000_000, ge=500_000_000, description="Memory that reading such a file may take"
    )
    max_batch_bytes: int = Field(default=1_000_000_000, ge=1, description="Longest batch, in bytes")
    max_batch_articles: int = Field(default=100_000, ge=1, description="Most articles of one batch")
    timeout_seconds: float = Field(default=600, gt=0, description="Longest time for one document")
    upload_seconds: float = Field(default=60, gt=0, description="Longest silence while a request body arrives")
    shutdown_seconds: int = Field(default=30, ge=0, description="Time that requests have to end at a shutdown")
    engines: int = Field(default=1, ge=1, le=256, description="Engine processes of the service")
    engine_memory_bytes: int = Field(
        default=4_000_000_000, ge=0, description="Memory of an engine process above which it is started anew; 0 never"
    )
    engine_limit_bytes: int = Field(
        default=0, ge=0, description="Memory at which an engine process is ended in mid-work; 0 is 3/4 of the machine's"
    )
    threads: int = Field(default=0, ge=0, description="Threads of each engine; 0 shares the cores between them")
    queue: int = Field(default=128, ge=1, description="Requests waiting for an engine before 503")
    queue_tokens: int = Field(default=2_000_000, ge=1, description="Tokens of all waiting requests before 503")
    caller_queue: int = Field(default=64, ge=1, description="Requests of one caller that may wait before 429")
    data_dir: Path = Field(default=Path("~/.local/share/plumbline"), description="Jobs, keys and cached results")
    database: SecretStr = Field(
        default=SecretStr(""), description="postgresql://...; empty is a file in the data folder"
    )
    async_characters: int = Field(default=1_000_000, ge=1, description="Longer texts become jobs (202)")
    job_days: float = Field(default=7, gt=0, description="Days for which a finished job is kept")
    idempotency_hours: float = Field(default=24, gt=0, description="Hours for which an Idempotency-Key is remembered")
    cache_bytes: int = Field(default=1_000_000_000, ge=0, description="Size of the cache of results; 0 is none")
    allow_anonymous: bool = Field(default=False, description="Answer callers without a key, wherever we listen")
    log: Literal["json", "console"] = Field(default="json", description="Form of the log on standard error")
    telemetry: str = Field(default="", description="OTLP address that traces are sent to; empty sends none")
    models: dict[str, str] = Field(default={}, description="Names that callers may use, and the model each stands for")
    models_dir: Path = Field(
        default=Path("~/.local/share/plumbline/models"), description="Where `models pull` puts models"
    )
    device: str = Field(default="", description="cuda, mps or cpu; empty takes the best there is")
    dtype: Literal["", "float32", "bfloat16", "float16"] = Field(
        default="", description="float32, bfloat16 or float16; empty leaves it to the device"
    )
    runtime: Literal["torch", "ctranslate2"] = Field(default="torch", description="What runs seq2seq models")
    nli: Path | None = Field(default=None, description="Folder of a model of entailment that checks English as well")
    translator: str = Field(default="", description="Model that drafts translations, where a request names none")
    glossaries: tuple[Path, ...] = Field(
        default=(), description="Glossaries of translations, TBX or CSV; the first wins"
    )
    model_timeout_seconds: float = Field(default=300, gt=0, description="Longest time for one call of a model")
    model_concurrency: int = Field(default=4, ge=1, description="Calls to a model's server at the same time")
    model_max_tokens: int = Field(default=2_048, ge=16, description="Longest answer of a model, in its tokens")
    model_api_key: SecretStr = Field(default=SecretStr(""), description="Sent to the model's server when it is set")
    model_window: int = Field(default=0, ge=0, description="Context of a model's server in tokens; 0 asks the server")
    chunk_tokens: int = Field(default=2_000, ge=64, description="Tokens of the article that a model reads at a time")
    eval_data: Path | None = Field(default=None, description="Folder of human-made sets for measuring")


PREFIX = "PLUMBLINE_"


def misspelt() -> dict[str, str]:
    """Variables that are named as settings and are none, each with the setting that it comes nearest, or ""."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    return {name: next(iter(get_close_matches(name, known, 1, 0.8)), "") for name in unknown}


@cache
def settings() -> Settings:
    """Read once. An empty variable counts as one that is not there.

    Raises InvalidSetting when the environment holds a setting that cannot be.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name, *inside = (str(part) for part in first["loc"])
        raise InvalidSetting(f"PLUMBLINE_{': '.join([name.upper(), *inside])}: {objection(first)}.") from error
    except SettingsError as error:  # a table or a list that is no JSON; only the message names its field
        found = re.search(r'field "(\w+)"', str(error))
        raise InvalidSetting(f"PLUMBLINE_{found[1].upper() if found else '*'}: it is no JSON.") from error
