"""Where everything that Bestfew keeps lives: BESTFEW_HOME."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import platformdirs


def home() -> Path:
    """The folder of the database, the files and the secret key; made when missing."""
    given = os.environ.get("BESTFEW_HOME")
    folder = Path(given) if given else Path(platformdirs.user_data_dir("bestfew"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder.resolve()


def secret_key(folder: Path) -> str:
    """The secret key kept in `folder`: generated once, readable by its owner only."""
    path = folder / "secret_key"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii")
