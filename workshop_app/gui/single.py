"""One window for each process: opening a file twice brings its window to the front."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 500
"""Milliseconds that another window may take to answer."""


def _name(location: str) -> str:
    return f"kuska-{hashlib.sha256(location.encode()).hexdigest()[:24]}"


class SingleWindow(QObject):
    """Claims processes for this window, over local sockets named after them.

    It may have two for a moment: the one that is open, and the one being opened.
    """

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, QLocalServer] = {}

    def claim(self, location: str) -> bool:
        """Return whether this window may have the process.

        If another window has it, that one is asked to come to the front.

        Args:
            location: The absolute path or address of the process.
        """
        if location in self._servers:
            return True
        name = _name(location)
        if self._is_taken(name):
            return False
        QLocalServer.removeServer(name)  # left behind by a window that was killed
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._on_knock)
        server.listen(name)
        self._servers[location] = server
        return True

    def release(self, location: str) -> None:
        """Let other windows have the process."""
        server = self._servers.pop(location, None)
        if server is not None:
            server.close()
            server.deleteLater()

    def release_all_but(self, location: str) -> None:
        """Let other windows have whatever is not open here."""
        for one in [*self._servers]:
            if one != location:
                self.release(one)

    def _is_taken(self, name: str) -> bool:
        socket = QLocalSocket(self)
        socket.connectToServer(name)
        taken = socket.waitForConnected(_PATIENCE)
        socket.abort()
        socket.deleteLater()
        return taken

    def _on_knock(self) -> None:
        for server in self._servers.values():
            knocking = server.nextPendingConnection()
            if knocking is not None:
                knocking.abort()
                knocking.deleteLater()
        self.asked.emit()
