"""Sends to addresses that people name, and to nothing inside: no redirects, a deadline, and an address that is checked.

What a name resolves to is checked and then connected to, the very same address; a name that resolves otherwise a moment
later (DNS rebinding) leads nowhere else.
"""

import http.client
import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT = 5.0
DEADLINE = 10.0
_PORTS = {"https": 443, "http": 80}
# NAT64 and 6to4 lead to the IPv4 address inside them.
_NAT64 = IPv6Network("64:ff9b::/96")


class Forbidden(Exception):
    """The address is inside, or not one that may be called."""


class Unreachable(Exception):
    """Nobody answered, or not in time."""


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer; what it says is not read. Raises Forbidden, Unreachable."""
    parts = urlsplit(url)
    try:
        with _connected(parts) as connection, _deadline(connection):
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", path, body, {**headers, "Host": parts.netloc, "Connection": "close"})
            return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(type(error).__name__) from None


def is_allowed(address: str) -> bool:
    """Whether an IP address is out in the world, or in a network that the installation lets in."""
    found = _inner(ip_address(address.partition("%")[0]))
    if any(found in network for network in settings.WEBHOOK_NETWORKS):
        return True
    return found.is_global and not found.is_multicast


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or address


def _allowed_addresses(host: str, port: int) -> list[str]:
    """What `host` resolves to. Raises Forbidden when any of it is not allowed, OSError when there is nothing."""
    found = list(dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    if not all(is_allowed(address) for address in found):
        raise Forbidden
    return found


@contextmanager
def _connected(parts: SplitResult) -> Iterator[http.client.HTTPConnection]:
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.auto_open = 0  # only the socket that was checked
    try:
        plain = _first_open(_allowed_addresses(host, port), port)
        connection.sock = plain
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        yield connection
    finally:
        connection.close()


def _first_open(addresses: Iterable[str], port: int) -> socket.socket:
    error: OSError | None = None
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=TIMEOUT)
        except OSError as refused:
            error = refused
    raise error or OSError("no address")


@contextmanager
def _deadline(connection: http.client.HTTPConnection) -> Iterator[None]:
    """Close the socket when the whole takes too long; a timeout alone lets in an answer that drips."""
    timer = Timer(DEADLINE, _shut, [connection.sock])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _shut(sock: Any) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
