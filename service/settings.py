"""The only reader of the environment. Every setting is PLUMBLINE_<NAME>."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="PLUMBLINE_")

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    max_characters: int = Field(default=2_500_000, ge=1, description="Longest document, in characters")
    max_body_bytes: int = Field(default=32_000_000, ge=1, description="Longest request body or file, in bytes")
    timeout_seconds: float = Field(default=600, gt=0, description="Longest time for one document")
    threads: int = Field(default=0, ge=0, description="Threads of the encoder; 0 leaves the choice to torch")
    queue: int = Field(default=32, ge=1, description="Requests waiting for the engine before 503")
    eval_data: Path | None = Field(default=None, description="Folder of human-made sets for measuring")


@cache
def settings() -> Settings:
    return Settings()
