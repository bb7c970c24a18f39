"""`bestfew serve`, `worker` and `doctor`: as real processes, or as near as may be."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.core.management import call_command
from typer.testing import CliRunner

from config import doctor
from config.cli import app

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 90


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port


def family_of(pid: int) -> list[int]:
    """The process and all below it."""
    found = subprocess.run(  # noqa: S603
        ["/usr/bin/pgrep", "-P", str(pid)], capture_output=True, text=True, check=False
    )
    return [
        pid,
        *(one for child in found.stdout.split() for one in family_of(int(child))),
    ]


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_busy_port_is_one_sentence() -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = CliRunner().invoke(app, ["serve", "--port", str(port)])

    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert str(port) in done.stderr


def test_it_serves_pages_and_files_and_leaves_nobody_behind(tmp_path: Path) -> None:
    port = free_port()
    env = {**os.environ, "BESTFEW_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    env.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "config", "serve", "--port", str(port)]
    serving = subprocess.Popen(words, env=env, cwd=tmp_path)  # noqa: S603
    try:
        page = _wait_for(f"http://127.0.0.1:{port}/account/login/", serving)
        family = family_of(serving.pid)
        serving.send_signal(signal.SIGTERM)
        code = serving.wait(SECONDS)
    finally:
        if serving.poll() is None:
            serving.kill()
            serving.wait()

    assert "/static/css/tokens." in page
    assert len(family) > 3
    assert code == 0
    assert not [pid for pid in family if lives(pid)]
    assert (tmp_path / "static" / "staticfiles.json").exists()


def test_the_address_is_said_once_it_answers(tmp_path: Path) -> None:
    port = free_port()
    env = {**os.environ, "BESTFEW_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    env.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "config", "serve", "--port", str(port)]
    serving = subprocess.Popen(  # noqa: S603
        [*words, "--no-worker"], env=env, cwd=tmp_path, stdout=subprocess.PIPE
    )
    try:
        said = serving.stdout.readline() if serving.stdout else b""
        with urlopen(f"http://127.0.0.1:{port}/account/login/") as answer:
            status = answer.status
    finally:
        serving.terminate()
        serving.communicate(timeout=SECONDS)

    assert str(port).encode() in said
    assert status == 200


def test_a_worker_that_dies_is_followed_by_another(tmp_path: Path) -> None:
    env = {**os.environ, "BESTFEW_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    env.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "config", "serve", "--port", str(free_port())]
    serving = subprocess.Popen(words, env=env, cwd=tmp_path)  # noqa: S603
    try:
        first = _worker_of(serving, other_than=0)
        os.killpg(first, signal.SIGKILL)
        second = _worker_of(serving, other_than=first)
        serving.send_signal(signal.SIGTERM)
        code = serving.wait(SECONDS)
    finally:
        if serving.poll() is None:
            serving.kill()
            serving.wait()

    assert code == 0
    assert not lives(second)


def _worker_of(serving: subprocess.Popen[bytes], *, other_than: int) -> int:
    """The child that does the background work, once there is one."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        for pid in family_of(serving.pid)[1:]:
            if pid != other_than and _leads_as_worker(pid):
                return pid
        time.sleep(0.1)
    raise AssertionError("There is no worker.")


def _leads_as_worker(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        return b"worker" in words and os.getpgid(pid) == pid
    except OSError:  # it has just ended
        return False


def _wait_for(url: str, serving: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and serving.poll() is None:
        try:
            with urlopen(url) as answer:  # noqa: S310
                return str(answer.read().decode())
        except URLError:
            time.sleep(0.1)
    raise AssertionError("It never answered.")


@pytest.mark.django_db
def test_doctor_tells_the_facts_and_the_faults(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    call_command("createcachetable", verbosity=0)
    monkeypatch.setattr(doctor, "_files", lambda: ({"assets": "present"}, []))
    done = CliRunner().invoke(app, ["doctor", "--json"])
    told = json.loads(done.stdout)

    assert told["pending_migrations"] == 0
    assert told["queue_age_seconds"] == 0
    assert told["engine"] in ("sqlite", "postgresql")
    assert told["free_disk_mib"] > 0
    assert done.exit_code == (1 if told["faults"] else 0)


@pytest.mark.django_db
def test_doctor_names_each_fault_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_disk", lambda: ({}, ["The disk is nearly full."]))
    monkeypatch.setattr(doctor, "_queue", lambda: ({}, ["The disk is nearly full."]))
    done = CliRunner().invoke(app, ["doctor"])

    assert done.exit_code == 1
    assert done.stdout.count("! The disk is nearly full.") == 1
