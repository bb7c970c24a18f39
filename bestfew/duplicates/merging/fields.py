"""The columns of the one that two become, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Field

from bestfew.duplicates.merging.relations import AnyModel
from bestfew.duplicates.merging.rows import Values, columns_of
from bestfew.duplicates.rules.merging import (
    BOTH,
    INTO,
    OTHER,
    pick,
    pick_text,
    pick_traits,
)
from bestfew.people.models import DateKind, Organisation, Person

Someone = Person | Organisation
FOLLOWS = {"given_name": "name", "family_name": "name"}
"""Parts of a name go with the whole that was chosen, unless they were chosen too."""

PICKS: Mapping[str, Callable[[Any, Any, str], Any]] = {
    "note": pick_text,
    "traits": pick_traits,
}
RULED = ("created_at",)
"""Columns that a rule decides, and no choice."""


class UnknownChoice(ValueError):
    """A field that the two do not have, or a side that is neither of them."""


def choosable(model: AnyModel) -> dict[str, Field[Any, Any]]:
    """The fields that somebody may choose between, by name; derived ones are none."""
    return {
        each.name: each
        for each in columns_of(model)
        if each.editable and not each.primary_key and each.name not in RULED
    }


def check(model: AnyModel, chosen: Mapping[str, str]) -> None:
    """Raise `UnknownChoice` unless every choice is one."""
    known = {*choosable(model), DateKind.BIRTHDAY.value}
    for name, side in chosen.items():
        sides = (INTO, OTHER, BOTH) if name == "note" else (INTO, OTHER)
        if name not in known or side not in sides:
            raise UnknownChoice(f"{name}: {side}")


def values_for(into: Someone, other: Someone, chosen: Mapping[str, str]) -> Values:
    """What the columns of the one become, by choice and by rule.

    They are known since the earlier day; a sample stays one only with another sample,
    so that to remove the sample erases nobody who is real.
    """
    found: Values = {
        "created_at": min(into.created_at, other.created_at),
        "is_sample": into.is_sample and other.is_sample,
    }
    for name, each in choosable(type(into)).items():
        mine, theirs = getattr(into, each.attname), getattr(other, each.attname)
        choice = chosen.get(name) or chosen.get(FOLLOWS.get(name, ""), "")
        found[each.attname] = PICKS.get(name, pick)(mine, theirs, choice)
    if found.get("referred_by_id") in (into.pk, other.pk):
        found["referred_by_id"] = None  # nobody brings oneself
    return found
