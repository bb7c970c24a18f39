"""Bestfew's own server, and somebody who is signed in there."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from benchmarks.timing import BESTFEW
from bestfew.cli.app import working_in


class Visitor:
    """A browser with one connection, which is kept open."""

    def __init__(self, port: int, secret: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.connection.request("GET", f"/sign-in/{secret}/")
        response = self.connection.getresponse()
        response.read()
        cookies = response.headers.get_all("Set-Cookie") or []
        self.cookie = "; ".join(each.partition(";")[0] for each in cookies)

    def ask(self, path: str) -> int:
        """How many bytes the page has; a refusal ends the run."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        response = self.connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            sys.exit(f"{path} answered {response.status}")
        return size


@contextmanager
def site() -> Iterator[Visitor]:
    """Serve this home's workspace; its owner has signed in."""
    from tools.postgres import free_port

    secret, port = _secret(), free_port()
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [BESTFEW, "serve", "--no-worker", "--port", str(port)],
        env=os.environ,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield Visitor(port, secret)
    finally:
        process.terminate()
        process.wait()


def _secret() -> str:
    with working_in("") as member:
        from django.utils.timezone import now

        from bestfew.accounts.models import SignInLink

        return SignInLink.issue(member.user, at=now())


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request("GET", "/account/login/")
            connection.getresponse().read()
        except ConnectionError:
            sleep(0.2)
        else:
            return
    sys.exit("The server does not answer.")
