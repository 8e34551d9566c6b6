"""A PostgreSQL server of the tests' own, on loopback, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from tests.memory import roomy

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPRIVILEGED = ("postgres", "nobody")


def programs() -> Path | None:
    """Return where the server's programs are, the newest if there are several."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    beside = shutil.which("initdb")
    return Path(beside).parent if beside else None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run a server in `folder`; give the URL that databases are appended to.

    PostgreSQL refuses to run as root, so then it runs as somebody without rights.
    """
    binaries = programs()
    assert binaries is not None
    data, port = folder / "data", _free_port()
    as_somebody = _unprivileged(folder)
    _run(as_somebody, binaries / "initdb", "-D", data, "-U", "kuska", "-A", "trust")
    options = (
        f"-c port={port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        " -c fsync=off -c max_connections=40"
    )
    start = (binaries / "pg_ctl", "-D", data, "-w", "-l", folder / "log")
    _run(as_somebody, *start, "-o", options, "start")
    try:
        yield f"postgresql://kuska@127.0.0.1:{port}"
    finally:
        _run(as_somebody, *start, "-m", "immediate", "stop")


@contextmanager
def private_server() -> Iterator[str]:
    """Run a server in a folder that is gone afterwards."""
    # not pytest's folder: that one is closed to everybody else
    folder = Path(tempfile.mkdtemp(prefix="kuska-pg-", dir=roomy()))
    try:
        with running(folder) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(server: str, name: str) -> str:
    """Make an empty database and return its URL."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
    return f"{server}/{name}"


def drop_database(server: str, name: str) -> None:
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def copy_database(server: str, name: str, template: str) -> str:
    """Make a database that holds what another one does."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
    return f"{server}/{name}"


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _unprivileged(folder: Path) -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    for name in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return ("setpriv", f"--reuid={user.pw_uid}", "--clear-groups")
    message = "PostgreSQL needs a user without rights, and there is none"
    raise AssertionError(message)


def _run(before: tuple[str, ...], *command: object) -> None:
    words = [*before, *(str(word) for word in command)]
    done = subprocess.run(
        words,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if "initdb" in words[-7] else subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
        cwd="/",
        timeout=60,
    )
    assert done.returncode == 0, done.stdout
