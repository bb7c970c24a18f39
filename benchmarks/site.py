"""Bestfew's own server, and somebody who is signed in there."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from urllib.parse import urlencode

from benchmarks.timing import BESTFEW
from bestfew.cli.app import working_in


class Visitor:
    """A browser with one connection, which is kept open."""

    def __init__(self, port: int, secret: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.connection.request("GET", f"/sign-in/{secret}/")
        response = self.connection.getresponse()
        response.read()
        told = response.headers.get_all("Set-Cookie") or []
        cookies = [each.partition(";")[0] for each in told]
        self.cookie = "; ".join(cookies)
        known = dict(each.split("=", 1) for each in cookies)
        self.token = known.get("csrftoken", "")

    def ask(self, path: str) -> int:
        """How many bytes the page has; a refusal ends the run."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        response = self.connection.getresponse()
        size = len(response.read())
        if response.status != 200:
            sys.exit(f"{path} answered {response.status}")
        return size

    def answer(self, path: str, fields: dict[str, str] | None) -> tuple[int, str]:
        """The status, and where a redirect leads; with `fields` a form is sent."""
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.token}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        method = "GET" if fields is None else "POST"
        body = None if fields is None else urlencode(fields)
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        response.read()
        return response.status, response.headers.get("Location", "")


@contextmanager
def site() -> Iterator[Visitor]:
    """Serve this home's workspace; its owner has signed in."""
    secret = _secret()
    with serving() as port:
        yield Visitor(port, secret)


@contextmanager
def serving() -> Iterator[int]:
    """Serve this home, without the worker; the port."""
    from tools.postgres import free_port

    port = free_port()
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [BESTFEW, "serve", "--no-worker", "--port", str(port)],
        env=os.environ,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
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
