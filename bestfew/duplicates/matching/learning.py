"""What agrees between two records of one person, m: learned by Splink.

Expectation maximisation needs people of whom many are kept twice: those who share a
number, an address or a name. What it finds is held to what `data/model.json` has saved,
the more the less there was to see: so that a small workspace, or training that fails,
is judged by the saved model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from bestfew.duplicates.matching.chance import count_u, prior_of, sample_u
from bestfew.duplicates.matching.comparisons import REST, TRAITS
from bestfew.duplicates.matching.model import Model, levels_of, saved_model
from bestfew.duplicates.matching.tables import Tables

LESSONS = 2
"""As many as it takes to learn of everything: none learns of what it rests on."""

LEARNED_FROM = 60_000
FEWEST_PEOPLE = 300
MOST_REST = 0.85
"""A comparison that agrees less often was not learned from people kept twice."""

BLOCKS: Mapping[str, str] = {
    "phone": "select id, unnest(phones) as block from people",
    "email": "select id, unnest(emails) as block from people",
    "name": "select id, given || ' ' || family as block from people",
    "address": "select id, unnest(parts) as block from people",
    **{name: f"select id, {name} as block from people" for name in TRAITS},
}
"""What people share who are learned from, the best lessons first."""

RULES: Mapping[str, str] = {
    "phone": "l.block = r.block and len(l.phones) > 0 and len(l.all_phones) > 0",
    "email": "l.block = r.block and len(l.emails) > 0",
    "name": "l.block = r.block and l.given = r.given and l.family = r.family",
    "address": "l.block = r.block and len(l.parts) > 0 and len(l.addresses) > 0",
    **{name: f"l.block = r.block and l.{name} = r.{name}" for name in TRAITS},
}
"""They name the columns that a lesson rests on, and cannot teach of."""

RESTS_ON: Mapping[str, tuple[str, ...]] = {"name": ("given", "family", "middle")}

Lesson = dict[tuple[str, str], float]
"""m by comparison and level."""


def learn(tables: Tables) -> Model:
    """The model of these people."""
    model = saved_model(tables)
    sample_u(tables, model)
    count_u(tables, model)
    learn_m(tables, model)
    model.prior = prior_of(tables)
    return model


def learn_m(tables: Tables, model: Model) -> None:
    lessons: list[tuple[Lesson, int]] = []
    for block in BLOCKS:
        if len(lessons) == LESSONS:
            break
        people = _gather(tables, block)
        if people >= FEWEST_PEOPLE and (lesson := _lesson(tables, model, block)):
            lessons.append((lesson, people))
    seen: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for lesson, people in lessons:
        for key, m in lesson.items():
            seen[key].append((m, people))
    for (name, label), found in seen.items():
        people = sum(weight for _m, weight in found)
        m = sum(each * weight for each, weight in found) / people
        model.see_m(name, label, m, pairs=people)


def _lesson(tables: Tables, model: Model, block: str) -> Lesson:
    """What those of one block teach; nothing, where training fails or is no use."""
    linker = model.linker(tables, "learned")
    try:
        linker.training.estimate_parameters_using_expectation_maximisation(
            RULES[block], estimate_without_term_frequencies=True
        )
    except ValueError as fault:  # "m_probability value 0.0 is below the minimum"
        model.failed[block] = str(fault)[:200]
        return {}
    rests_on = RESTS_ON.get(block, (block,))
    lesson = {
        (name, label): _number(level.get("m_probability"))
        for name, label, level in levels_of(linker)
        if name not in rests_on
    }
    if strange := sorted(set(_strange(lesson))):
        model.failed[block] = "never agrees: " + ", ".join(strange)
        return {}
    model.learned.append(block)
    return lesson


def _number(m: object) -> float:
    """A level that was never seen has no number."""
    return m if isinstance(m, float) else 0.0


def _strange(lesson: Lesson) -> Iterator[str]:
    """Comparisons that two records of one person can hardly differ in so often."""
    for (name, label), m in lesson.items():
        if label == REST and m > MOST_REST and name not in ("middle", "handle"):
            yield name


def _gather(tables: Tables, block: str) -> int:
    """Those who share something with a few, as the table `learned`; how many."""
    tables.run(
        f"""
        create or replace table learned as
        with blocks as ({BLOCKS[block]}),
        few as (
          select block from blocks where block is not null
          group by block having count(*) between 2 and 12
        ),
        asked as (
          select id, min(block) as block from blocks semi join few using (block)
          group by id order by hash(min(block)) limit {LEARNED_FROM}
        )
        select people.*, block from people join asked using (id)
        """
    )
    return int(tables.one("select count(*) from learned"))
