"""The translation itself, as the API and the command line give it."""

from __future__ import annotations

from pydantic import ValidationError

from service.core.errors import InvalidExchange
from service.core.objection import objection
from service.core.translation import Translation
from service.translate.exchange.records import settled
from service.translate.safe_xml import require_size


def write(translation: Translation) -> bytes:
    """JSON in UTF-8, which `read` gives back as the same translation, `records.settled`."""
    return settled(translation).model_dump_json(indent=2).encode() + b"\n"


def read(data: bytes) -> Translation:
    """Raises TooLarge, and InvalidExchange for what is no such JSON, with the line or the field."""
    require_size(data)
    try:
        return settled(Translation.model_validate_json(data.removeprefix(b"\xef\xbb\xbf")))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        where = f"at {place}: " if place else ""
        raise InvalidExchange(f"The JSON is no translation of Plumbline's: {where}{objection(first)}.") from error
