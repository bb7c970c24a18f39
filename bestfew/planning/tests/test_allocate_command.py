"""`bestfew allocate`: without a database, and with one sentence for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.cli import app

CliResult = tuple[int, str, str]


def run(*words: str) -> CliResult:
    result = CliRunner().invoke(app, ["allocate", *words])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("6 15 12", {"above": 20, "in": 40, "best_few": 40}),
        ("20 3 9", {"above": 60, "in": 10, "best_few": 30}),
        ("6 18 10", {"above": 20, "in": 50, "best_few": 30}),
        ("0 4 4", {"above": 10, "in": 40, "best_few": 50}),
        ("1 3 13", {"above": 10, "in": 20, "best_few": 70}),
        ("1 3 13 --floor 0", {"above": 0, "in": 20, "best_few": 80}),
        ("0 0 0", {"above": 100, "in": 0, "best_few": 0}),
    ],
)
def test_it_prints_the_shares_as_json(words: str, expected: dict[str, int]) -> None:
    code, out, _err = run(*words.split(), "--json")

    assert code == 0
    assert json.loads(out) == expected
    assert list(json.loads(out)) == ["above", "in", "best_few"]


def test_it_prints_a_table_in_the_order_of_work() -> None:
    code, out, _err = run("6", "15", "12")

    assert code == 0
    assert [line.split()[-2:] for line in out.splitlines()[1:]] == [
        ["40", "%"],
        ["20", "%"],
        ["40", "%"],
    ]


@pytest.mark.parametrize(
    "words", ["-1 2 3", "1 -2 3", "1 2 -3", "1 2 3 --floor 11", "1 2 3 --floor -1"]
)
def test_nonsense_is_refused_in_one_line(words: str) -> None:
    code, out, err = run(*words.split(), "--json")

    assert code == 1
    assert out == ""
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", ["1 2", "1 2 x", "1 2 3 4", "1 2 3 --flour 1"])
def test_wrong_usage_exits_with_2(words: str) -> None:
    assert run(*words.split())[0] == 2


def test_it_needs_neither_a_home_nor_django(tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    program = (
        "import sys; sys.argv = ['bestfew', 'allocate', '6', '15', '12', '--json']\n"
        "from config.cli import main\n"
        "try:\n    main()\n"
        "finally:\n    assert 'django' not in sys.modules, 'Django was imported'\n"
    )

    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={"BESTFEW_HOME": str(home), "PATH": ""},
        cwd=Path(__file__).parents[3],
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"above": 20, "in": 40, "best_few": 40}
    assert not home.exists()
