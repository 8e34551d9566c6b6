"""The surprises that fail a test do fail it."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from tests.conftest import is_local, loud, may_skip
from workshop_app.i18n import Language, current_language

ROOT = Path(__file__).parents[1]
DOCUMENTATION = "192.0.2.1"
"""An address nobody has (RFC 5737)."""


@pytest.mark.parametrize("how", ["connect", "connect_ex"])
def test_reaching_for_the_network_fails_the_test(how: str) -> None:
    with (
        socket.socket() as connection,
        pytest.raises(pytest.fail.Exception, match="tried to reach"),
    ):
        getattr(connection, how)((DOCUMENTATION, 9))


def test_a_datagram_to_the_network_fails_the_test() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as connection,
        pytest.raises(pytest.fail.Exception, match="tried to reach"),
    ):
        connection.sendto(b"", (DOCUMENTATION, 9))


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()

        with socket.create_connection(address) as connection:
            assert connection.getpeername() == address


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "localhost", "::1"])
def test_loopback_is_local(host: str) -> None:
    assert is_local(socket.AF_INET, (host, 80))


def test_a_neighbour_is_not_local() -> None:
    assert not is_local(socket.AF_INET6, ("fe80::1", 80, 0, 0))


def test_a_warning_is_loud_and_a_notice_is_not() -> None:
    records = [
        logging.makeLogRecord({"levelno": level, "msg": text})
        for level, text in [(logging.INFO, "fine"), (logging.WARNING, "odd")]
    ]

    assert loud(records) == ["odd"]


def test_a_python_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


def test_tests_speak_english() -> None:
    assert current_language() is Language.ENGLISH


def test_in_ci_nothing_is_skipped_but_for_want_of_real_data() -> None:
    assert not may_skip("there is no PostgreSQL here", in_ci=True)
    assert may_skip("no folder in WORKSHOP_REAL_DATA", in_ci=True)


def test_elsewhere_a_test_may_skip() -> None:
    assert may_skip("there is no PostgreSQL here", in_ci=False)


def test_a_skip_in_ci_is_a_failure(tmp_path: Path) -> None:
    planted = "import pytest\n\n\ndef test_it():\n    pytest.skip('no Java here')\n"
    (tmp_path / "test_planted.py").write_text(planted)

    answer = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider"),
            *("-p", "tests.conftest", "--rootdir", str(ROOT), str(tmp_path)),
        ],
        cwd=ROOT,
        env={**os.environ, "CI": "true"},
        check=False,
        capture_output=True,
        text=True,
    )

    assert answer.returncode == 1
    assert "never skipped in CI" in answer.stdout
    assert "1 failed" in answer.stdout
