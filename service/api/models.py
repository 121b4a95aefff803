"""GET /v1/models."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel

from service.api.auth import Caller, needs
from service.api.schemas import problems
from service.models import registry
from service.settings import Settings

router = APIRouter(prefix="/v1", tags=["models"])


class ListedModel(BaseModel):
    """A name that `options.model` takes, and what runs it: this package, this process, or a server."""

    id: str
    backend: str


class ListedModels(BaseModel):
    models: list[ListedModel]


@router.get("/models", responses=problems(), summary="The models that a request may name")
async def models(request: Request, _: Annotated[Caller, needs()]) -> ListedModels:
    settings: Settings = request.app.state.settings
    listed = [ListedModel(id=registry.EMBEDDED, backend="extractive")]
    listed += [
        ListedModel(id=name, backend=registry.scheme(name, settings) or "in process")
        for name in sorted(settings.models)
    ]
    return ListedModels(models=listed)
