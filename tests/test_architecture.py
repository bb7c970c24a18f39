"""The budgets of STYLE.md: sizes that keep every file easy to read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILE, TEST_FILE, TEMPLATE, FUNCTION, VIEW = 300, 400, 80, 25, 15
ARGUMENTS = 6  # with self or request


def _python() -> Iterator[Path]:
    for folder in ("bestfew", "config", "tools", "benchmarks", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def _functions(path: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _length(function: ast.FunctionDef) -> int:
    """Lines of a function's body, its docstring left out."""
    body = function.body
    if ast.get_docstring(function) and len(body) > 1:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def _is_test(path: Path) -> bool:
    return "tests" in path.parts or path.name == "conftest.py"


def test_files_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {_lines(path)}"
        for path in _python()
        if _lines(path) > (TEST_FILE if _is_test(path) else FILE)
    ]

    assert not long


def test_templates_are_short() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {_lines(path)}"
        for path in sorted((ROOT / "bestfew").rglob("templates/**/*.html"))
        if _lines(path) > TEMPLATE
    ]

    assert not long


@pytest.mark.parametrize(
    ("name", "most"), [("*", FUNCTION), ("views.py", VIEW)], ids=["functions", "views"]
)
def test_functions_are_short(name: str, most: int) -> None:
    long = [
        f"{path.relative_to(ROOT)} {function.name}: {_length(function)}"
        for path in _python()
        if path.match(name) and not _is_test(path)
        for function in _functions(path)
        if _length(function) > most
    ]

    assert not long


def test_arguments_are_few_or_named() -> None:
    many = [
        f"{path.relative_to(ROOT)} {function.name}"
        for path in _python()
        if path.name not in ("cli.py",)  # Typer reads options from arguments
        for function in _functions(path)
        if len(function.args.args) > ARGUMENTS
    ]

    assert not many
