"""Who may decide about an objective, and where else somebody's word decides."""

from __future__ import annotations

from bestfew.accounts.models import Membership
from bestfew.funnel.models import Influence, Objective, ObjectiveQuerySet
from bestfew.people.finding import nearest
from bestfew.people.models import Person, Role

FOUND = 8


def who_may_decide(
    member: Membership, objective: Objective, words: str
) -> list[Person]:
    """People of that name; without words those who work where the objective is."""
    known = objective.influences.exclude(person=None).values("person")
    people = Person.objects.visible_to(member).exclude(pk__in=known)
    if words:
        return nearest(people, member, words, limit=FOUND)
    if not objective.organisation_id:
        return []
    there = Role.objects.filter(organisation=objective.organisation_id, ended_on=None)
    rows = people.filter(pk__in=there.values("person")).order_by("sort_name", "id")
    return list(rows[:FOUND])


def decides_elsewhere(member: Membership, influence: Influence) -> ObjectiveQuerySet:
    """Other open objectives in which the same person decides."""
    seen: ObjectiveQuerySet = Objective.objects.visible_to(member).open()
    if not influence.person_id:
        return seen.none()
    rows = seen.filter(influences__person=influence.person_id)
    others: ObjectiveQuerySet = rows.exclude(pk=influence.objective_id)
    return others.order_by("close_by", "id")[:FOUND]
