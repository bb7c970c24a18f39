"""Whether others can open what we print or write to them. No Django."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

_OURS_ALONE = ("localhost", "local", "lan", "internal", "home", "test")


def is_known_here_only(link: str) -> bool:
    """Whether a link opens on this computer, or in one's own network, and nowhere else.

    Then nobody could fill the form or stop the letters that it stands in.
    """
    host = (urlsplit(link).hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.rpartition(".")[2] in _OURS_ALONE
