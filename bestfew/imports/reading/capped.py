"""What others wrote is opened by a child process that is held to memory and time.

The child writes plain CSV beside the file, once; all later reading is of that. So each
page of an import answers at once, and a run goes on in the middle of a workbook without
reading it anew (ADR 0008). The plain file can always be made again from the other.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bestfew.imports.reading.kinds import kind_of
from bestfew.imports.reading.layouts import Form, Remark, Unreadable

PATIENCE = 120
"""Seconds on the clock before a child is ended, whatever it does."""

PLAIN = ".plain.csv"
HALF_READ = "reading-"
"""How folders are called in which a child is at work."""

_EDITION = "1"
"""Another edition of the readers makes the plain files anew."""

_ROOT = Path(__file__).resolve().parents[3]
_KEPT = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "TEMP")
_log = logging.getLogger(__name__)


def plain_of(path: Path, form: Form, *, encoding: str) -> Path:
    """The file as plain CSV, made now unless it is there; raises `Unreadable`."""
    plain = _place(path, form.kind, form.part, encoding)
    if not plain.exists():
        converted(path, part=form.part, encoding=encoding)
    return plain


def converted(
    path: Path, *, part: str = "", encoding: str = "", language: str = ""
) -> Form:
    """Turn a file into plain CSV, in a child; what it is. Raises `Unreadable`."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=HALF_READ) as room:
        out = Path(room) / "out.csv"
        asked = {
            "path": str(path),
            "out": str(out),
            "room": room,
            "kind": kind_of(path),
            "part": part,
            "encoding": encoding,
            "language": language,
        }
        form = _form(_run(asked))
        out.replace(_place(path, form.kind, form.part, encoding))
    return form


def forget(path: Path) -> None:
    """Do away with what was made of a file."""
    for plain in path.parent.glob(f"{path.name}.*{PLAIN}"):
        plain.unlink(missing_ok=True)


def _place(path: Path, kind: str, part: str, encoding: str) -> Path:
    told = json.dumps([_EDITION, kind, part, encoding])
    return path.with_name(
        f"{path.name}.{hashlib.sha256(told.encode()).hexdigest()[:16]}{PLAIN}"
    )


def _run(asked: dict[str, Any]) -> dict[str, Any]:
    """Ask the child, and hear it out; raises `Unreadable` where it came to harm."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, its request as data
            [sys.executable, "-m", "bestfew.imports.reading.child", json.dumps(asked)],
            env={**environment, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Unreadable("too_much") from fault
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as fault:  # it was ended: by its caps, or by what it parsed
        _log.warning("The reader of %s ended with %s", asked["path"], done.returncode)
        raise Unreadable("too_much") from fault
    return answer


def _form(answer: dict[str, Any]) -> Form:
    if code := answer.get("refused"):
        if trace := answer.get("trace"):
            _log.warning("A reader failed: %s", trace)
        raise Unreadable(str(code), **answer.get("facts", {}))
    remarks: tuple[Remark, ...] = tuple((a, b) for a, b in answer["remarks"])
    return Form(
        kind=answer["kind"],
        part=answer["part"],
        parts=tuple(answer["parts"]),
        remarks=remarks,
    )
