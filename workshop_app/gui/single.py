"""One window for each process: opening a file twice brings its window to the front."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500
"""Milliseconds that another window may take to answer."""

_SAYING = 50
"""Milliseconds after which what another window says has arrived."""

_STARTING = 60_000
"""Milliseconds a window may take until it answers."""


class SingleWindow(QObject):
    """Claims processes for this window: by a lock, and a local socket to be found at.

    It may have two for a moment: the one that is open, and the one being opened.  A
    lock costs nothing, sockets have to be imported: they come when `answer` is called,
    once there is something to be brought to the front.
    """

    asked = Signal()
    brought = Signal(str)  # the file with which another window was to be opened

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._locks: dict[str, QLockFile] = {}
        self._servers: dict[str, QLocalServer] = {}
        self._answers = False

    def claim(self, location: str, bringing: str = "") -> bool:
        """Return whether this window may have the process.

        If another window has it, that one is asked to come to the front.

        Args:
            location: The absolute path or address of the process.
            bringing: A file that the other window is to look into, if any.
        """
        if location in self._locks:
            return True
        lock = _lock(location)
        if _is_held(lock):
            # One that is starting does not answer yet; one that never will left its
            # lock to a stranger, who got its number from the system.
            if _knock(location, bringing):
                return False
            lock.setStaleLockTime(_STARTING)
            if _is_held(lock):
                return False
        self._locks[location] = lock
        if self._answers:
            self._listen(location)
        return True

    def answer(self) -> None:
        """Come to the front from now on when another window asks for it."""
        self._answers = True
        for location in self._locks.keys() - self._servers.keys():
            self._listen(location)

    def release(self, location: str) -> None:
        """Let other windows have the process."""
        server = self._servers.pop(location, None)
        if server is not None:
            server.close()
            server.deleteLater()
        lock = self._locks.pop(location, None)
        if lock is not None:
            lock.unlock()

    def release_all_but(self, location: str) -> None:
        """Let other windows have whatever is not open here."""
        for one in [*self._locks]:
            if one != location:
                self.release(one)

    def _listen(self, location: str) -> None:
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 once the page is there

        name = _name(location)
        QLocalServer.removeServer(name)  # left behind by a window that was killed
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_knock)
        server.listen(name)
        self._servers[location] = server

    def _on_knock(self) -> None:
        for server in self._servers.values():
            knocking = server.nextPendingConnection()
            if knocking is not None:
                knocking.setParent(self)  # it outlives its server
                hear = partial(self._hear, knocking)
                QTimer.singleShot(_SAYING, self, hear)
        self.asked.emit()

    def _hear(self, knocking: QLocalSocket) -> None:
        """Hear what whoever knocked had to say: it came at once, or never will."""
        said = bytes(knocking.readAll().data()).decode(errors="replace")
        knocking.abort()
        knocking.deleteLater()
        if said:
            self.brought.emit(said)


def _name(location: str) -> str:
    """Name a process among those of whoever sits here: others have windows too."""
    told = f"{Path.home()}\n{location}"
    return f"kuska-{hashlib.sha256(told.encode(errors='replace')).hexdigest()[:24]}"


def _lock(location: str) -> QLockFile:
    """Return the lock of a process, in a folder of this computer alone."""
    lock = QLockFile(QDir.temp().filePath(f"{_name(location)}.lock"))
    lock.setStaleLockTime(0)  # whoever holds it lives, however long
    return lock


def _is_held(lock: QLockFile) -> bool:
    """Say whether another window has it, and take it if none has.

    Where locks cannot be made, windows do not know of each other.
    """
    return not lock.tryLock(0) and (lock.error() is QLockFile.LockError.LockFailedError)


def _knock(location: str, bringing: str) -> bool:
    """Ask the window of a process to come to the front; say whether it hears."""
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 seldom needed

    socket = QLocalSocket()
    socket.connectToServer(_name(location))
    heard = socket.waitForConnected(_PATIENCE)
    if heard and bringing:
        socket.write(bringing.encode())
        socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
    else:
        socket.abort()
    return heard
