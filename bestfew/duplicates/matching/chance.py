"""What agrees by chance, u: counted where it can be, sampled where it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from bestfew.duplicates.matching.comparisons import COMPARISONS, Comparison
from bestfew.duplicates.matching.model import Model, levels_of
from bestfew.duplicates.matching.tables import Tables

SAMPLED_PEOPLE = 780
"""Compared with each other: 300,000 pairs."""

SURE_OF_ALL = 0.7
"""The share of those kept twice who are sure to be."""

CONTACTS = ("phone", "email", "handle")
"""Hardly two people share one: in a sample, those who do are one person."""

MOST_PRIOR = 0.001
"""In a list of a few, one pair is many of all pairs."""


def sample_u(tables: Tables, model: Model) -> None:
    """How often each level is seen between two people taken at random."""
    tables.run(
        "create or replace table sample as select * from people"
        f" order by hash(id) limit {SAMPLED_PEOPLE}"
    )
    size = tables.one("select count(*) from sample")
    pairs = size * (size - 1) // 2
    if not pairs:
        return
    linker = model.linker(tables, "sample")
    linker.training.estimate_u_using_random_sampling(
        max_pairs=pairs, min_count_per_level=None, num_chunks=1
    )
    for name, label, level in levels_of(linker):
        seen = level.get("u_probability")
        if isinstance(seen, float) and name not in CONTACTS:
            model.see_u(name, label, seen, pairs=pairs)


def count_u(tables: Tables, model: Model) -> None:
    """How often two have the same value, counted among all people."""
    everybody = tables.one("select count(*) from people")
    for each in COMPARISONS:
        if each.name in model.wanted:
            for label, seen in _counted(tables, each):
                pairs = everybody * (everybody - 1) / 2
                model.see_u(each.name, label, seen, pairs=pairs)


def _counted(tables: Tables, each: Comparison) -> Iterator[tuple[str, float]]:
    if any(level.frequency for level in each.levels):
        yield "exact", tables.same_by_chance(each.column)
    elif each.name in CONTACTS:
        own = tables.one(SHARED_BY_OTHERS.format(column=each.column))
        yield "own", own
        if each.name == "phone":
            every = tables.one(SHARED_BY_OTHERS.format(column="all_phones"))
            yield "shared", max(0.0, every - own)


def prior_of(tables: Tables) -> float:
    """The chance that two people taken at random are one.

    By the candidates who are sure to be: the same name, and the same number, address,
    day of birth or telling columns.
    """
    everybody = tables.one("select count(*) from people")
    sure = max(tables.one(SURE), 1) / SURE_OF_ALL
    return float(min(MOST_PRIOR, sure / (everybody * (everybody - 1) / 2)))


SURE = """
select count(*) from candidate
join people as l on id_l = l.id join people as r on id_r = r.id
where l.latin_given = r.latin_given and l.latin_family = r.latin_family
and (
  list_has_any(l.phones, r.phones) or list_has_any(l.emails, r.emails)
  or list_has_any(l.parts, r.parts) or l.born = r.born
  or (select count(*) from telling where case number
      when 1 then l.t1 = r.t1 when 2 then l.t2 = r.t2 when 3 then l.t3 = r.t3
      when 4 then l.t4 = r.t4 when 5 then l.t5 = r.t5 when 6 then l.t6 = r.t6
      when 7 then l.t7 = r.t7 when 8 then l.t8 = r.t8 end) > 1
)
"""
SHARED_BY_OTHERS = """
with one as (select id, latin_given, unnest({column}) as key from people),
few as (select key from one group by key having count(*) between 2 and 30),
asked as (select one.* from one semi join few using (key))
select count(*) / (
  select greatest(1, count(*) * (count(*) - 1) / 2) from people
  where {column} is not null
)::double
from asked as a join asked as b on a.key = b.key and a.id < b.id
where a.latin_given <> b.latin_given
"""
"""Pairs that share a key and are called differently, of all pairs that have one."""
