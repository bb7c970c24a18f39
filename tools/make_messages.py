"""Gather the words to translate into locale/<language>/LC_MESSAGES/django.po.

Needs gettext on the machine. Changes nothing where no word has changed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("vi", "th", "zh_Hans")
# Folders whose words no user reads.
IGNORED = (".venv", "node_modules", "requirements", "docs", "tests", "tools")


def make_messages(root: Path) -> None:
    """Bring the catalogues below `root` up to date with the code below it."""
    (root / "locale").mkdir(exist_ok=True)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity=0"]
    command += ["--no-location", "--no-obsolete"]
    command += [f"--locale={language}" for language in LANGUAGES]
    command += [f"--ignore={folder}" for folder in IGNORED]
    environment = os.environ | {"PYTHONPATH": str(root)}
    subprocess.run(command, cwd=root, env=environment, check=True)


if __name__ == "__main__":
    make_messages(ROOT)
