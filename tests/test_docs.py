"""What the documentation says of settings is what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.docs import page

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("config/settings.py", "config/home.py", "bestfew/cli/app.py")
READ = re.compile(r'(?:env\.(?:text|flag|number|words)|environ\.get)\(\s*"([A-Z_]+)"')
NOT_OURS = {"LANG"}


def _read_by_the_code() -> set[str]:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in SOURCES]
    return {name for text in texts for name in READ.findall(text)} - NOT_OURS


def test_the_search_for_variables_finds_them() -> None:
    assert {"BESTFEW_HOME", "DATABASE_URL", "EMAIL_FROM"} <= _read_by_the_code()


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        (".env.example", r"^([A-Z_]+)="),
        ("docs/configuration.md", r"^\| `([A-Z_]+)`"),
    ],
)
def test_every_variable_is_documented_and_no_other(name: str, pattern: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert set(re.findall(pattern, text, re.MULTILINE)) == _read_by_the_code()


def test_the_example_gives_the_defaults() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line[:1].isalpha())

    settings = (ROOT / "config/settings.py").read_text(encoding="utf-8")
    defaults = dict(re.findall(r'\("([A-Z_]+)", default="?([^")]+)"?\)', settings))

    assert {name: given[name].strip("'").lower() for name in defaults} == {
        name: value.lower() for name, value in defaults.items()
    }


def test_the_page_of_the_terminal_is_what_its_help_says() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert written == page()
