"""Options as the command line gives them."""

from __future__ import annotations

from pydantic import ValidationError

from service.core.errors import InvalidRequest
from service.core.receipt import Options


def options_of(**values: object) -> Options:
    """Raises InvalidRequest, which names the option as it is typed."""
    try:
        return Options.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = "--" + "-".join(str(part) for part in first["loc"]).replace("_", "-")
        raise InvalidRequest(f"{name}: {first['msg']}.") from error
