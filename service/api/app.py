"""The FastAPI application."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from service import __version__, telemetry
from service.api import (
    auth,
    batches,
    checks,
    headers,
    health,
    jobs,
    metrics,
    models,
    problems,
    requests,
    summaries,
    translation_files,
    translations,
    web,
)
from service.jobs import Runner
from service.metrics import Metrics
from service.settings import Settings
from service.store.answers import Answers
from service.store.database import Database
from service.store.jobs import Jobs
from service.workers import Engines

ABANDONED = 2.0  # times the longest time for a document: then nobody is at a request any more


def create_app(settings: Settings, database: Database) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.settings, app.state.database = settings, database
        app.state.jobs = Jobs(database)
        app.state.answers = Answers(database, ABANDONED * settings.timeout_seconds)
        for store in (app.state.jobs, app.state.answers):  # before anybody asks: what begins now is not cleaned away
            await run_sync(store.clean)
        app.state.engines = Engines(settings, app.state.metrics)
        app.state.runner = Runner(app.state.jobs, app.state.answers, app.state.engines, settings)
        async with auth.guarded(app, database):
            running = asyncio.create_task(app.state.runner.run())
            try:
                yield
            finally:
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running
                app.state.engines.stop()
        database.close()

    # /docs from this machine: nothing is fetched from anywhere else
    app = FastAPIOffline(redoc_url=None, title="Plumbline", version=__version__, lifespan=lifespan)
    app.state.metrics = Metrics()
    app.add_middleware(
        problems.BodyLimit, limit=settings.max_body_bytes, seconds=settings.upload_seconds, streamed="/v1/batches"
    )
    app.add_middleware(requests.Requests, metrics=app.state.metrics)
    app.add_middleware(headers.SecurityHeaders)  # the last one added is the outermost
    telemetry.install(app, settings)
    problems.install(app)
    for part in (health, metrics, summaries, checks, translations, translation_files, batches, jobs, models, web):
        app.include_router(part.router)
    return app
