"""Watches what this process tries to reach outside this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

_HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "", None)


@contextmanager
def watched() -> Iterator[list[Any]]:
    """Hosts and addresses that were looked up or connected to, other than this machine's own."""
    tried: list[Any] = []
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def connecting(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in _HERE:
            tried.append(address)
        connect(self, address)

    def resolving(host: Any, *rest: Any, **named: Any) -> Any:
        if host not in _HERE:
            tried.append(host)
        return resolve(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connecting)
        patch.setattr(socket, "getaddrinfo", resolving)
        yield tried
