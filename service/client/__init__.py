"""A typed client of a running service: `Client`, and `AsyncClient` for code that awaits.

    with Client() as plumbline:
        summary = plumbline.summarize(text)

Both send the calls of `service.client.calls`, in the order that `service.client.flows` says, and read the answers with
`service.client.answers`; each only adds how it sends, sleeps and iterates. Nothing of the engine is imported.
"""

from service.client.asynchronous import AsyncClient
from service.client.events import Streamed
from service.client.synchronous import Client

__all__ = ["AsyncClient", "Client", "Streamed"]
