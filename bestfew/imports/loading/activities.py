"""Loads activities: what was done with people, organisations, on objectives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bestfew.accounts.ids import new_id
from bestfew.activities.models import Activity
from bestfew.funnel.actions import refresh_places
from bestfew.funnel.models import Influence, Objective
from bestfew.imports.loading.activities_write import FILLED, ActivityWriter, Done
from bestfew.imports.loading.activity_rows import ActivityRow, activity_row
from bestfew.imports.loading.campaigns import Campaigns
from bestfew.imports.loading.customers import Customers
from bestfew.imports.loading.finding import by_name, called
from bestfew.imports.loading.loader import Context, Loader, Rejected, Result
from bestfew.imports.loading.members import AUTHOR, Members
from bestfew.imports.loading.sheet import Cells, Note
from bestfew.imports.models import Outcome
from bestfew.people.rules import fold
from bestfew.prospecting.models import Channel


class ActivityLoader(Loader[ActivityRow]):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.members = Members(context.member)

    def parse(self, cells: Cells) -> ActivityRow:
        by = self.members.of(cells, AUTHOR)
        row = activity_row(cells, self.context.job.activity_kind)
        row.by = by
        return row

    def apply(self, records: Sequence[ActivityRow], *, write: bool) -> list[Result]:
        customers = Customers(
            self.context.member,
            refs=(ref for row in records for ref in row.refs),
            points=(point for row in records for point in row.points),
            names=(row.person_name for row in records if row.person_name),
        )
        known = self._known([row.external_id for row in records], write=write)
        objectives = self._objectives(records)
        channels = self._channels()
        writer = ActivityWriter(self.context, customers.facts)
        results = []
        for row in records:
            _choose_channel(row, channels)
            try:
                self._choose_about(row, customers, objectives)
                results.append(self._apply_row(row, known, writer))
            except Rejected as fault:
                notes = [*row.notes, fault.note]
                results.append(Result(row.number, Outcome.REJECTED, notes=notes))
        if write:
            writer.write()
            self.made = writer.made
        else:
            self._note(known)
        return results

    def _known(self, external_ids: list[str], *, write: bool) -> dict[str, Done]:
        stored = self._existing(external_ids)
        return stored if write else self._recalled(external_ids) | stored

    def _recalled(self, external_ids: list[str]) -> dict[str, Done]:
        """Those that earlier rows of a dry run would have logged."""
        found = self.memory.find({("id", each) for each in external_ids}, most=1)
        return {
            external_id: Done(pk, is_new=True, fields=dict.fromkeys(FILLED))
            for (_id, external_id), (pk,) in found.items()
        }

    def _note(self, known: dict[str, Done]) -> None:
        """For `memory`: those whom the batch was about."""
        for external_id, done in known.items():
            if done.id in self.fresh:
                self.facts[done.id] = None
                self.keys.append((("id", external_id), done.id))

    def _existing(self, external_ids: list[str]) -> dict[str, Done]:
        rows = Activity.objects.filter(called(external_ids))
        visible = set(rows.visible_to(self.context.member).values_list("pk", flat=True))
        done = {row: Done.of(row, is_visible=row.pk in visible) for row in rows}
        return {name: done[row] for name, row in by_name(done).items()}

    def _objectives(self, records: Sequence[ActivityRow]) -> dict[str, Objective]:
        wanted = {value for row in records for value in row.objective_ids}
        rows = Objective.objects.visible_to(self.context.member)
        return by_name(rows.filter(called(wanted)) if wanted else ())

    def _channels(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for pk, key, name in Channel.objects.values_list("pk", "key", "name"):
            found |= {fold(name): pk, fold(key): pk}
        return found

    def _choose_about(
        self,
        row: ActivityRow,
        customers: Customers,
        objectives: dict[str, Objective],
    ) -> None:
        """Whom it was with; an objective's customer where the row names none."""
        for value in row.objective_ids:
            row.objective = row.objective or objectives.get(value)
            if value not in objectives:
                row.notes.append(Note("unknown_objective", "", value))
        try:
            people = customers.of(row.person_refs, row.points, row.person_name)
            row.person, row.organisation = people.person, people.organisation
            self._add_place(row, customers)
        except Rejected as fault:
            self._about_others(row, customers, fault)

    def _add_place(self, row: ActivityRow, customers: Customers) -> None:
        """An export says of one activity that it was with both."""
        if self.context.sheet.is_ours and row.person:
            owners = (customers.owners.get(ref) for ref in row.organisation_refs)
            places = [each.organisation for each in owners if each and each.is_visible]
            row.organisation = next(filter(None, places), row.organisation)

    def _about_others(
        self, row: ActivityRow, customers: Customers, unknown: Rejected
    ) -> None:
        if row.organisation_refs:
            try:
                owner = customers.of(row.organisation_refs, ())
                row.person, row.organisation = owner.person, owner.organisation
                return
            except Rejected:
                if row.objective is None:
                    raise
        if row.objective is None:
            raise unknown
        row.person = row.objective.person_id
        row.organisation = row.objective.organisation_id

    def _apply_row(
        self, row: ActivityRow, known: dict[str, Done], writer: ActivityWriter
    ) -> Result:
        done = known.get(row.external_id)
        before: dict[str, Any] | None = None
        if done is None:
            done = Done(new_id(), is_new=True)
            known[row.external_id] = done
            _choose_campaign(row, writer.campaigns)
            writer.add(done, row)
            outcome: str = Outcome.CREATED
        else:
            if not done.is_visible:
                raise Rejected("id_taken", "", row.external_id)
            less = self.of_known.get(row.number)
            before = writer.change(done, less or row)
            outcome = self.outcome_of(done.id, changed=before is not None)
        self.fresh.add(done.id)
        return Result(row.number, outcome, done.id, row.notes, before)

    def finish(self, targets: Sequence[int]) -> None:
        """Places follow: somebody who decides was spoken with."""
        people = Activity.objects.filter(pk__in=targets).exclude(person=None)
        ids = Influence.objects.filter(
            person__in=people.values("person"), objective__is_open=True
        ).exclude(contacted_on=None)
        objectives = sorted(set(ids.values_list("objective_id", flat=True)))
        refresh_places(objectives, by=self.context.job.by, at=self.context.at)


def _choose_channel(row: ActivityRow, channels: dict[str, int]) -> None:
    if not row.channel_name:
        return
    row.channel = channels.get(fold(row.channel_name))
    if row.channel is None:
        row.notes.append(Note("unknown_channel", "", row.channel_name))
        row.traits.setdefault("channel", row.channel_name)


def _choose_campaign(row: ActivityRow, campaigns: Campaigns) -> None:
    if not row.campaign_name:
        return
    row.campaign = campaigns.of(row.campaign_name, row.channel, row.at)
    if row.campaign is None:
        row.notes.append(Note("unknown_campaign", "", row.campaign_name))
        row.traits.setdefault("campaign", row.campaign_name)
