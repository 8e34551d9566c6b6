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
    """Claims a process for this window, over a local socket named after it."""

    asked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def claim(self, location: str) -> bool:
        """Return whether this window may have the process.

        If another window has it, that one is asked to come to the front.

        Args:
            location: The absolute path or address of the process.
        """
        name = _name(location)
        if self._server is not None and self._server.serverName() == name:
            return True
        if self._is_taken(name):
            return False
        self.release()
        QLocalServer.removeServer(name)  # left behind by a window that was killed
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)
        self._server.listen(name)
        return True

    def release(self) -> None:
        """Let other windows have the process."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _is_taken(self, name: str) -> bool:
        socket = QLocalSocket(self)
        socket.connectToServer(name)
        taken = socket.waitForConnected(_PATIENCE)
        socket.abort()
        socket.deleteLater()
        return taken

    def _on_knock(self) -> None:
        if self._server is None:
            return
        knocking = self._server.nextPendingConnection()
        if knocking is not None:
            knocking.abort()
            knocking.deleteLater()
        self.asked.emit()
