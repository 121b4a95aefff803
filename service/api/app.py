"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi_offline import FastAPIOffline

from service import __version__, telemetry
from service.api import checks, headers, health, metrics, models, problems, requests, summaries
from service.metrics import Metrics
from service.settings import Settings
from service.workers import EngineProcess


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.engine = EngineProcess(settings)
        yield
        app.state.engine.stop()

    # /docs from this machine: nothing is fetched from anywhere else
    app = FastAPIOffline(redoc_url=None, title="Plumbline", version=__version__, lifespan=lifespan)
    app.add_middleware(problems.BodyLimit, limit=settings.max_body_bytes)
    app.state.metrics = Metrics()
    app.add_middleware(requests.Requests, metrics=app.state.metrics)
    app.add_middleware(headers.SecurityHeaders)  # the last one added is the outermost
    telemetry.install(app, settings)
    problems.install(app)
    app.include_router(metrics.router)
    app.include_router(health.router)
    app.include_router(summaries.router)
    app.include_router(checks.router)
    app.include_router(models.router)

    @app.get("/", include_in_schema=False)
    async def index() -> RedirectResponse:
        return RedirectResponse("/docs")

    return app
