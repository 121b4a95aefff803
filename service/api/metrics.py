"""GET /metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client.exposition import choose_encoder

from service.metrics import Metrics

router = APIRouter(tags=["health"])


TYPES: dict[str, dict[str, object]] = {"text/plain": {}, "application/openmetrics-text": {}}


@router.get("/metrics", summary="Figures for Prometheus", response_class=Response, responses={200: {"content": TYPES}})
async def metrics(request: Request) -> Response:
    kept: Metrics = request.app.state.metrics
    encode, media_type = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(kept.registry), headers={"Content-Type": media_type})
