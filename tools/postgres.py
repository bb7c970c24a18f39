"""Run a command beside a private PostgreSQL server, stopped and thrown away after.

    python -m tools.postgres run -- pytest -n 2

The command finds the server in DATABASE_URL. It listens on 127.0.0.1 only, trusts
whoever asks, and saves nothing safely unless it is to be measured: it is for tests.
Its role is no superuser, as in earnest.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ADMIN = "postgres"
ROLE = "bestfew"
# Letters beyond ASCII have upper and lower case, whatever the machine's language.
TEXT = (
    "-E",
    "UTF8",
    "--locale",
    "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8",
)
SETTINGS = ("-c listen_addresses=127.0.0.1",)
HASTY = ("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off")
CONTROL = ("-D", "data", "-w")


def main() -> int:
    match sys.argv[1:]:
        case ["run", "--", *command] if command:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
            with server() as url:
                return subprocess.run(
                    command, env=os.environ | {"DATABASE_URL": url}, check=False
                ).returncode
    print(__doc__, file=sys.stderr)
    return 2


def bin_folder() -> Path | None:
    """Where the server's programs are, the newest first; None without a server."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(debian, key=lambda path: int(path.parts[-3]), reverse=True)
    if found:
        return found[0].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@contextmanager
def server(*, safe: bool = False) -> Iterator[str]:
    """The URL of an empty database on a server of our own; `safe` as it is shipped."""
    with tempfile.TemporaryDirectory(prefix="bestfew-pg-") as folder:
        cluster = Cluster(Path(folder), () if safe else HASTY)
        cluster.start()
        try:
            yield cluster.make_database()
        finally:
            cluster.stop()


class Cluster:
    """A PostgreSQL server and all that is its own, in one folder."""

    def __init__(self, folder: Path, more: tuple[str, ...]) -> None:
        self.folder = folder
        self.more = more
        self.port = free_port()
        self.user = user_of_server()
        if self.user:
            shutil.chown(folder, self.user)

    def start(self) -> None:
        settings = [f"-p {self.port}", f"-k {self.folder}", *SETTINGS, *self.more]
        self._run("initdb", "-D", "data", "-U", ADMIN, "-A", "trust", *TEXT)
        self._run("pg_ctl", *CONTROL, "-l", "log", "-o", " ".join(settings), "start")

    def make_database(self) -> str:
        admin = ("-h", str(self.folder), "-p", str(self.port), "-U", ADMIN)
        self._run("createuser", *admin, "--createdb", ROLE)
        self._run("createdb", *admin, "--owner", ROLE, ROLE)
        return f"postgres://{ROLE}@127.0.0.1:{self.port}/{ROLE}"

    def stop(self) -> None:
        self._run("pg_ctl", *CONTROL, "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        programs = bin_folder()
        if programs is None:
            sys.exit("There is no PostgreSQL server on this machine (no initdb).")
        command = [str(programs / program), *arguments]
        output = self.folder / "output"
        with output.open("ab") as file:
            done = subprocess.run(
                command, cwd=self.folder, user=self.user, stdout=file, stderr=file
            )
        if done.returncode:
            sys.exit(f"{program} failed:\n{output.read_text(errors='replace')}")


def user_of_server() -> str | None:
    """PostgreSQL refuses to run as root: then as somebody else."""
    if os.getuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
