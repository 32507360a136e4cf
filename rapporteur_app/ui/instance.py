"""One window for each file: a second start with the same file brings the first window to the front."""

from hashlib import sha256
from pathlib import Path

from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

PATIENCE = 300
"""Milliseconds that a second start waits for the first window to answer."""


def name_of(path: Path) -> str:
    """The name under which the window of a file listens."""
    return f"rapporteur-{sha256(str(path.resolve()).encode()).hexdigest()[:24]}"


def raise_other(path: Path) -> bool:
    """Ask the window that has this file to come to the front. Returns whether there was one."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(path))
    answered = socket.waitForConnected(PATIENCE)
    socket.abort()
    return answered


class Instance(QLocalServer):
    """Listens, while a window has a file for writing, for a second start with it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self.newConnection.connect(self._come_forward)

    def stand_for(self, path: Path | None) -> None:
        """Listen for this file alone; None stops listening."""
        self.close()
        if path is not None:
            QLocalServer.removeServer(name_of(path))  # what a crash left: the file's lock is ours
            self.listen(name_of(path))

    def _come_forward(self) -> None:
        caller = self.nextPendingConnection()
        if caller is not None:
            caller.deleteLater()
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        QApplication.alert(self._window)
