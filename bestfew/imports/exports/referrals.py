"""What is said of referrals: given and got, every step, what was closed through them.

Words of the business at the other end stay in the team's slips, and go with them: a
file holds what this business wrote itself, and who the other is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from bestfew.imports.exports.formats import Held
from bestfew.imports.exports.objectives import name_of
from bestfew.imports.exports.sides import Ids, here, ids_of_some
from bestfew.imports.exports.source import Record, Source, text_or_none, yes
from bestfew.imports.rules.cells import LONGEST
from bestfew.imports.rules.text import OURS, plain
from bestfew.network.models import ClosedBusiness, Direction, Referral, ReferralStep

STEP = 700
"""Characters of a step at most, its note among them, where each letter is escaped."""

_OTHER = {Direction.GIVEN: "slip__receiver__name", Direction.GOT: "slip__giver__name"}
_PARTNER = ("partner__person__name", "partner__organisation__name")


class Referrals(Source):
    noun = Held.REFERRALS
    model = Referral
    names = (
        *("direction", *_OTHER.values(), "slip__team__name", "partner_id", *_PARTNER),
        *("person_id", "person__name", "summary", "kind", "level", "origin_id"),
        *("given_at", "agreed_at", "agreed_how", "status", "status_at", "owner_id"),
        "is_shared",
    )
    columns = (
        *("external_id", "direction", "other", "team", "partner_id", "person"),
        *("person_ids", "summary", "kind", "level", "origin_id", "given_at"),
        *("agreed_at", "agreed_how", "status", "status_at", "owner", "shared"),
        *("steps", "closed"),
    )
    long = ()

    def heavy(self) -> set[int]:
        steps = ReferralStep.objects.visible_to(self.member)
        closed = ClosedBusiness.objects.visible_to(self.member)
        found: set[int] = set()
        for rows in (steps, closed):
            many = rows.order_by().values("referral").annotate(n=Count("pk"))
            large = many.filter(n__gt=LONGEST // STEP)
            found |= set(large.values_list("referral", flat=True))
        return found

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        rows = [dict(zip(("pk", *self.names), row, strict=True)) for row in batch]
        ids = [row["pk"] for row in rows]
        people = ids_of_some("person_id", {row["person_id"] for row in rows} - {None})
        steps, closed = _steps(ids), _closed(ids)
        return [
            {
                **self._record(row, people),
                "steps": steps[row["pk"]],
                "closed": closed[row["pk"]],
            }
            for row in rows
        ]

    def _record(self, row: Record, people: dict[int, Ids]) -> Record:
        texts = ("direction", "summary", "kind", "agreed_how", "status")
        return {
            **{name: plain(row[name]) for name in texts},
            "external_id": f"{OURS}:{row['pk']}",
            "other": _other(row),
            "team": plain(row["slip__team__name"] or ""),
            "person": plain(row["person__name"] or ""),
            "person_ids": people.get(row["person_id"], {}),
            **{name: _ours(row[name]) for name in ("partner_id", "origin_id")},
            "level": row["level"],
            **{name: text_or_none(row[name]) for name in ("given_at", "agreed_at")},
            "status_at": row["status_at"].isoformat(),
            "owner": self.whose.name(row["owner_id"], "owner", {}),
            "shared": yes(row["is_shared"]),
        }


def _other(row: Record) -> str:
    """Who is at the other end: a partner of the sphere, or a team's member."""
    names = (*_PARTNER, _OTHER[row["direction"]])
    return plain(next((row[name] for name in names if row[name]), ""))


def _ours(pk: int | None) -> str:
    return f"{OURS}:{pk}" if pk else ""


def _steps(ids: Sequence[int]) -> dict[int, list[Record]]:
    """The ledger as it grew; a correction names the step it stands for."""
    found: dict[int, list[Record]] = defaultdict(list)
    rows = here(ReferralStep).filter(referral__in=ids).order_by("at", "id")
    for each in rows.select_related("by"):
        told = {
            "id": _ours(each.pk),
            "status": each.status,
            "at": each.at.isoformat(),
            "side": each.side,
            "by": each.by.email if each.by else "",
            "note": plain(each.note),
            "corrects": _ours(each.corrects_id),
            "derived": yes(each.is_derived),
        }
        found[each.referral_id].append(_said(told))
    return found


def _closed(ids: Sequence[int]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    rows = here(ClosedBusiness).filter(referral__in=ids).order_by("at", "id")
    for each in rows.select_related("by", "objective"):
        objective = each.objective
        told = {
            "id": _ours(each.pk),
            "amount": str(each.amount),
            "currency": each.currency,
            "invoiced": "" if each.invoiced is None else str(each.invoiced),
            "tax_percent": "" if each.tax_percent is None else str(each.tax_percent),
            "on": each.on.isoformat(),
            "at": each.at.isoformat(),
            "by": each.by.email if each.by else "",
            "objective": name_of(objective.pk, objective.external_id)
            if objective
            else "",
            "corrects": _ours(each.corrects_id),
        }
        found[each.referral_id].append(_said(told))
    return found


def _said(entry: Record) -> Record:
    return {name: value for name, value in entry.items() if value}
