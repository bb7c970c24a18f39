"""Files are kept by their hash, so that the same one is known again."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bestfew.imports.readers import HALF_READ, MOST_BYTES, Unreadable, check_file

CHUNK = 1 << 20
HALF_DONE_FOR = 86_400
"""Seconds after which nobody is at work on an unfinished file any more."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was put away."""

    path: Path
    hash: str
    size: int


def keep(chunks: Iterable[bytes], *, workspace: int) -> Kept:
    """Put a file away; raises `Unreadable` when it is too large to take."""
    folder = Path(settings.MEDIA_ROOT) / "imports" / str(workspace)
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        passing = Path(file.name)
        try:
            for chunk in chunks:
                size += len(chunk)
                if size > MOST_BYTES:
                    raise Unreadable("bytes", most=MOST_BYTES // 1_000_000)
                digest.update(chunk)
                file.write(chunk)
        except BaseException:
            passing.unlink()
            raise
    _sweep(folder, before=passing.stat().st_mtime - HALF_DONE_FOR)
    kept = folder / digest.hexdigest()
    passing.replace(kept)
    return Kept(kept, kept.name, size)


def _sweep(folder: Path, *, before: float) -> None:
    """Do away with what somebody was writing or reading when all was killed."""
    for each in (*folder.glob("tmp*"), *folder.glob(f"{HALF_READ}*")):
        with suppress(FileNotFoundError):  # somebody else was faster
            if each.stat().st_mtime >= before:
                continue
            if each.is_dir():
                shutil.rmtree(each)
            else:
                each.unlink()


def chunks_of(path: Path) -> Iterator[bytes]:
    """The bytes of a file of this machine; raises `Unreadable` before the first."""
    check_file(path)
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except PermissionError as fault:
        raise Unreadable("no_permission", name=path.name) from fault
