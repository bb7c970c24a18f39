"""Writes a batch of activities, and what follows from having spoken with someone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from django.utils import timezone

from bestfew.activities.actions import LogChange, log_changed
from bestfew.activities.models import LETTER, Activity, Kind
from bestfew.activities.models import Outcome as Came
from bestfew.activities.rules import work_of
from bestfew.funnel.models import Influence
from bestfew.imports import bulk
from bestfew.imports.loading.activity_rows import ActivityRow
from bestfew.imports.loading.campaigns import Campaigns
from bestfew.imports.loading.loader import Context, changes_of
from bestfew.imports.rules.taking import merged, taken
from bestfew.people.models import Person
from bestfew.reach.actions import log_moved
from bestfew.reach.counting import Entry, entries_of

NEW = (
    *("id", "person_id", "organisation_id", "objective_id", "channel_id"),
    *("campaign_id",),
    *("kind", "is_incoming", "at", "work", "by_id", "external_id"),
)
FILLED = ("minutes", "note", "outcome", "call_to_action", "close")
TARGETS = {"minutes": ("minutes", "seconds"), "note": ("note",)}
"""Columns that a file may write over, each with the targets that say so."""


@dataclass(slots=True, eq=False)
class Done:
    """An activity as a batch sees it."""

    id: int
    is_new: bool = False
    is_visible: bool = True
    fields: dict[str, Any] = field(default_factory=dict)
    traits: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, row: Activity, *, is_visible: bool) -> Self:
        fields = {name: getattr(row, name) for name in FILLED}
        return cls(row.pk, is_visible=is_visible, fields=fields, traits=row.traits)


class ActivityWriter:
    def __init__(self, context: Context, people: dict[int, Person]) -> None:
        self.context = context
        self.people = people
        self.campaigns = Campaigns(context)
        self.new: list[tuple[Done, ActivityRow]] = []
        self.changed: dict[int, Done] = {}
        self.made: dict[str, list[Any]] = {}

    def add(self, done: Done, row: ActivityRow) -> None:
        done.fields = {name: getattr(row, name) for name in FILLED}
        done.traits = row.traits
        self.new.append((done, row))

    def change(self, done: Done, row: ActivityRow) -> dict[str, Any] | None:
        """Fill the blanks of one that exists; what an undo needs, None if nothing."""
        sheet, was = self.context.sheet, dict(done.fields)
        for name in FILLED:
            over = not sheet.overwrites.isdisjoint(TARGETS.get(name, ()))
            value = taken(done.fields[name], getattr(row, name), overwrite=over)
            done.fields[name] = value
        fields = changes_of(was, done.fields)
        told = merged(done.traits, row.traits, sheet.overwritten_traits)
        traits = changes_of(done.traits, told)
        done.traits = told
        if not fields and not traits:
            return None
        if done.is_new:
            return {}
        self.changed[done.id] = done
        return {"fields": fields, "traits": traits}

    def write(self) -> None:
        self._read_others()
        if campaigns := self.campaigns.write():
            self.made["campaign"] = campaigns
        bulk.insert(
            Activity,
            (*NEW, *FILLED, "traits"),
            [
                (
                    done.id,
                    *self._facts(row),
                    *(done.fields[name] for name in FILLED),
                    done.traits,
                )
                for done, row in self.new
            ],
        )
        was = entries_of(self.changed)
        bulk.update(
            Activity,
            (*FILLED, "traits"),
            [(*values_of(done), done.id) for done in self.changed.values()],
        )
        self._spoke()
        log_moved(came=[*self._entries(), *entries_of(self.changed)], went=was)
        log_changed(self._change())

    def _entries(self) -> list[Entry]:
        """What is new, as reach counts it."""
        by = self.context.job.by_id
        return [
            Entry(
                by=row.by or by,
                at=row.at,
                kind=row.kind,
                is_incoming=row.is_incoming,
                channel=row.channel,
                campaign=row.campaign,
                minutes=done.fields["minutes"],
            )
            for done, row in self.new
        ]

    def _change(self) -> LogChange:
        """Whom the batch told of; the days it may touch are years: `log_moved` adds."""
        changed = LogChange.of(Activity.objects.filter(pk__in=self.changed))
        new = {row.person for _done, row in self.new if row.person}
        return LogChange(changed.people | new, frozenset())

    def _facts(self, row: ActivityRow) -> tuple[Any, ...]:
        """The columns of `NEW` behind the id."""
        objective = row.objective.pk if row.objective else None
        about = (row.person, row.organisation, objective, row.channel, row.campaign)
        what = (row.kind, row.is_incoming, row.at, row.work or self._work(row))
        return (*about, *what, row.by or self.context.job.by_id, row.external_id)

    def _read_others(self) -> None:
        """People who are known by their objective only."""
        ids = {row.person for _done, row in self.new if row.person}
        others = Person.objects.filter(pk__in=ids - self.people.keys())
        self.people |= {row.pk: row for row in others.defer("search", "note", "traits")}

    def _work(self, row: ActivityRow) -> str:
        person = self.people.get(row.person) if row.person else None
        return work_of(
            row.kind,
            place=row.objective.place if row.objective else None,
            state=person.state if person else None,
        )

    def _spoke(self) -> None:
        """The last contact of people, and the influences who are contacted by it."""
        last: dict[int, Any] = {}
        for _done, row in self.new:
            if row.person and self._counts(row):
                known = last.get(row.person) or self.people[row.person].last_contact_at
                last[row.person] = max(known, row.at) if known else row.at
        moved = [
            (at, pk) for pk, at in last.items() if at != self.people[pk].last_contact_at
        ]
        bulk.update(Person, ("last_contact_at",), moved)
        if not self.context.sheet.is_ours:  # whose objectives say whom we spoke with
            self._contacted(last)

    def _counts(self, row: ActivityRow) -> bool:
        was_contact = row.kind != Kind.NOTE and row.outcome != Came.NO_ANSWER
        is_letter = row.external_id.startswith(LETTER)
        return was_contact and not is_letter and row.at <= self.context.at

    def _contacted(self, last: dict[int, Any]) -> None:
        unmet = Influence.objects.unmet().filter(person__in=list(last))
        rows = unmet.values_list("pk", "person_id")
        days = [(timezone.localdate(last[person]), pk) for pk, person in rows]
        bulk.update(Influence, ("contacted_on",), days)
        if days:
            self.made["influence"] = [[pk, day.isoformat()] for day, pk in days]


def values_of(done: Done) -> tuple[Any, ...]:
    """What may be filled, and the traits."""
    return (*(done.fields[name] for name in FILLED), done.traits)
