"""Run a command beside a private PostgreSQL server, stopped and thrown away after.

    python tools/postgres.py run -- pytest -n 2

The command finds the server in DATABASE_URL. It listens on 127.0.0.1 only, trusts
whoever asks, and saves nothing safely: it is for tests. Its role is no superuser, as
in earnest.
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

ROLE = "bestfew"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


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
def server() -> Iterator[str]:
    """The URL of an empty database on a server of our own."""
    programs = bin_folder()
    if programs is None:
        sys.exit("There is no PostgreSQL server on this machine (no initdb).")
    user = user_of_server()
    with tempfile.TemporaryDirectory(prefix="bestfew-pg-") as folder:
        if user:
            shutil.chown(folder, user)

        def run(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            log = Path(folder, "output.txt")
            with log.open("ab") as output:
                done = subprocess.run(
                    command, cwd=folder, user=user, stdout=output, stderr=output
                )
            if done.returncode:
                sys.exit(f"{program} failed:\n{log.read_text(errors='replace')}")

        data, port = f"{folder}/data", free_port()
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        options += "".join(f" -c {setting}" for setting in FAST)
        run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8")
        run("pg_ctl", "-D", data, "-w", "-o", options, "-l", f"{folder}/log", "start")
        try:
            run("createuser", "--createdb", ROLE)
            run("createdb", "--owner", ROLE, ROLE)
            yield f"postgres://{ROLE}@127.0.0.1:{port}/{ROLE}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")


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
