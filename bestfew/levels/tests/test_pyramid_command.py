"""`bestfew pyramid`: without a database, and with one sentence for bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.cli import app

RATES = ["--rates", "0.02,0.25,0.5,0.2"]


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["pyramid", *words])
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize(
    ("reach", "levels"),
    [
        ("2000", [2000, 40, 10, 5, 1]),
        ("200", [200, 4, 1, 0.5, 0.1]),
        ("0", [0, 0, 0, 0, 0]),
    ],
)
def test_a_reach_comes_to_so_many_on_every_level(
    reach: str, levels: list[float]
) -> None:
    code, out, _err = run("--reach", reach, *RATES, "--json")

    assert code == 0
    assert json.loads(out) == {"levels": levels, "probability": 0.0005}
    assert "2000," in out or reach != "2000"


def test_a_wish_asks_for_so_many_a_day() -> None:
    code, out, _err = run("--want", "3", "--days", "26", *RATES, "--json")

    assert code == 0
    assert json.loads(out) == {
        "reach": 6000,
        "per_day": 231,
        "days": 26,
        "want": 3,
        "levels": [6000, 120, 30, 15, 3],
        "probability": 0.0005,
    }


def test_it_is_said_in_words_and_a_table() -> None:
    _code, out, _err = run("--want", "3", *RATES)

    assert out.splitlines()[0] == ("Reach 6,000 people: 231 a day on 26 working days.")
    assert [line.split() for line in out.splitlines()[2:]] == [
        ["1", "6,000"],
        ["2", "120", "2", "%"],
        ["3", "30", "25", "%"],
        ["4", "15", "50", "%"],
        ["5", "3", "20", "%"],
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--reach", "2000", "--rates", "0,0.5"], "above 0 and at most 1"),
        (["--reach", "2000", "--rates", "0.5,1.5"], "“1.5”"),
        (["--reach", "2000", "--rates", "0.5,-0.1"], "“-0.1”"),
        (["--reach", "2000", "--rates", "many"], "“many”"),
        (["--reach", "2000", "--rates", "nan"], "“nan”"),
        (["--reach", "2000", "--rates", "0.5,,0.5"], "nothing"),
        (["--reach", "2000", "--rates", ""], "nothing"),
        (["--reach", "2000", "--rates", "1e-7"], "one in a million"),
        (["--reach", "2000", "--rates", "1e-999999999"], "above 0"),
        (["--reach", "2000", "--rates", ",".join(["0.5"] * 8)], "1 to 7 rates"),
        (["--reach", "-5", *RATES], "from 0 to 1,000,000"),
        (["--reach", "5000000", *RATES], "from 0 to 1,000,000"),
        (["--reach", "2.5", *RATES], "whole number"),
        (["--reach", "lots", *RATES], "whole number"),
        (["--want", "0", *RATES], "more than 0"),
        (["--want", "-3", *RATES], "more than 0"),
        (["--want", "3", "--days", "0", *RATES], "1 to 366"),
        (["--want", "3", "--days", "-1", *RATES], "1 to 366"),
        (["--want", "3", "--days", "400", *RATES], "1 to 366"),
        (["--want", "3", "--reach", "2000", *RATES], "either --reach"),
        (RATES, "either --reach"),
    ],
)
def test_nonsense_is_refused_in_one_line(words: list[str], said: str) -> None:
    code, out, err = run(*words, "--json")

    assert code == 1
    assert out == ""
    assert len(err.splitlines()) == 1
    assert said in err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--reach", "2000"],
        ["--reach", "2000", *RATES, "2000"],
        ["--want", "3", "--days", "few", *RATES],
        ["--rich", "2000", *RATES],
    ],
)
def test_wrong_usage_exits_with_2(words: list[str]) -> None:
    assert run(*words)[0] == 2


def test_help_tells_both_ways_with_an_example_each() -> None:
    code, out, _err = run("--help")

    assert code == 0
    for word in ("--reach", "--want", "--days", "--rates", "0.02,0.25,0.5,0.2"):
        assert word in out


def test_it_needs_neither_a_home_nor_django(tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    program = (
        "import sys\n"
        f"sys.argv = ['bestfew', 'pyramid', '--reach', '2000', *{RATES}, '--json']\n"
        "from config.cli import main\n"
        "try:\n    main()\n"
        "finally:\n"
        "    for slow in ('django', 'scipy', 'numpy'):\n"
        "        assert slow not in sys.modules, f'{slow} was imported'\n"
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
    assert json.loads(done.stdout)["levels"] == [2000, 40, 10, 5, 1]
    assert not home.exists()
