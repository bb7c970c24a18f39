"""Whose rows are: the members of the workspace, as files name them."""

from __future__ import annotations

from bestfew.accounts.models import Membership
from bestfew.accounts.models import Role as Seat
from bestfew.imports.loading.sheet import Cells

OWNER, AUTHOR = "owner", "by"


class Members:
    """Members who may own rows, by their e-mail address, and by name where it is one's.

    Exports leave the column blank for what is the exporting member's own, so that it
    becomes the importing member's own (`exports/owners.py`).
    """

    def __init__(self, member: Membership) -> None:
        rows = Membership.objects.filter(workspace=member.workspace_id)
        rows = rows.exclude(role=Seat.VIEWER).select_related("user").order_by("id")
        self.known: dict[str, int] = {}
        names: dict[str, list[int]] = {}
        for each in rows:
            self.known[each.user.email.casefold()] = each.user_id
            names.setdefault(each.user.name.casefold(), []).append(each.user_id)
        for name, users in names.items():
            if name and len(users) == 1:
                self.known.setdefault(name, users[0])

    def of(self, cells: Cells, target: str) -> int | None:
        """The member whom a cell names; any other name is kept as a trait."""
        for value, column in cells.many(target):
            if found := self.known.get(value.casefold()):
                return found
            cells.traits[cells.sheet.headers[column]] = value
        return None
