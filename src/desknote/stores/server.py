"""A server by SFTP, as fsspec knows it: one whose key is known, and that answers in time."""

from __future__ import annotations

import logging
import socket
from typing import Any
from urllib.parse import unquote, urlsplit

from desknote.diagnostics import Diagnostic, Problems

_PORT = 22
_CONNECTS = 30
_ANSWERS = 120
"""Seconds that a server may take."""


def open_server(url: str) -> tuple[Any, str]:
    """The server and the folder that ``url`` names.

    Raises ImportError without the libraries, Problems (DN867) where the server's key is not known, and
    whatever paramiko raises.
    """
    import paramiko  # type: ignore[import-untyped, unused-ignore]
    from fsspec.implementations.sftp import (  # type: ignore[import-untyped, unused-ignore]
        SFTPFileSystem,
    )

    class Unknown(paramiko.MissingHostKeyPolicy):  # type: ignore[misc, unused-ignore]
        """fsspec takes any server for the right one; whoever answers in its place would get the site."""

        def missing_host_key(self, client: Any, hostname: str, key: Any) -> None:
            raise Problems([_unknown(hostname, key.fingerprint)])

    class Server(SFTPFileSystem):  # type: ignore[misc, unused-ignore]
        """A connection of its own, never one that an earlier delivery has lost."""

        cachable = False

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_system_host_keys()
            self.client.set_missing_host_key_policy(Unknown())
            times = dict.fromkeys(("timeout", "banner_timeout", "auth_timeout"), _CONNECTS)
            self.client.connect(self.host, **times, **self.ssh_kwargs)
            # A request and its answer are small: each would wait for a twenty-fifth of a second.
            line = self.client.get_transport().sock
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(_ANSWERS)

    # What went wrong is told by the exception; paramiko would print it besides.
    logging.getLogger("paramiko").addHandler(logging.NullHandler())
    parts = urlsplit(url)
    words = {"username": parts.username, "password": parts.password}
    who = {name: unquote(word) for name, word in words.items() if word}
    return Server(parts.hostname or "", port=parts.port or _PORT, **who), unquote(parts.path)


def _unknown(hostname: str, fingerprint: str) -> Diagnostic:
    host, _, port = hostname.strip("[").partition("]:")
    named = host if not port else f"-p {port} {host}"
    return Diagnostic("DN867", None, {"host": hostname, "key": fingerprint, "named": named})
