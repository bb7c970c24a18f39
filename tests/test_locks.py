"""The lock files fix every package by hash and name no place to get it from."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCKS = ("requirements/run.txt", "requirements/dev.txt")
SOURCES = ("requirements/run.in", "requirements/dev.in", "package.json", ".npmrc")
ADDRESS = re.compile(r"://|\b[\w-]+\.(?:com|dev|io|net|org)\b")
PINNED = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


@pytest.mark.parametrize("name", [*PYTHON_LOCKS, *SOURCES, "package-lock.json"])
def test_no_address_is_named(name: str) -> None:
    assert ADDRESS.findall((ROOT / name).read_text()) == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_python_package_has_a_hash(name: str) -> None:
    packages = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())

    assert [package for package in packages if "--hash=sha256:" not in package] == []


def test_every_node_package_has_a_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())
    packages = {name: each for name, each in lock["packages"].items() if name}

    assert [name for name, each in packages.items() if "integrity" not in each] == []


def test_both_python_locks_agree() -> None:
    run, dev = (
        dict(PINNED.findall((ROOT / name).read_text())) for name in PYTHON_LOCKS
    )

    assert {name for name in run.keys() & dev.keys() if run[name] != dev[name]} == set()
