"""Typed readers of environment variables: nonsense is refused, never guessed."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The variable's value, or what the file named by NAME_FILE holds."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "").lower()
    if value in {"", "1", "true", "yes", "0", "false", "no"}:
        return value in {"1", "true", "yes"} if value else default
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def number(name: str, *, default: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, *, default: str = "") -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
