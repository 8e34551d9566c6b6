"""Where journeys happen: in an encrypted file, and on a server of the tests' own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.store import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server of our own."""
    if server.programs() is None:
        sentence = "PostgreSQL's programs are not installed (apt install postgresql)"
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    with server.private_server() as url:
        yield url


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.postgresql)])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store goes."""
    if request.param == "file":
        yield str(tmp_path / "mesa.kuska")
        return
    url = request.getfixturevalue("postgresql")
    name = f"journey_{abs(hash(str(tmp_path)))}"
    yield server.make_database(url, name)
    server.drop_database(url, name)
