"""Whether the service lives, and whether it can work."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.api.schemas import problems

router = APIRouter(tags=["health"])


@router.get("/livez", responses=problems(), summary="The API process answers")
async def livez() -> dict[str, str]:
    return {"status": "ok"}


@router.get(
    "/readyz",
    responses=problems() | {503: {"model": dict[str, bool], "description": "Not yet"}},
    summary="The model is loaded; 503 until then",
)
async def readyz(request: Request, response: Response) -> dict[str, bool]:
    ready: bool = request.app.state.engines.ready
    response.status_code = 200 if ready else 503
    return {"ready": ready}
