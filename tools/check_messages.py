"""Fail where a catalogue is incomplete, doubtful, at odds with its source, or stale."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from tools.make_messages import LANGUAGES, ROOT, catalogue_path, make_messages

PLACEHOLDER = re.compile(
    r"%\((\w+)\)[a-z]"  # %(name)s
    r"|(?<!\{)\{(\w*)(?:\|[^{}|\n]*)?\}(?!\})"  # {name}, {name|a word in its place}
    r"|(?<!%)%([sd])"  # %s
)
STAMP = re.compile(r'^"POT-Creation-Date:.*\n', re.MULTILINE)


def main() -> int:
    faults = [fault for language in LANGUAGES for fault in faults_of(language)]
    faults += stale_catalogues()
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def faults_of(language: str) -> Iterator[str]:
    path = catalogue_path(ROOT, language)
    if not path.exists():
        yield f"{language}: there is no catalogue; run `make messages`"
        return
    with path.open("rb") as text:
        catalogue = read_po(text)
    if (str(catalogue.locale), catalogue.num_plurals) != (language, 1):
        yield f"{language}: the header lacks its Language or Plural-Forms"
    for message in catalogue:
        if message.id and (fault := fault_of(message)):
            yield f"{language}, line {message.lineno}: {fault}: {text_of(message)!r}"


def fault_of(message: Message) -> str | None:
    forms = _forms(message.string)
    if message.fuzzy:
        return "fuzzy"
    if not all(forms):
        return "not translated"
    # One form serves one and many, so it holds all that the plural holds.
    source = placeholders(_forms(message.id)[-1])
    if any(placeholders(form) != source for form in forms):
        return "other placeholders than its source"
    return None


def placeholders(text: str) -> list[tuple[str, ...]]:
    return sorted(set(PLACEHOLDER.findall(text)))


def text_of(message: Message) -> str:
    return _forms(message.id)[0]


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ("",))


def stale_catalogues() -> list[str]:
    """What `make messages` would change, found out on a copy."""
    if not shutil.which("xgettext"):
        print("Skipped: are the catalogues up to date? There is no gettext here.")
        return []
    with tempfile.TemporaryDirectory() as scratch:
        copy = copy_sources(Path(scratch))
        make_messages(copy)
        return [
            f"{language}: the code has other words by now; run `make messages`"
            for language in LANGUAGES
            if undated(ROOT, language) != undated(copy, language)
        ]


def copy_sources(target: Path) -> Path:
    ignore = shutil.ignore_patterns("*.mo", "__pycache__", "vendor")
    for folder in ("bestfew", "config", "locale"):
        if (ROOT / folder).exists():
            shutil.copytree(ROOT / folder, target / folder, ignore=ignore)
    shutil.copy(ROOT / "manage.py", target)
    return target


def undated(root: Path, language: str) -> str:
    path = catalogue_path(root, language)
    return STAMP.sub("", path.read_text("utf-8")) if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
