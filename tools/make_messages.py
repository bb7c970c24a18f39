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
# How a catalogue begins: none of our three languages tells one from many.
HEADER = r"""msgid ""
msgstr ""
"Project-Id-Version: Bestfew\n"
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"
"""
# Folders whose words no user reads.
IGNORED = (".venv", "node_modules", "requirements", "docs", "tests", "tools")


def make_messages(root: Path) -> None:
    """Bring the catalogues below `root` up to date with the code below it."""
    for language in LANGUAGES:
        begin(catalogue_path(root, language), language)
    command = [sys.executable, "manage.py", "makemessages", "--verbosity=0"]
    command += ["--no-location", "--no-obsolete"]
    command += [f"--locale={language}" for language in LANGUAGES]
    command += [f"--ignore={folder}" for folder in IGNORED]
    environment = os.environ | {"PYTHONPATH": str(root)}
    subprocess.run(command, cwd=root, env=environment, check=True)


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def begin(path: Path, language: str) -> None:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER.format(language=language), "utf-8")


if __name__ == "__main__":
    make_messages(ROOT)
