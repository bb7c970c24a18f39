"""The files of a scan in DuckDB, turned into people and candidates by SQL."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from bestfew.duplicates.rules import words
from bestfew.people.rules.names import FAMILY_FIRST, TITLES

MEMORY = "1500MB"
THREADS = 2
MOST_TRAITS = 8
DATA = files("bestfew.duplicates") / "data"
LISTS = {
    "family": FAMILY_FIRST,
    "title": TITLES,
    "middle": words.MIDDLE_NAMES,
    "syllable": words.GIVEN_NAMES,
    "legal": words.LEGAL_FORMS,
    "mailbox": words.MAILBOXES,
    "nobody": words.NOBODY,
}


class Tables:
    """A DuckDB of its own, kept in `folder`, which holds the files of a scan."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.db = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "threads": THREADS,
                "temp_directory": str(folder / "spill"),
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        self.db.execute("set enable_progress_bar = false")

    def run(self, sql: str, parameters: list[Any] | None = None) -> None:
        """Statements without an answer."""
        self.db.execute(sql, parameters).fetchall()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.db.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        """The first value of the first row."""
        return self.rows(sql)[0][0]

    def script(self, name: str) -> None:
        """Run a file of `bestfew/duplicates/data`."""
        self.run((DATA / name).read_text(encoding="utf-8"))

    def load(self) -> None:
        """The files, the lists of words, and the Pinyin of the letters used."""
        for name, columns in FILES.items():
            path = str(self.folder / f"{name}.csv")
            read = self.db.read_csv(
                path,
                header=False,
                columns=columns,
                quotechar='"',
                escapechar='"',
                delimiter=",",
                na_values=[""],
                auto_detect=False,
            )
            read.create(name)
        self.run("create table word (kind varchar, word varchar)")
        for kind, found in LISTS.items():
            self.run("insert into word select ?, unnest(?)", [kind, sorted(found)])
        self._load_pinyin()

    def _load_pinyin(self) -> None:
        self.run("create table pinyin (letter varchar, latin varchar)")
        letters = [
            letter
            for (letter,) in self.rows(
                "select distinct unnest("
                "regexp_extract_all(sort_name, '[\u3400-\u9fff]')) from person"
            )
        ]
        if letters:
            from pypinyin import lazy_pinyin

            latin = [lazy_pinyin(letter)[0] for letter in letters]
            self.run("insert into pinyin select unnest(?), unnest(?)", [letters, latin])

    def choose_traits(self) -> list[str]:
        """The headers of the columns that most people have something in."""
        headers = [
            header
            for (header,) in self.rows(CHOOSE_TRAITS)
            if not set(header) & set('"\\')
        ][:MOST_TRAITS]
        self.run("create table trait_choice (number int, path varchar)")
        for number, header in enumerate(headers, 1):
            path = f"$.{json.dumps(header, ensure_ascii=False)}"
            self.run("insert into trait_choice values (?, ?)", [number, path])
        return headers

    def find_telling(self) -> None:
        """Traits of which two people taken at random seldom have the same."""
        self.run("create table telling (number int)")
        for number in range(1, MOST_TRAITS + 1):
            if self.same_by_chance(f"t{number}") < TELLING:
                self.run("insert into telling values (?)", [number])

    def same_by_chance(self, column: str) -> float:
        """How often two of those who have something there have the same; 1 if none."""
        found = self.one(SAME.format(column=column))
        return 1.0 if found is None else float(found)


TELLING = 0.05
SAME = """
select sum(owners * (owners - 1)) / nullif(sum(owners) * (sum(owners) - 1), 0)
from (
  select count(*)::double as owners from people
  where {column} is not null group by {column}
)
"""
CHOOSE_TRAITS = """
with asked as (
  select traits from person where traits is not null
  order by hash(id) limit 20000
),
told as (
  select header, json_extract_string(traits, '$."' || header || '"') as value
  from (select traits, unnest(json_keys(traits)) as header from asked)
  where not contains(header, '"') and not contains(header, '\\')
)
select header from told
where value <> ''
group by header
having count(*) >= (select count(*) from asked) / 10
  and count(distinct value) > 1 and avg(length(value)) <= 60
order by count(*) desc, header
"""
FILES = {
    "person": {
        "id": "BIGINT",
        "sort_name": "VARCHAR",
        "given_name": "VARCHAR",
        "family_name": "VARCHAR",
        "traits": "VARCHAR",
    },
    "point": {"person": "BIGINT", "kind": "VARCHAR", "key": "VARCHAR"},
    "switchboard": {"kind": "VARCHAR", "key": "VARCHAR"},
    "role": {"person": "BIGINT", "organisation": "BIGINT"},
    "organisation": {"id": "BIGINT", "name": "VARCHAR"},
    "born": {"person": "BIGINT", "day": "INTEGER"},
}
"""The files of a scan, and their columns."""
