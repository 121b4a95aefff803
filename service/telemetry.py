"""Traces of requests, sent to an OTLP/HTTP collector when PLUMBLINE_TELEMETRY names one. An extra.

A span says which route answered, how and how fast. What else the instrumentation collects (addresses with their
queries, messages of exceptions) may quote what was sent, and is left out before anything leaves this process.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from anyio import to_thread
from fastapi import FastAPI

from service import __version__
from service.core.errors import InvalidSetting, MissingExtra
from service.settings import Settings

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
    from opentelemetry.sdk.trace.export import SpanExportResult

KEPT = frozenset(
    {
        "http.method",
        "http.request.method",
        "http.route",
        "http.status_code",
        "http.response.status_code",
        "error.type",
    }
)
PATH = "/v1/traces"
SECONDS = 5  # until a collector that does not answer is given up


def install(app: FastAPI, settings: Settings) -> None:
    """Trace the requests of `app`; nothing when no address is set. Raises MissingExtra, InvalidSetting."""
    if not settings.telemetry:
        return
    if not settings.telemetry.startswith(("http://", "https://")):
        raise InvalidSetting("PLUMBLINE_TELEMETRY: give an address as http://127.0.0.1:4318.")
    try:
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
    except ModuleNotFoundError as error:
        raise MissingExtra("Traces need OpenTelemetry: pip install 'plumbline[telemetry]'.") from error
    provider = _provider(settings.telemetry)
    FastAPIInstrumentor.instrument_app(
        app, tracer_provider=provider, excluded_urls="livez,readyz,metrics", exclude_spans=["receive", "send"]
    )
    inner = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with inner(app):
            yield
        await to_thread.run_sync(provider.shutdown)  # sends what is left

    app.router.lifespan_context = lifespan


def _provider(address: str) -> TracerProvider:
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    class Careful(OTLPSpanExporter):
        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            return super().export([careful(span) for span in spans])

    address = address.rstrip("/")
    endpoint = address if address.endswith(PATH) else address + PATH
    resource = Resource.create({"service.name": "plumbline", "service.version": __version__})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(Careful(endpoint=endpoint, timeout=SECONDS)))
    return provider


def careful(span: ReadableSpan) -> ReadableSpan:
    """The span without events, without the description of its status, and with the attributes of `KEPT` alone."""
    from opentelemetry.sdk.trace import ReadableSpan
    from opentelemetry.trace import Status

    attributes = span.attributes or {}
    method, route = (
        attributes.get("http.method", attributes.get("http.request.method", "")),
        attributes.get("http.route"),
    )
    return ReadableSpan(
        name=f"{method} {route or ''}".strip(),
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes={name: value for name, value in attributes.items() if name in KEPT},
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )
