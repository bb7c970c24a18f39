"""Gives rows that an import filled in their earlier values back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from bestfew.imports import bulk
from bestfew.imports.loading.awaited import refresh_search
from bestfew.imports.loading.loader import stamp_of
from bestfew.imports.loading.people_facts import bring_in_step
from bestfew.imports.models import ImportRow
from bestfew.people.models import ImportantDate, Person, Role
from bestfew.people.rules import fold

TABLES = {
    "contactpoint": "people.ContactPoint",
    "externalid": "people.ExternalId",
    "role": "people.Role",
    "tagging": "people.Tagging",
    "importantdate": "people.ImportantDate",
    "awaitedlink": "imports.AwaitedLink",
    "awaitedreferrer": "imports.AwaitedReferrer",
    "review": "funnel.Review",
    "ending": "funnel.Ending",
    "influence": "funnel.Influence",
    "judgement": "funnel.Judgement",
    "permission": "people.Permission",
    "concern": "people.Concern",
    "answer": "prospecting.Answer",
    "followup": "activities.FollowUp",
    "levelmark": "levels.LevelMark",
    "workagain": "markets.WorkAgain",
    "marketoffering": "markets.MarketOffering",
    "serving": "network.Serving",
    "rivalry": "network.Rivalry",
    "learned": "network.Learned",
}
STAMPS = {
    "contactpoint": "key",
    "role": "title",
    "concern": "answer",
    "followup": "done_at",
    "levelmark": "withdrawn_at",
    "influence": "satisfied_on",
    "importantdate": "month day year",
}
DAY = ("month", "day", "year")
FACTS = {
    "permission": "permissions",
    "answer": "answers",
    "followup": "follow_ups",
    "levelmark": "level_marks",
}
"""Tables that decide derived columns of people, by the target of their facts."""


def restore(model: type[Any], rows: Sequence[ImportRow]) -> set[int]:
    """Take back what each row filled in, the last first; the ids edited since."""
    if not rows:
        return set()
    kept = _restore_titles(rows) | _restore_birthdays(rows) | _drop_added(rows)
    stored = {each.pk: each for each in model.objects.filter(pk__in=_targets(rows))}
    names: set[str] = set()
    for row in rows:
        target = stored.get(row.target)
        if target is not None and row.before:
            names |= row.before.get("fields", {}).keys()
            if not _take_back(target, row.before):
                kept.add(target.pk)
    _save(model, list(stored.values()), sorted(names))
    if model is Person:
        moved = _moved(rows)
        bring_in_step(_facts_of(rows), by=None, at=timezone.now(), moved=moved)
    return kept


def _moved(rows: Sequence[ImportRow]) -> set[int]:
    """Who came by another way or is somebody else's, and who brought them or did."""
    found: set[int] = set()
    for row in rows:
        fields = (row.before or {}).get("fields", {})
        if fields.keys() & {"source_id", "owner_id", "referred_by_id"}:
            found.add(row.target or 0)
        found |= {int(pk) for pk in fields.get("referred_by_id", ()) if pk}
    return found


def _facts_of(rows: Sequence[ImportRow]) -> dict[str, set[int]]:
    """Whose facts went, by their target."""
    found: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for table in (row.before or {}).get("added", {}).keys() & FACTS.keys():
            found[FACTS[table]].add(row.target or 0)
    return found


def _targets(rows: Sequence[ImportRow]) -> set[int]:
    return {row.target for row in rows if row.target}


def _take_back(target: Any, before: dict[str, Any]) -> bool:
    """Whether every field still said what the import wrote, and was given back."""
    traits = getattr(target, "traits", {})
    is_whole = _give_traits_back(traits, before.get("traits", {}))
    for name, (old, new) in before.get("fields", {}).items():
        field = target._meta.get_field(name.removesuffix("_id"))
        if getattr(target, name) == field.to_python(new):
            setattr(target, name, field.to_python(old))
        else:
            is_whole = False
    if "version" in before:
        earlier, later = before["version"]
        target.version = earlier if target.version == later else target.version + 1
        is_whole = is_whole and target.version == earlier
    return is_whole


def _give_traits_back(traits: dict[str, str], before: dict[str, Any]) -> bool:
    """The same for what is kept beside; what was not there before was None."""
    is_whole = True
    for name, (old, new) in before.items():
        if traits.get(name) != new:
            is_whole = False
        elif old is None:
            del traits[name]
        else:
            traits[name] = old
    return is_whole


def _save(model: type[Any], targets: list[Any], names: list[str]) -> None:
    there = {field.name for field in model._meta.concrete_fields}
    columns = [*names, *(name for name in ("traits", "version") if name in there)]
    if model is Person:
        columns.append("sort_name")
        for each in targets:
            each.sort_name = fold(each.name)[:300]
    bulk.update(
        model,
        columns,
        [(*(getattr(each, name) for name in columns), each.pk) for each in targets],
    )
    if model is Person:
        refresh_search([each.pk for each in targets])


def _drop_added(rows: Sequence[ImportRow]) -> set[int]:
    """Delete what rows added; the targets of those whose addition was edited since."""
    added: dict[str, dict[int, Any]] = defaultdict(dict)
    target_of: dict[int, int] = {}
    for row in rows:
        for table, entries in (row.before or {}).get("added", {}).items():
            for pk, stamp in entries:
                added[table][pk] = stamp
                target_of[pk] = row.target or 0
    edited: set[int] = set()
    for table, stamps in added.items():
        edited |= _drop(apps.get_model(TABLES[table]), table, stamps)
    return {target_of[pk] for pk in edited}


def _drop(model: type[models.Model], table: str, stamps: dict[int, Any]) -> set[int]:
    rows: Any = model._default_manager.filter(pk__in=stamps)
    edited: set[int] = set()
    if stamp := STAMPS.get(table):
        now = rows.values_list("pk", *stamp.split())
        edited = {pk for pk, *values in now if stamp_of(*values) != stamps[pk]}
    rows.exclude(pk__in=edited).delete()
    return edited


def _restore_titles(rows: Sequence[ImportRow]) -> set[int]:
    kept: set[int] = set()
    for row in rows:
        for pk, old, new in (row.before or {}).get("titles", []):
            if (
                not Role.objects.filter(pk=pk, title=new).update(title=old)
                and row.target
            ):
                kept.add(row.target)
    return kept


def _restore_birthdays(rows: Sequence[ImportRow]) -> set[int]:
    """Days that were written over, where they still are as they were written."""
    kept: set[int] = set()
    for row in rows:
        if not (change := (row.before or {}).get("birthday")):
            continue
        pk, old, new = change
        now = ImportantDate.objects.filter(pk=pk, **dict(zip(DAY, new, strict=True)))
        if not now.update(**dict(zip(DAY, old, strict=True))) and row.target:
            kept.add(row.target)
    return kept
