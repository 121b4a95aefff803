"""The error tree: each leaf is whole, is drawn in the docstring, and survives the trip between processes."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator

import pytest

from service.core import errors
from service.core.errors import InputError, PlumblineError, ServiceError


def tree(root: type[PlumblineError]) -> Iterator[type[PlumblineError]]:
    yield root
    for child in root.__subclasses__():
        yield from tree(child)


CLASSES = [cls for cls in tree(PlumblineError) if cls.__module__ == errors.__name__]
LEAVES = [cls for cls in CLASSES if not cls.__subclasses__()]
# `│   ├── EmptyDocument         422  nothing but white space`
ROW = re.compile(r"^(?P<branch>[│├└─ ]*)(?P<name>[A-Z]\w+)(?: +(?P<status>\d{3}) {2})?", re.MULTILINE)


def drawn() -> dict[str, tuple[str, int | None]]:
    """Each name of the docstring's tree, with the name it hangs from and its status."""
    path: list[str] = []
    found: dict[str, tuple[str, int | None]] = {}
    for row in ROW.finditer((errors.__doc__ or "").partition("\n\n")[2]):
        depth = len(row["branch"]) // 4
        path = [*path[:depth], row["name"]]
        found[row["name"]] = (path[-2] if depth else "", int(row["status"]) if row["status"] else None)
    return found


def test_every_class_stands_in_the_docstring_and_no_other_in_the_same_order() -> None:
    assert list(drawn()) == [cls.__name__ for cls in CLASSES]


@pytest.mark.parametrize("cls", CLASSES[1:], ids=lambda cls: cls.__name__)
def test_docstring_tree_shows_the_parent(cls: type[PlumblineError]) -> None:
    parent, _ = drawn()[cls.__name__]
    assert parent in {base.__name__ for base in cls.__bases__}


@pytest.mark.parametrize("cls", LEAVES, ids=lambda cls: cls.__name__)
def test_docstring_tree_shows_the_status(cls: type[PlumblineError]) -> None:
    _, status = drawn()[cls.__name__]
    assert status == cls.status


def test_codes_are_unique() -> None:
    codes = [cls.code for cls in LEAVES]
    assert len(set(codes)) == len(codes)
    assert PlumblineError.code not in codes


@pytest.mark.parametrize("cls", LEAVES, ids=lambda cls: cls.__name__)
def test_code_is_the_name_in_snake_case(cls: type[PlumblineError]) -> None:
    assert cls.code == re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


@pytest.mark.parametrize("cls", LEAVES, ids=lambda cls: cls.__name__)
def test_every_error_has_a_hint_and_a_title_of_its_own(cls: type[PlumblineError]) -> None:
    assert cls.hint.strip().endswith(".")
    assert cls.title.strip()
    assert "hint" in vars(cls)
    assert "title" in vars(cls)


@pytest.mark.parametrize("cls", LEAVES, ids=lambda cls: cls.__name__)
def test_status_says_whose_side_it_is(cls: type[PlumblineError]) -> None:
    assert issubclass(cls, InputError) == (400 <= cls.status < 500)
    assert issubclass(cls, ServiceError) == (500 <= cls.status < 600)


def test_only_what_may_pass_by_itself_is_retryable() -> None:
    waits = {408, 409, 429}  # what a caller sent passes later only when it came too slowly, too soon or too often
    assert all(issubclass(cls, ServiceError) or cls.status in waits for cls in CLASSES if cls.retryable)


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
@pytest.mark.parametrize("detail", ["", "Two words.", "한국어 — “quoted”\n"])
def test_pickle_keeps_class_and_detail(cls: type[PlumblineError], detail: str) -> None:
    error = pickle.loads(pickle.dumps(cls(detail)))
    assert type(error) is cls
    assert error.detail == detail
    assert str(error) == detail
