"""Loads one's own record of referrals to partners: every step, and what was closed.

What passed through a team is the team's as well, and stays there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.funnel.models import Objective
from bestfew.imports.facts import CLOSED, STEPS, Table
from bestfew.imports.loading.finding import by_name, owners_of
from bestfew.imports.loading.finding import called as called_so
from bestfew.imports.loading.loader import Rejected
from bestfew.imports.loading.members import OWNER, Members
from bestfew.imports.loading.network import NetworkLoader, Told, listed, rows_called
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import loads
from bestfew.network.actions.ledger import refresh
from bestfew.network.models import (
    ClosedBusiness,
    Direction,
    Referral,
    ReferralStep,
    Side,
    SphereMember,
)
from bestfew.people.models import Permission
from bestfew.teams.models import Status

Entries = list[dict[str, Any]]


class ReferralLoader(NetworkLoader):
    noun = Noun.REFERRALS
    table = Table(
        "referrals",
        Referral,
        "",
        (
            *("direction", "summary", "kind", "level", "given_at"),
            *("agreed_at", "agreed_how"),
        ),
        (),
    )

    def beside(self, cells: Cells) -> dict[str, Any]:
        texts = ("team", "partner_id", "origin_id")
        return {
            **{name: cells.whole(name) for name in texts},
            "people": cells.refs("person_id"),
            "is_shared": cells.is_so("shared"),
            "owner": Members(self.context.member).of(cells, OWNER),
            "steps": _entries(cells, STEPS),
            "closed": _entries(cells, CLOSED),
        }

    def prepare(self, rows: Sequence[Told]) -> None:
        member = self.context.member
        self.members = Members(member)
        self.owners = owners_of(
            (r for row in rows for r in row.beside["people"]), member
        )
        partners = {row.beside["partner_id"] for row in rows}
        seen = SphereMember.objects.visible_to(member)
        self.partners = rows_called(Noun.SPHERE, seen, partners)
        names = {
            str(e.get("objective", "")) for row in rows for e in row.beside["closed"]
        }
        deals = Objective.objects.visible_to(member).filter(called_so(names))
        self.objectives = by_name(deals) if names else {}

    def check(self, row: Told) -> None:
        if row.beside["partner_id"] in self.partners:
            return
        if row.beside["team"]:
            raise Rejected("of_a_team", "", row.beside["team"])
        if row.beside["partner_id"]:
            raise Rejected("unknown_id", "", row.beside["partner_id"])

    def create(self, pk: int, row: Told) -> None:
        origin, mine = row.beside["origin_id"], self.context.member
        seen = Referral.objects.visible_to(mine)
        made = Referral.objects.create(
            pk=pk,
            partner_id=self.partners.get(row.beside["partner_id"]),
            person_id=self._person(row),
            origin_id=rows_called(self.noun, seen, [origin]).get(origin),
            owner_id=row.beside["owner"] or self.context.job.by_id,
            is_shared=row.beside["is_shared"],
            status_at=row.said["given_at"],
            **row.said,
        )
        self._steps(made, row.beside["steps"])
        self._closed(made, row.beside["closed"])
        refresh(made)

    def _person(self, row: Told) -> int | None:
        """Who was referred; of one that was got only who agreed to it (OQ-18)."""
        found = (self.owners.get(ref) for ref in row.beside["people"])
        person = next((e.person for e in found if e and e.is_visible), None)
        if person is None or row.said["direction"] == Direction.GIVEN:
            return person
        said = Permission.objects.filter(person=person, state=Permission.State.GIVEN)
        if said.exists():
            return person
        row.notes.append(Note("not_agreed"))
        return None

    def _steps(self, referral: Referral, entries: Entries) -> None:
        """In the order of the ledger; the first is that somebody was thought of."""
        first = {"status": Status.IDENTIFIED, "at": referral.given_at, "side": Side.US}
        made: list[ReferralStep] = []
        for each in entries or [first]:
            facts = dict(each)
            corrects, by = facts.pop("corrects", None), facts.pop("by", "")
            step = ReferralStep.objects.create(
                referral=referral,
                by_id=self._by(by, facts["side"] == Side.US),
                corrects=_earlier(made, corrects),
                **facts,
            )
            made.append(step)

    def _closed(self, referral: Referral, entries: Entries) -> None:
        made: list[ClosedBusiness] = []
        for each in entries:
            facts = dict(each)
            corrects, by = facts.pop("corrects", None), facts.pop("by", "")
            objective = self.objectives.get(str(facts.pop("objective", "")))
            closed = ClosedBusiness.objects.create(
                referral=referral,
                by_id=self._by(by, True),
                corrects=_earlier(made, corrects),
                objective=objective,
                **facts,
            )
            made.append(closed)

    def _by(self, name: object, is_ours: bool) -> int | None:
        known = self.members.known.get(str(name).casefold())
        return known or (self.context.job.by_id if is_ours and not name else None)


def _entries(cells: Cells, table: Table) -> Entries:
    """A ledger's entries; each may say by whom, and which one before it corrects."""
    facts = listed(cells, table)
    told = loads(cells.whole(table.target)) or []
    names = ("by", "corrects", "objective")
    return [
        {**each, **{name: said[name] for name in names if name in said}}
        for each, said in zip(facts, told, strict=True)
    ]


def _earlier(made: Sequence[Any], corrects: object) -> Any:
    """The entry that another corrects, by its place in the ledger; each only once."""
    places = {str(place): each for place, each in enumerate(made, 1)}
    found = places.get(str(corrects))
    is_free = found and not any(each.corrects == found for each in made)
    return found if is_free else None
