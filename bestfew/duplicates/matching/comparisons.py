"""What the model compares, as Splink reads it: each thing in levels, the best first.

`bestfew/duplicates/data/macros.sql` defines the functions. A level weighs the chance to
see it between two records of one person (m) by the chance between any two people (u).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

TRAITS = tuple(f"t{number}" for number in range(1, 9))
Chances = Mapping[str, Mapping[str, tuple[float, float]]]
"""By comparison (all traits are one) and level: m and u."""


@dataclass(frozen=True, slots=True)
class Level:
    """`frequency` names the column whose rare values weigh more than common ones."""

    label: str
    sql: str
    frequency: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`missing` says when nothing can be compared. The last level is all the rest."""

    name: str
    column: str
    missing: str
    levels: tuple[Level, ...]

    @property
    def kind(self) -> str:
        """Traits have their chances in common."""
        return "trait" if self.name in TRAITS else self.name

    @property
    def labels(self) -> list[str]:
        return [*(level.label for level in self.levels), REST]


REST = "rest"


def _either_missing(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _equal(column: str) -> Level:
    return Level("exact", f"{column}_l = {column}_r", frequency=column)


def _name(one: str, other: str) -> Comparison:
    """A given name, or a family name, which may stand in the place of the other."""
    is_thai = "script_l <> script_r and (script_l = 'thai' or script_r = 'thai')"
    levels = (
        _equal(one),
        Level("turned", _turned(one, other)),
        Level("near", _nearly(one, other)),
        Level(
            "part",
            "(family_l is null or family_r is null) and"
            f" (has_word(name_key_l, {one}_r) or has_word(name_key_r, {one}_l))",
        ),
        Level("initial", f"initial({one}_l, {one}_r)"),
        Level("slip", _slipped(one, other)),
    )
    missing = f"{_either_missing(one)} or ({is_thai})"
    return Comparison(one, one, missing, levels)


def _turned(one: str, other: str) -> str:
    """The same words in another order, or in another script."""
    latin = (
        f"latin_{one}_l = latin_{one}_r"
        f" or (latin_{one}_l = latin_{other}_r and latin_{other}_l = latin_{one}_r)"
    )
    return (
        f"name_key_l = name_key_r or ({one}_l = {other}_r and {other}_l = {one}_r)"
        f" or (script_l <> script_r and ({latin}))"
    )


def _nearly(one: str, other: str) -> str:
    """A letter off, where it stands or in the place of the other."""
    return (
        f"({_both('near', one, one)})"
        f" or (({_both('near', one, other)} or {one}_l = {other}_r)"
        f" and ({_both('near', other, one)} or {other}_l = {one}_r))"
    )


def _slipped(one: str, other: str) -> str:
    """A slip of the pen, or a short form; Chinese names that share a letter."""
    slips = (
        f"{_both('slip', one, one)}"
        f" or ({_both('one_letter', one, other)} and {other}_l = {one}_r)"
        f" or ({_both('one_letter', other, one)} and {one}_l = {other}_r)"
    )
    return (
        "script_l = script_r and case when script_l = 'han'"
        f" then share_a_letter({one}_l, {one}_r) else ({slips}) end"
    )


def _both(macro: str, left: str, right: str) -> str:
    return f"{macro}({left}_l, {right}_r, {left}_known_l, {right}_known_r)"


def _trait(column: str) -> Comparison:
    return Comparison(
        column,
        column,
        _either_missing(column),
        (
            _equal(column),
            Level("near", f"near_text({column}_l, {column}_r)"),
            Level(
                "moved",
                f"list_contains(told_r, {column}_l)"
                f" or list_contains(told_l, {column}_r)",
            ),
        ),
    )


COMPARISONS = (
    _name("given", "family"),
    _name("family", "given"),
    Comparison(
        "middle",
        "middle",
        f"{_either_missing('middle')} or name_key_l = name_key_r",
        (
            _equal("middle"),
            Level(
                "part",
                "initial(middle_l, middle_r) or contains(middle_l, middle_r)"
                " or contains(middle_r, middle_l)",
            ),
            Level("slip", "slip(middle_l, middle_r, middle_known_l, middle_known_r)"),
        ),
    ),
    Comparison(
        "phone",
        "phones",
        _either_missing("all_phones"),
        (
            Level("own", "list_has_any(phones_l, phones_r)"),
            Level("shared", "list_has_any(all_phones_l, all_phones_r)"),
        ),
    ),
    Comparison(
        "email",
        "emails",
        _either_missing("emails"),
        (
            Level("own", "list_has_any(emails_l, emails_r)"),
            Level("mailbox", "mailbox_l = mailbox_r"),
        ),
    ),
    Comparison(
        "handle",
        "handles",
        _either_missing("handles"),
        (Level("own", "list_has_any(handles_l, handles_r)"),),
    ),
    Comparison(
        "org",
        "org",
        _either_missing("org"),
        (
            _equal("org"),
            Level(
                "near",
                "list_has_any(orgs_l, orgs_r) or contains(org_l, org_r)"
                " or contains(org_r, org_l)",
            ),
        ),
    ),
    Comparison("born", "born", _either_missing("born"), (_equal("born"),)),
    Comparison(
        "address",
        "addresses",
        _either_missing("addresses"),
        (
            Level(
                "exact",
                "list_has_any(addresses_l, addresses_r)"
                " or parts_shared(parts_l, parts_r) > 1",
            ),
            Level("part", "list_has_any(parts_l, parts_r)"),
            Level("near", "parts_shared(parts_l, parts_r) > 0"),
        ),
    ),
    Comparison(
        "postcode",
        "postcode",
        _either_missing("postcode"),
        (_equal("postcode"), Level("near", "near_text(postcode_l, postcode_r)")),
    ),
    *(_trait(column) for column in TRAITS),
)


def settings(wanted: Iterable[str], chances: Chances, prior: float) -> dict[str, Any]:
    """The model of the comparisons `wanted`, by name.

    `chances` maps a comparison's name to its levels' m and u; `prior` is the chance
    that two people taken at random are one.
    """
    names = set(wanted)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": prior,
        "comparisons": [
            {
                "output_column_name": each.name,
                "comparison_levels": list(_levels(each, chances[each.name])),
            }
            for each in COMPARISONS
            if each.name in names
        ],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
        "additional_columns_to_retain": ["script"],
    }


def _levels(
    comparison: Comparison, chances: Mapping[str, tuple[float, float]]
) -> Iterator[dict[str, Any]]:
    yield {
        "sql_condition": comparison.missing,
        "label_for_charts": "missing",
        "is_null_level": True,
    }
    for level in (*comparison.levels, Level(REST, "ELSE")):
        m, u = chances[level.label]
        frequency = {"tf_adjustment_column": level.frequency} if level.frequency else {}
        yield {
            "sql_condition": level.sql,
            "label_for_charts": level.label,
            "m_probability": m,
            "u_probability": u,
            **frequency,
        }
