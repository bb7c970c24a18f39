"""Import of a hundred thousand people, beside the machine's own limit."""

from __future__ import annotations

import csv
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from benchmarks.timing import peak_mb_of_children, say
from bestfew.cli.app import prepare_database, start_django

ROWS = 100_000
BESTFEW = str(Path(sys.executable).with_name("bestfew"))
HEADERS = ("Name", "Phone", "E-mail", "Company", "Note")


def main() -> None:
    home = Path(os.environ["BESTFEW_HOME"])
    file = home / "people.csv"
    rows = _write(file)
    _run("init", "--name", "Bench", "--language", "vi", "--trade", "real_estate")
    limit = _limit(rows)
    found = json.loads(_run("import", str(file), "--as", "people", "--json"))
    rate = round(ROWS / found["seconds"])
    say(
        f"import of {ROWS} people",
        rows_per_second=rate,
        seconds=found["seconds"],
        created=found["created"],
        raw_rows_per_second=limit,
        share_of_the_limit=round(rate / limit, 3),
        peak_mb=peak_mb_of_children(),
    )


def _write(file: Path) -> list[tuple[str, ...]]:
    from bestfew.packs.loader import load_names

    chance, names = random.Random(7), load_names("vi")
    rows: list[tuple[str, ...]] = []
    for number in range(ROWS):
        name = f"{chance.choice(names.family)} {chance.choice(names.female)} {number}"
        phone = f"09{chance.randrange(10**8):08}"
        email = f"p{number}@example.com"
        rows.append((name, phone, email, chance.choice(names.organisations), "note"))
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([HEADERS, *rows])
    return rows


def _limit(rows: list[tuple[str, ...]]) -> int:
    """Rows a second of bare `executemany` of the same cells into one plain table."""
    start_django()
    prepare_database()
    from django.db import connection, transaction

    columns = ", ".join(f"c{i} text" for i in range(len(HEADERS)))
    marks = ", ".join(["%s"] * len(HEADERS))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bench_raw ({columns})")
        start = perf_counter()
        with transaction.atomic():
            cursor.executemany(f"INSERT INTO bench_raw VALUES ({marks})", rows)  # noqa: S608
        seconds = perf_counter() - start
        cursor.execute("DROP TABLE bench_raw")
    return round(len(rows) / seconds)


def _run(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603  (our own command)
        [BESTFEW, *arguments], check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


if __name__ == "__main__":
    main()
