"""Who brought somebody, as an export says it: the name to read, the ids to find."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bestfew.accounts.models import Membership
from bestfew.imports.exports.sides import Ids, between, grouped, here, ids_of_some
from bestfew.imports.exports.source import Record
from bestfew.imports.models import AwaitedReferrer
from bestfew.imports.rules.text import plain
from bestfew.people.models import Person

PERSON = "person_id"


class Brought:
    """Of people whose ids are in order; nothing of referrers one does not see."""

    def __init__(
        self, member: Membership, ids: Sequence[int], referrers: Collection[int]
    ) -> None:
        seen = Person.objects.visible_to(member).filter(pk__in=referrers)
        self.names = dict(seen.values_list("pk", "name")) if referrers else {}
        self.ids = ids_of_some(PERSON, self.names.keys())
        self.waiting = _waiting(ids)

    def told(self, person: int, referrer: int | None) -> Record:
        if referrer in self.names:
            name = plain(self.names[referrer])
            return {"referred_by": name, "referred_ids": self.ids[referrer]}
        ids = {} if referrer else self.waiting.get(person, {})
        return {"referred_by": "", "referred_ids": ids}


def _waiting(ids: Sequence[int]) -> dict[int, Ids]:
    """Ids of referrers whom no file has brought yet; words stand beside as they are."""
    rows = here(AwaitedReferrer).filter(found=None).exclude(namespace="")
    found = grouped(between(rows, PERSON, ids), PERSON, "namespace", "value")
    return {
        person: {plain(namespace): plain(value) for namespace, value in refs}
        for person, refs in found.items()
    }
