"""The collected files of the pages: styles, scripts, pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_newer() -> bool:
    """Gather them in STATIC_ROOT unless what is there is up to date."""
    if is_collected():
        return False
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _stamp().touch()
    return True


def is_collected() -> bool:
    """Whether STATIC_ROOT was made from the files as they are now."""
    stamp = _stamp()
    if not stamp.exists():
        return False
    made_at = stamp.stat().st_mtime
    return all(each.stat().st_mtime <= made_at for each in _sources())


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / "staticfiles.json"


def _sources() -> Iterator[Path]:
    """Every file, and the folders of our own, whose age tells of files taken away."""
    for finder in get_finders():
        for name, storage in finder.list(None):
            path = Path(storage.path(name))
            yield path
            yield path.parent
