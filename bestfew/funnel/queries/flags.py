"""Red flags and strengths of an objective, with those whom they are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bestfew.funnel import rules
from bestfew.funnel.models import Influence, Objective


@dataclass(frozen=True, slots=True)
class Bases:
    """What is not covered yet, and what helps to cover it (2.C.7 to 2.C.9)."""

    flags: tuple[rules.Raised, ...]
    strengths: tuple[rules.Strong, ...]
    people: dict[int, Influence] = field(default_factory=dict)

    def who(self, flag: rules.Raised) -> list[Influence]:
        return [self.people[key] for key in flag.who]

    def helper(self, flag: rules.Raised) -> Influence | None:
        return self.people[flag.helper] if flag.helper else None


def bases_of(objective: Objective, *, on: date) -> Bases:
    """Of an objective read `for_card`: no query."""
    people = {each.pk: each for each in objective.influences.all()}
    known = [_known(each) for each in people.values()]
    flags = rules.red_flags(
        known,
        on=on,
        is_organisation=objective.organisation_id is not None,
        reorganised=objective.reorganised_on is not None,
    )
    return Bases(flags, rules.strengths(known, on=on), people)


def _known(each: Influence) -> rules.Known:
    return rules.Known(
        key=each.pk,
        role=each.role,
        degree=each.degree,
        mode=each.mode,
        rating=each.rating,
        has_need=bool(each.need),
        has_win=bool(each.win),
        has_evidence=bool(each.evidence),
        contacted=each.contacted_on is not None,
        satisfied_on=each.satisfied_on,
        accepted=each.accepted_on is not None,
        new_on=each.new_on,
        left_on=each.left_on,
    )
