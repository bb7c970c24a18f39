"""What `make test` and CI run: the checks, then the tests on SQLite and PostgreSQL.

Every part runs even if one before it failed. What a machine lacks and cannot install
is skipped, with a line that says so.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.postgres import bin_folder

ROOT = Path(__file__).resolve().parent.parent
CHECK = ["make", "--keep-going", "--jobs=2", "--output-sync=target", "check"]
CHROMIUM = Path("/usr/bin/chromium")
APT = ("-qq", "-y", "-o", "DPkg::Lock::Timeout=300")
PACKAGES = {
    "chromium": "the browser tests",
    "fonts-noto-core": "Vietnamese letters in the browser tests",
    "fonts-noto-cjk": "Chinese letters in the browser tests",
    "fonts-thai-tlwg": "Thai letters in the browser tests",
    "postgresql": "the tests on PostgreSQL",
    "gettext": "the check that the catalogues are up to date",
}


# At once, so that our lines stand between those of the parts.
say = functools.partial(print, flush=True)


def main() -> int:
    install_packages()
    parts = {"make check": CHECK, **test_runs()}
    *first, last = parts
    failed = [name for name in first if not passes(name, parts[name])]
    # The report stands before the last part, so that pytest has the last word.
    for name in failed:
        say(f"\nFAILED: {name} (see above)")
    return 0 if passes(last, parts[last]) and not failed else 1


def passes(name: str, command: list[str]) -> bool:
    say(f"\n== {name}")
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"BESTFEW_HOME": home}
        return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def test_runs() -> dict[str, list[str]]:
    """The pytest runs this machine can do, by name."""
    # the same examples each time; pytest run by hand looks for new ones
    same = "--hypothesis-profile=ci"
    slowest = ["--durations=25", "--durations-min=2"]
    pytest = [sys.executable, "-m", "pytest", "-n", "2", same, *slowest]
    if not CHROMIUM.exists():
        say(f"Skipped: the browser tests, for there is no {CHROMIUM}.")
        pytest += ["-m", "not e2e"]
    runs = {"pytest on SQLite": ["env", "-u", "DATABASE_URL", *pytest]}
    if bin_folder():
        beside = [sys.executable, "-m", "tools.postgres", "run", "--"]
        runs["pytest on PostgreSQL"] = [*beside, *pytest]
    else:
        say("Skipped: the tests on PostgreSQL, for there is no server (initdb).")
    return runs


def install_packages() -> None:
    missing = [package for package in PACKAGES if not is_installed(package)]
    if not missing:
        return
    if why := reason_not_to_install():
        for package in missing:
            say(f"Cannot install {package}, for {PACKAGES[package]}: {why}.")
        return
    apt = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *APT]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL)
    for package in missing:
        command = [*apt, "install", "--no-install-recommends", package]
        if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
            say(f"Cannot install {package}, for {PACKAGES[package]}: apt-get failed.")


def is_installed(package: str) -> bool:
    if not shutil.which("dpkg-query"):
        return False
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True).stdout == "installed"


def reason_not_to_install() -> str | None:
    if not shutil.which("apt-get"):
        return "no apt-get here"
    sudo = ["sh", "-c", "sudo -n true"]
    if as_root() and subprocess.run(sudo, capture_output=True).returncode:
        return "neither root nor sudo without a password"
    return None


def as_root() -> list[str]:
    """What stands before a command so that it runs as root."""
    return [] if os.getuid() == 0 else ["sudo", "-n"]


if __name__ == "__main__":
    sys.exit(main())
