"""Open objectives with their place on a day: stored for today, else worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q

from bestfew.accounts.models import Membership
from bestfew.funnel import rules
from bestfew.funnel.models import Objective, ObjectiveQuerySet
from bestfew.funnel.queries.cycles import CycleKey, cycle_days_of, own_figures
from bestfew.funnel.queries.facts import end_of_day, facts_of, judgements_of

CHUNK = 1_000

Cycles = dict[CycleKey, float]


@dataclass(frozen=True, slots=True)
class Stood:
    """An objective with its place on a day, what is missing for the next, and why.

    `reason` is why it was judged to stand elsewhere than the rule says, else ''.
    `cycle` is the normal cycle in days; `work` the steps left to the next place.
    """

    objective: Objective
    place: str
    missing: tuple[str, ...]
    reason: str
    expected_close: date | None
    confidence: int
    cycle: float
    work: int = 1

    def age_on(self, day: date) -> int:
        """Days since the first contact."""
        return (day - self.objective.first_contact_on).days

    def days_left_on(self, day: date) -> int | None:
        """Days until the expected close; below 0 when it is past."""
        return (self.expected_close - day).days if self.expected_close else None

    @property
    def gain(self) -> float:
        """What each step brings: value x chance / work, in its currency (D38)."""
        value = self.objective.value
        return rules.gain(
            None if value is None else float(value), self.confidence, self.work
        )

    @property
    def is_judged(self) -> bool:
        return bool(self.reason)


def open_on(member: Membership, *, on: date) -> ObjectiveQuerySet:
    """What this member sees of the objectives open at the end of a day."""
    visible: ObjectiveQuerySet = Objective.objects.visible_to(member)
    return opened_by(visible, on=on)


def opened_by(objectives: ObjectiveQuerySet, *, on: date) -> ObjectiveQuerySet:
    """Of some objectives those open at the end of a day."""
    begun = objectives.filter(first_contact_on__lte=on)
    return begun.filter(Q(is_open=True) | Q(ending__on__gt=on))


def stood_on(
    objectives: ObjectiveQuerySet, *, on: date, today: date
) -> Iterator[Stood]:
    """Every given objective with its place on that day, some hundreds at a time.

    Today's places are those stored (after `refresh_day`); past ones follow from the
    facts as they were, later ones from the rule.
    """
    cycles: Cycles = {}
    rows = objectives.for_card().iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        missing = {each.cycle_key for each in chunk} - set(cycles)
        if missing:
            cycles |= cycle_days_of(missing, until=on)
        if on == today:
            yield from stored(chunk, cycles=cycles)
        else:
            yield from _worked_out(chunk, cycles, on=on, past=on < today)


def stored(
    objectives: Sequence[Objective],
    *,
    cycles: Cycles | None = None,
    own_figure: int | None = None,
) -> list[Stood]:
    """Objectives, read `for_row`, as they stand now, in two queries at most.

    `own_figure` is the workspace's, in days, where that was read already.
    """
    if cycles is None:
        offered: dict[int | None, int | None] = {
            each.offering_id: each.offering.normal_cycle_days
            for each in objectives
            if each.offering
        }
        cycles = cycle_days_of(
            {each.cycle_key for each in objectives},
            own=own_figures(offered, default=own_figure),
        )
    reasons = _reasons(objectives)
    return [
        Stood(
            objective=each,
            place=each.place,
            missing=tuple(each.missing),
            reason=reasons.get(each.pk, ""),
            expected_close=each.expected_close_on,
            confidence=each.confidence,
            cycle=cycles[each.cycle_key],
            work=each.work_left,
        )
        for each in objectives
    ]


def _reasons(objectives: Sequence[Objective]) -> dict[int, str]:
    """Why those that were judged stand where they stand."""
    judged = [each for each in objectives if each.is_judged]
    read = {each.pk: getattr(each, "judged_because", None) for each in judged}
    unread = [pk for pk, reason in read.items() if reason is None]
    found = judgements_of(unread) if unread else {}
    return {pk: reason or found[pk].reason for pk, reason in read.items()}


def _worked_out(
    objectives: Sequence[Objective], cycles: Cycles, *, on: date, past: bool
) -> Iterator[Stood]:
    facts = facts_of(objectives, on=on if past else None, cycles=cycles)
    ids = [each.pk for each in objectives]
    judged = judgements_of(ids, until=end_of_day(on) if past else None)
    for each in objectives:
        known = facts[each.pk]
        standing = rules.stand(known, on=on)
        judgement = judged.get(each.pk)
        yield Stood(
            objective=each,
            place=judgement.place if judgement else standing.place.value,
            missing=tuple(lack.value for lack in standing.missing),
            reason=judgement.reason if judgement else "",
            expected_close=known.expected_close,
            confidence=known.confidence,
            cycle=known.normal_cycle,
            work=rules.work_left(known, standing.missing),
        )
