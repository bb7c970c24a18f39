"""The same file once more: its rows are about whom they were about the last time."""

from __future__ import annotations

from bestfew.accounts.models import Membership
from bestfew.imports.loading.finding import visible_people
from bestfew.imports.models import Import, ImportRow, State
from bestfew.people.models import Person

STANDS = (State.DONE, State.LOADING, State.FINISHING)


def earlier_import(job: Import) -> Import | None:
    """The last import of the same file as the same noun that still stands."""
    same = Import.objects.filter(noun=job.noun, file_hash=job.file_hash)
    others = same.filter(state__in=STANDS).exclude(pk=job.pk)
    found: Import | None = others.order_by("-uploaded_at").first()
    return found


def people_of(
    earlier: Import | None, first: int, last: int, member: Membership
) -> dict[int, int]:
    """The people whom rows `first` to `last` were about, by the rows' numbers.

    So a row finds its person even where every number and name was corrected since.
    """
    if earlier is None:
        return {}
    rows = ImportRow.objects.filter(job=earlier, number__gte=first, number__lte=last)
    told = dict(rows.exclude(target=None).values_list("number", "target"))
    there = Person.objects.filter(pk__in=set(told.values()))
    known = visible_people(set(there.values_list("pk", flat=True)), member)
    return {number: pk for number, pk in told.items() if pk in known}
