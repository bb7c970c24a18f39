"""What is said of referrals: given and got, every step, what was closed through them.

Words of the business at the other end stay in the team's slips, and go with them: a
file holds what this business wrote itself, and who the other is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count

from bestfew.imports.exports.called import called_as
from bestfew.imports.exports.objectives import name_of
from bestfew.imports.exports.sides import Ids, here, ids_of_some
from bestfew.imports.exports.source import Record, Source, text_or_none, yes
from bestfew.imports.models import Noun
from bestfew.imports.rules.cells import LONGEST
from bestfew.imports.rules.text import plain
from bestfew.network.models import ClosedBusiness, Direction, Referral, ReferralStep

STEP = 700
"""Characters of a step at most, its note among them, where each letter is escaped."""

_OTHER = {Direction.GIVEN: "slip__receiver__name", Direction.GOT: "slip__giver__name"}
SUMS = ("amount", "invoiced", "tax_percent")
_PARTNER = ("partner__person__name", "partner__organisation__name")


class Referrals(Source):
    noun = Noun.REFERRALS
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
        steps, closed = self._steps(ids), self._closed(ids)
        others = (row[n] for row in rows for n in ("pk", "partner_id", "origin_id"))
        names = called_as(others)
        return [
            {
                **self._record(row, people, names),
                "steps": steps[row["pk"]],
                "closed": closed[row["pk"]],
            }
            for row in rows
        ]

    def _record(
        self, row: Record, people: dict[int, Ids], names: dict[int, str]
    ) -> Record:
        texts = ("direction", "summary", "kind", "agreed_how", "status")
        return {
            **{name: plain(row[name]) for name in texts},
            "external_id": names[row["pk"]],
            "other": _other(row),
            "team": plain(row["slip__team__name"] or ""),
            "person": plain(row["person__name"] or ""),
            "person_ids": people.get(row["person_id"], {}),
            **{n: names.get(row[n], "") for n in ("partner_id", "origin_id")},
            "level": row["level"],
            **{name: text_or_none(row[name]) for name in ("given_at", "agreed_at")},
            "status_at": row["status_at"].isoformat(),
            "owner": self.whose.name(row["owner_id"], "owner", {}),
            "shared": yes(row["is_shared"]),
        }

    def _steps(self, ids: Sequence[int]) -> dict[int, list[Record]]:
        """The ledger as it grew; a correction names the place of the step it is for."""
        found: dict[int, list[Record]] = defaultdict(list)
        places: dict[int, int] = {}
        rows = here(ReferralStep).filter(referral__in=ids).order_by("id")
        for each in rows:
            ledger = found[each.referral_id]
            told = {
                "status": each.status,
                "at": each.at.isoformat(),
                "side": each.side,
                "by": self._by(each.by_id),
                "note": plain(each.note),
                "corrects": places.get(each.corrects_id or 0),
                "is_derived": each.is_derived,
            }
            ledger.append(_said(told))
            places[each.pk] = len(ledger)
        return found

    def _closed(self, ids: Sequence[int]) -> dict[int, list[Record]]:
        found: dict[int, list[Record]] = defaultdict(list)
        places: dict[int, int] = {}
        rows = here(ClosedBusiness).filter(referral__in=ids).order_by("id")
        for each in rows.select_related("objective"):
            entries, objective = found[each.referral_id], each.objective
            told = {
                **{name: _text(getattr(each, name)) for name in SUMS},
                "currency": each.currency,
                "on": each.on.isoformat(),
                "at": each.at.isoformat(),
                "by": self._by(each.by_id),
                "objective": name_of(objective.pk, objective.external_id)
                if objective
                else "",
                "corrects": places.get(each.corrects_id or 0),
            }
            entries.append(_said(told))
            places[each.pk] = len(entries)
        return found

    def _by(self, user: int | None) -> str:
        return self.whose.name(user, "by", {}) if user else ""


def _other(row: Record) -> str:
    """Who is at the other end: a partner of the sphere, or a team's member."""
    names = (*_PARTNER, _OTHER[row["direction"]])
    return plain(next((row[name] for name in names if row[name]), ""))


def _said(entry: Record) -> Record:
    return {name: value for name, value in entry.items() if value}


def _text(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount)
