"""Whole requests against the real server, with ten thousand people and objectives."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from benchmarks.timing import say, times
from bestfew.cli.app import prepare_database, start_django

PEOPLE = 10_000
RUNS = 40


def main() -> None:
    start_django()
    prepare_database()
    secret, pages = _fill()
    with _server() as port:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        cookie = _sign_in(connection, secret)
        for name, path in pages.items():
            _measure(connection, cookie, name, path)


def _fill() -> tuple[str, dict[str, str]]:
    """A workspace full of people; a sign-in secret, and the pages to ask for."""
    from django.utils import timezone

    from benchmarks.data import fill
    from bestfew.accounts.models import Origin, SignInLink, User
    from bestfew.accounts.tenancy import workspace_scope
    from bestfew.onboarding.actions import open_workspace

    now = timezone.now()
    user = User.objects.create_user("bench@example.com", name="Lan", language="vi")
    member = open_workspace(
        user,
        name="Bench",
        language="vi",
        trade="real_estate",
        at=now,
        origin=Origin.WEB,
    )
    with workspace_scope(member.workspace):
        fill(member, people=PEOPLE, at=now)
        return SignInLink.issue(user, at=now), _pages()


def _pages() -> dict[str, str]:
    from bestfew.funnel.models import Objective
    from bestfew.people.models import Person

    person = Person.objects.order_by("id")[PEOPLE // 2]
    objective = Objective.objects.open().order_by("id")[PEOPLE // 2]
    return {
        "Today": "/",
        "People": "/people/",
        "search, a name": "/people/?q=nguyen",
        "search, a phone": "/people/?q=0912",
        "person": f"/people/{person.pk}/",
        "Funnel": "/funnel/",
        "objective": f"/funnel/{objective.pk}/",
        "Plan": "/plan/",
        "Qualify": "/qualify/",
    }


@contextmanager
def _server() -> Iterator[int]:
    from tools.postgres import free_port

    port = free_port()
    bestfew = Path(sys.executable).with_name("bestfew")
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [bestfew, "serve", "--no-worker", "--port", str(port)],
        env=os.environ,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


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


def _sign_in(connection: http.client.HTTPConnection, secret: str) -> str:
    connection.request("GET", f"/sign-in/{secret}/")
    response = connection.getresponse()
    response.read()
    cookies = response.headers.get_all("Set-Cookie") or []
    return "; ".join(cookie.partition(";")[0] for cookie in cookies)


def _measure(
    connection: http.client.HTTPConnection, cookie: str, name: str, path: str
) -> None:
    sizes = []

    def ask() -> None:
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        sizes.append(len(response.read()))
        if response.status != 200:
            sys.exit(f"{path} answered {response.status}")

    ask()
    say(name, **times(ask, runs=RUNS), kilobytes=round(max(sizes) / 1_000))


if __name__ == "__main__":
    main()
