"""The surprises that fail a test do fail it."""

from __future__ import annotations

import logging
import socket
import warnings

import pytest

from tests.conftest import is_local, loud
from workshop_app.i18n import Language, current_language

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
