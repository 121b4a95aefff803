"""plumbline serve."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer

from service.core.errors import InvalidRequest, Unprotected
from service.settings import Settings, misspelt, settings

if TYPE_CHECKING:
    from service.store.database import Database


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [PLUMBLINE_HOST, 127.0.0.1]")] = None,
    port: Annotated[
        int | None, typer.Option(help="Port to listen on [PLUMBLINE_PORT, 8000]", min=0, max=65_535)
    ] = None,
) -> None:
    """Run the HTTP service until it is interrupted."""
    import uvicorn

    from service import logs
    from service.api.app import create_app
    from service.store.database import Database, only_server

    config = settings()
    logs.setup(config)
    address, number = host or config.host, config.port if port is None else port
    database = Database(config)
    lock = only_server(database)  # noqa: F841 - held until we end
    require_protected(address, config, database)
    _require_free(address, number)
    for variable, nearest in misspelt().items():
        logs.log.warning("no such setting", variable=variable, nearest=nearest)
    logs.log.info("starting", url=f"http://{address}:{number}", api="/docs", ready="when /readyz answers 200")
    uvicorn.run(
        create_app(config, database),
        host=address,
        port=number,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=config.shutdown_seconds,
    )


def _require_free(host: str, port: int) -> None:
    """Raises InvalidRequest where nothing can listen: the port is taken, or the address is not this machine's."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise InvalidRequest(f"The service cannot listen: {error.strerror}.") from error


def require_protected(host: str, config: Settings, database: Database) -> None:
    """Strangers reach what listens beyond this machine. Raises Unprotected, StoreUnusable."""
    try:
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # another name, or every address
        local = False
    if local or config.allow_anonymous:
        return
    from service.store.keys import Keys

    if not Keys(database).any():
        raise Unprotected(f"{host} is reached from beyond this machine, and no key exists.")
