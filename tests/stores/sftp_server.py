"""An SFTP server on loopback: a folder as its root, with a password; it may hang up in the middle."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import quote

import paramiko

USER, PASSWORD = "desk", "p@ss/word"


class Server:
    """Serves ``folder`` until :meth:`close`. ``written`` are the files it was told to put in their place."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = paramiko.ECDSAKey.generate()
        self.written: list[str] = []
        self.hangs_up_after: int | None = None
        self.knows_posix_rename = True
        self._connections: list[paramiko.Transport] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        """A folder of it, as a user writes it."""
        return f"sftp://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{self.port}/var/www"

    def close(self) -> None:
        """Hang up on everybody."""
        self._socket.close()
        self.hang_up()

    def hang_up(self) -> None:
        """Break the connections that there are."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def known_to(self, home: Path, key: paramiko.PKey | None = None) -> None:
        """Put its key, or another, where a user of ``home`` has those of the servers they know."""
        key = key or self.key
        (home / ".ssh").mkdir(parents=True, exist_ok=True)
        line = f"[127.0.0.1]:{self.port} {key.get_name()} {key.get_base64()}\n"
        (home / ".ssh" / "known_hosts").write_text(line)

    def moved(self, path: str) -> None:
        """A file has come to its place."""
        if "/.desknote/" not in path:
            self.written.append(path)
        if self.hangs_up_after is not None and len(self.written) >= self.hangs_up_after:
            self.hangs_up_after = None
            self.hang_up()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = paramiko.Transport(line)
            connection.add_server_key(self.key)
            connection.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files, self)
            self._connections.append(connection)
            try:
                connection.start_server(event=threading.Event(), server=_Door())
            except paramiko.SSHException:
                continue


class _Door(paramiko.ServerInterface):
    def check_auth_password(self, username: str, password: str) -> int:
        right = (username, password) == (USER, PASSWORD)
        return paramiko.AUTH_SUCCESSFUL if right else paramiko.AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, door: _Door, server: Server) -> None:
        super().__init__(door)
        self.server = server

    def _real(self, path: str) -> Path:
        return self.server.folder / self.canonicalize(path).lstrip("/")

    def _done(self, act: Any, *words: Any) -> int:
        try:
            act(*words)
        except OSError as error:
            return int(paramiko.SFTPServer.convert_errno(error.errno or 0))
        return int(paramiko.SFTP_OK)

    def stat(self, path: str) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat(self._real(path).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    lstat = stat

    def list_folder(self, path: str) -> Any:
        try:
            rows = list(os.scandir(self._real(path)))
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        return [paramiko.SFTPAttributes.from_stat(row.stat(), row.name) for row in rows]

    def open(self, path: str, flags: int, attr: Any) -> Any:
        try:
            number = os.open(self._real(path), flags, 0o666)
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = handle.writefile = os.fdopen(number, "wb" if flags & os.O_WRONLY else "rb")
        handle.stat = lambda: self.stat(path)
        return handle

    def mkdir(self, path: str, attr: Any) -> int:
        return self._done(os.mkdir, self._real(path))

    def rmdir(self, path: str) -> int:
        return self._done(os.rmdir, self._real(path))

    def remove(self, path: str) -> int:
        return self._done(os.remove, self._real(path))

    def rename(self, oldpath: str, newpath: str) -> int:
        if self._real(newpath).exists():
            return int(paramiko.SFTP_FAILURE)
        return self._moved(oldpath, newpath)

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        if not self.server.knows_posix_rename:
            return int(paramiko.SFTP_OP_UNSUPPORTED)
        return self._moved(oldpath, newpath)

    def _moved(self, oldpath: str, newpath: str) -> int:
        done = self._done(os.replace, self._real(oldpath), self._real(newpath))
        self.server.moved(newpath)
        return done
