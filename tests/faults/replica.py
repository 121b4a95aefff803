"""A service's runner alone, in a process of its own: `python -m tests.faults.replica URL FOLDER NAME`."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import cast

from pydantic import SecretStr

from service.core.request import SummaryRequest
from service.jobs import Runner
from service.settings import Settings
from service.store.answers import Answers
from service.store.database import Database
from service.store.jobs import Jobs
from service.workers import Engines
from tests.workers.fake import FakeEngines


async def serve(url: str, folder: Path, name: str, seconds: float = 0.03) -> None:
    """Until it is cancelled; each article takes `seconds`, and its outcome says who did it."""

    async def reply(request: SummaryRequest) -> str:
        await asyncio.sleep(seconds)
        return json.dumps({"text": request.text, "by": name})

    settings = Settings(data_dir=folder, database=SecretStr(url), engines=3)
    database = Database(settings)
    try:
        engines = cast(Engines, FakeEngines(reply))
        await Runner(Jobs(database), Answers(database, 60), engines, settings).run()
    finally:
        database.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
