"""Files for tests, from recipes: written when they are needed, kept nowhere."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.imports import actions, files
from bestfew.imports.exports.deed import begin
from bestfew.imports.models import Import
from bestfew.imports.terminal import Answer, Asked, load

PEOPLE = ["Full name", "Phone", "Email", "Company"]
MAI = ["Mai Tran", "020 7946 0018", "mai@example.com", "An Phu"]
SOMCHAI = ["Somchai Jaidee", "+66 81 234 5678", "somchai@example.com", ""]


def text_of(rows: Sequence[Sequence[str]], *, delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def make_file(
    folder: Path,
    rows: Sequence[Sequence[str]],
    *,
    name: str = "list.csv",
    encoding: str = "utf-8",
) -> Path:
    path = folder / name
    path.write_bytes(text_of(rows).encode(encoding))
    return path


def in_cp1258(text: str) -> bytes:
    """Vietnamese as Windows writes it: tones stand behind their vowels."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    found = bytearray()
    for letter in unicodedata.normalize("NFC", text):
        try:
            found += letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = "".join(part for part in parts if part not in tones)
            found += unicodedata.normalize("NFC", base).encode("cp1258")
            found += "".join(part for part in parts if part in tones).encode("cp1258")
    return bytes(found)


def bring_in(
    member: Membership, path: Path, noun: str = "people", *columns: str
) -> Answer:
    """Load a file as the terminal does."""
    asked = Asked(path, noun, columns, source="Trade fair", basis="interest")
    return load(member, asked, say=lambda _line: None)


def exported(
    member: Membership, noun: str, *, form: str = "csv", exact: bool = True
) -> bytes:
    """All of a noun that the member sees, as a file."""
    found = begin(member, noun=noun, form=form, is_exact=exact, at=timezone.now())
    return b"".join(found.blocks())


def upload(member: Membership, path: Path, noun: str = "people") -> Import:
    """Put a file away without loading it."""
    return actions.upload(
        member,
        noun=noun,
        file_name=path.name,
        chunks=files.chunks_of(path),
        at=timezone.now(),
        source_name="Trade fair",
        lawful_basis="interest",
    )


def undo(job: Import) -> Import:
    actions.start_undo(job, at=timezone.now())
    actions.undo(job)
    return job
