"""Copy the few files we use out of node_modules, by name."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SERVED = "bestfew/web/static/vendor"  # reaches the browser
TESTED = "tests/vendor"  # only the tests see it

COPIES = {
    "@tabler/core/dist/css/tabler.min.css": SERVED,
    "axe-core/axe.min.js": TESTED,
}


def main() -> None:
    for folder in (SERVED, TESTED):
        shutil.rmtree(ROOT / folder, ignore_errors=True)
        (ROOT / folder).mkdir(parents=True)
    for source, folder in COPIES.items():
        shutil.copy(ROOT / "node_modules" / source, ROOT / folder)


if __name__ == "__main__":
    main()
