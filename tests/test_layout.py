"""The map of the rooms is whole, and in the order that import-linter holds."""

from __future__ import annotations

import re
import tomllib

import service
from tests.conftest import ROOT


def test_the_map_names_every_room_in_the_order_of_the_layers() -> None:
    drawn = re.findall(r"^    (\w+) ", service.__doc__ or "", re.MULTILINE)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (layers,) = [contract["layers"] for contract in contracts if contract["name"] == "imports run downward only"]
    assert drawn == [room.removeprefix("service.") for layer in layers for room in layer.split(" | ")]
    rooms = {path.parent.name for path in (ROOT / "service").glob("*/__init__.py")}
    files = {path.stem for path in (ROOT / "service").glob("[!_]*.py")}
    assert set(drawn) == rooms | files
