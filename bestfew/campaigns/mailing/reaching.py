"""To which mail servers Bestfew connects (trust.md B5, D13).

Whoever may add an account could else look around in the network that Bestfew stands in.
MAIL_PRIVATE_SERVERS=true opens that network: a relay of one's own, on any port.
"""

from __future__ import annotations

import ipaddress
import socket
import time

from django.conf import settings

PORTS = (25, 465, 587, 2525)


class NotAllowed(Exception):
    """The server is in a private network, or its port is none of mail."""


def connect(host: str, port: int, *, timeout: float) -> socket.socket:
    """A connection to one of the host's addresses, each checked before it is used.

    Raises `NotAllowed`, and what `socket` raises.
    """
    if not settings.MAIL_PRIVATE_SERVERS and port not in PORTS:
        raise NotAllowed
    fault: OSError | None = None
    until = time.monotonic() + timeout
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for family, kind, protocol, _name, address in found:
        check(str(address[0]))
        left = max(until - time.monotonic(), 1)
        door = socket.socket(family, kind, protocol)
        door.settimeout(left)
        try:
            door.connect(address)
        except OSError as wrong:
            door.close()
            fault = wrong
        else:
            door.settimeout(timeout)
            return door
    raise fault or OSError("no address")


def check(address: str) -> None:
    """Raise `NotAllowed` for an address that is not public."""
    if settings.MAIL_PRIVATE_SERVERS:
        return
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    if not mapped.is_global or mapped.is_multicast:
        raise NotAllowed
