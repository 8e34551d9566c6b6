"""For every test: no network, no unexpected log line, English, and no waiting.

Files are in memory, a passphrase is stretched as little as can be (`tests/effort.py`),
and the compiled tests are kept.
"""

from __future__ import annotations

import gc
import logging
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.effort import CHEAP, DEAR, IN_CI, examples, put
from tests.memory import keep_files_in_memory
from workshop_app.i18n import Language, language

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from typing import Any

# Windows of tests are drawn in memory; a journey under a real display says so itself.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# To compile all tests takes longer than to run a fifth of them.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

keep_files_in_memory()

# A busy machine is no reason for a property to fail; the rest stays as it was chosen.
settings.register_profile(
    "patient", parent=settings(), deadline=None, max_examples=examples(100)
)
settings.load_profile("patient")

LOOPBACK = ("127.", "::1", "localhost")


def is_local(family: int, address: object) -> bool:
    """Return whether an address is on this machine: loopback, or not of a network."""
    if family not in {socket.AF_INET, socket.AF_INET6}:
        return True
    host = address[0] if isinstance(address, tuple) else address
    return str(host).startswith(LOOPBACK)


def pytest_collection_finish() -> None:
    """Look for garbage among what tests make, not in every library anew."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _cheap_passphrases() -> Iterator[None]:
    """Let stretching a passphrase cost nothing."""
    with pytest.MonkeyPatch.context() as patch:
        put(patch, CHEAP)
        yield


@pytest.fixture
def dear_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it cost what it costs people."""
    put(monkeypatch, DEAR)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program works without a network, so its tests have none but loopback."""

    def guarded(name: str) -> Callable[..., Any]:
        original = getattr(socket.socket, name)

        def ask(self: socket.socket, *arguments: Any) -> Any:
            if not is_local(self.family, arguments[-1]):
                pytest.fail(f"something tried to reach {arguments[-1]}")
            return original(self, *arguments)

        return ask

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))


def loud(records: list[logging.LogRecord]) -> list[str]:
    """Return the warnings and errors among log records."""
    return [r.getMessage() for r in records if r.levelno >= logging.WARNING]


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning nobody expected is a failure; expect it with `caplog.clear()`."""
    yield
    unexpected = loud(caplog.get_records("call"))
    assert not unexpected, unexpected


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Tests read the message ids; a test of Spanish says so itself."""
    with language(Language.ENGLISH):
        yield


def may_skip(reason: str, *, in_ci: bool) -> bool:
    """Return whether a test may skip: in CI, only for want of real data."""
    return not in_ci or "WORKSHOP_REAL_DATA" in reason


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    """Turn a skip into a failure where everything the tests need is installed."""
    report = yield
    skipped = report.skipped and not hasattr(report, "wasxfail")
    if skipped and not may_skip(str(report.longrepr), in_ci=IN_CI):
        report.outcome = "failed"
        report.longrepr = f"never skipped in CI: {report.longrepr}"
    return report
