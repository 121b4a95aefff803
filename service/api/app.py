"""The FastAPI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import RedirectResponse
from fastapi_offline import FastAPIOffline

from service import __version__
from service.api import auth, checks, health, models, problems, summaries
from service.settings import Settings
from service.store.database import Database
from service.workers import EngineProcess


def create_app(settings: Settings) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.settings = settings
        app.state.database = Database(settings)
        async with auth.guarded(app, app.state.database):
            app.state.engine = EngineProcess(settings)
            yield
            app.state.engine.stop()
        app.state.database.close()

    # /docs from this machine: nothing is fetched from anywhere else
    app = FastAPIOffline(redoc_url=None, title="Plumbline", version=__version__, lifespan=lifespan)
    app.add_middleware(problems.BodyLimit, limit=settings.max_body_bytes)
    problems.install(app)
    app.include_router(health.router)
    app.include_router(summaries.router)
    app.include_router(checks.router)
    app.include_router(models.router)

    @app.get("/", include_in_schema=False)
    async def index() -> RedirectResponse:
        return RedirectResponse("/docs")

    return app
