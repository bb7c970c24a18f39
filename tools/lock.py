"""Write the lock files anew, from requirements/*.in and package.json.

The result holds no address of any registry, so it installs from whichever one the
machine is set up for. uv is fetched into a folder of its own and thrown away after.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_LOCK = ROOT / "package-lock.json"
# What npm records about a package that is an address, and that `npm ci` can do without.
ADDRESSES = ("resolved", "funding")
UV_OPTIONS = (
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--upgrade"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"),
    # An older pip takes a package with extras for another one, and wants it pinned too.
    "--no-strip-extras",
)


def main() -> None:
    lock_python()
    lock_node()


def lock_python() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        venv.create(scratch, with_pip=True)
        subprocess.run([f"{scratch}/bin/pip", "install", "-q", "uv"], check=True)
        lock = [f"{scratch}/bin/uv", "pip", "compile", "--quiet", *UV_OPTIONS]
        for name in ("run", "dev"):
            files = [f"requirements/{name}.in", "-o", f"requirements/{name}.txt"]
            subprocess.run([*lock, *files], cwd=ROOT, check=True)


def lock_node() -> None:
    npm = [sys.executable, "-m", "tools.npm", "install", "--package-lock-only"]
    subprocess.run(npm, cwd=ROOT, check=True)
    lock = json.loads(NODE_LOCK.read_text())
    for package in lock["packages"].values():
        for key in ADDRESSES:
            package.pop(key, None)
    NODE_LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
