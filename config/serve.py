"""`bestfew serve` and `bestfew worker`: the processes that stay.

`serve` keeps Django out of its own process: a child prepares what is needed, another
does the background work, and granian's child answers the browser.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Annotated

import typer

from bestfew.cli.app import prepare_database, refuse, start_django

ROOT = Path(__file__).resolve().parent.parent
THREADS = 4
DRAIN_SECONDS = 10
LOOK_SECONDS = 1
CHECK_SECONDS = 0.05
SCHEDULES = {
    "bestfew.onboarding.jobs.turn_the_day": 15,
    "bestfew.onboarding.jobs.keep_days": 60,
    "bestfew.campaigns.jobs.go_on": 5,
    "bestfew.levels.jobs.catch_up": 15,
    "bestfew.teams.jobs.keep_meetings": 360,
    "bestfew.teams.jobs.remind_of_meetings": 15,
}

Workers = Annotated[int, typer.Option(min=1, help="Processes that answer.")]


def mount(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(worker)
    app.command(hidden=True)(prepare)


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=1, max=65_535, help="Port to listen on.")
    ] = 8000,
    workers: Workers = 1,
    with_worker: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Background work, too.")
    ] = True,
) -> None:
    """Start Bestfew: the site, and the worker that does its jobs."""
    signal.signal(signal.SIGTERM, _leave)
    _require_free(host, port)
    if os.environ.get("BESTFEW_HOME"):  # the children work elsewhere
        os.environ["BESTFEW_HOME"] = str(Path(os.environ["BESTFEW_HOME"]).resolve())
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    with suppress(KeyboardInterrupt):
        words = _prepared(address)
        with _working(with_worker):
            Thread(target=_say_once_open, args=(host, port, words), daemon=True).start()
            _answer(host, port, workers)


def _leave(*_: object) -> None:
    raise SystemExit(0)


def _require_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError as fault:
            refuse(f"Cannot listen on {host}, port {port}: {fault.strerror}.")


def _prepared(address: str) -> bytes:
    """Have everything made ready; what to say once the door is open."""
    child = _bestfew("prepare", address, is_heard=True)
    words, _nothing = child.communicate()
    if child.returncode:
        raise typer.Exit(1)
    return words


def _say_once_open(host: str, port: int, words: bytes) -> None:
    """A link that is printed is a link that answers."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    while True:
        try:
            socket.create_connection((here, port), timeout=1).close()
        except OSError:
            sleep(CHECK_SECONDS)
        else:
            sys.stdout.buffer.write(words)
            sys.stdout.flush()
            return


def _bestfew(
    *words: str, leads: bool = False, is_heard: bool = False
) -> subprocess.Popen[bytes]:
    """Another `bestfew`, as a child; `leads`: of a process group of its own.

    What one prints that `is_heard` comes to us.
    """
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(  # noqa: S603  (words of our own)
        [sys.executable, "-P", "-m", "config", *words],
        env={**os.environ, "PYTHONPATH": path},
        start_new_session=leads,
        stdout=subprocess.PIPE if is_heard else None,
    )


@contextmanager
def _working(wanted: bool) -> Iterator[None]:
    """The worker runs beside the enclosed work, and ends with it.

    One that dies before, such as for want of memory, is followed by another.
    """
    if not wanted:
        yield
        return
    worker = _Worker()
    try:
        yield
    finally:
        worker.end()


class _Worker:
    """`bestfew worker` as a child, started again whenever it ends by itself."""

    def __init__(self) -> None:
        self._leaving = Event()
        self._child = self._start()
        self._keeper = Thread(target=self._keep, daemon=True)
        self._keeper.start()

    def _start(self) -> subprocess.Popen[bytes]:
        return _bestfew("worker", "--parent", str(os.getpid()), leads=True)

    def _keep(self) -> None:
        while not self._leaving.wait(LOOK_SECONDS):
            if self._child.poll() is not None:
                self._child = self._start()

    def end(self) -> None:
        self._leaving.set()
        self._keeper.join()
        self._child.terminate()
        try:
            self._child.wait(DRAIN_SECONDS)
        except subprocess.TimeoutExpired:  # its job runs again at the next start
            os.killpg(self._child.pid, signal.SIGKILL)
            self._child.wait()


def _answer(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from config.children import PARENT

    os.environ[PARENT] = str(os.getpid())
    Granian(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=DRAIN_SECONDS,
        websockets=False,
        log_level=LogLevels.warning,
        working_dir=ROOT,
    ).serve()


def prepare(url: str) -> None:
    """Bring database and files up to this version, and say where Bestfew will be."""
    start_django()
    prepare_database()
    from django.utils.timezone import now
    from django.utils.translation import gettext as _

    from bestfew.onboarding.links import sign_in_link, waiting_demo_user
    from config.files import collect_if_newer

    collect_if_newer()
    print(_("Bestfew is at %(url)s (Ctrl-C ends it).") % {"url": url})
    user = waiting_demo_user()
    if user:
        print(_("To enter the demo, open this link; it works once:"))
        print(sign_in_link(user, site=url, at=now()))


def worker(
    parent: Annotated[int, typer.Option(hidden=True)] = 0,
) -> None:
    """Do the background jobs; end with Ctrl-C."""
    start_django()
    if not parent:  # else it was prepared for us
        prepare_database()
    from django_q.cluster import Cluster

    from bestfew.jobs.queue import keep_schedules
    from config.children import end_with

    keep_schedules(SCHEDULES)
    end_with(parent)
    Cluster().start()
