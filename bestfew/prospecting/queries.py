"""What is known about people's qualification."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from bestfew.people.models import Person
from bestfew.prospecting import rules
from bestfew.prospecting.models import Answer, QualificationProfile


def default_profile() -> QualificationProfile:
    """The workspace's default profile, with its criteria in order."""
    found = QualificationProfile.objects.filter(is_default=True)
    profile: QualificationProfile = found.prefetch_related("criteria").get()
    return profile


def answers_of(
    person: Person, *, until: datetime | None = None
) -> dict[str, rules.Value]:
    """The latest value of every criterion ever answered about one person."""
    return answers_of_all([person.pk], until=until)[person.pk]


def answers_of_all(
    people: Iterable[int], *, until: datetime | None = None
) -> dict[int, dict[str, rules.Value]]:
    """The same for many people, in one query; people without answers are empty."""
    rows = Answer.objects.filter(person__in=people).order_by("at", "id")
    if until:
        rows = rows.filter(at__lte=until)
    latest: dict[int, dict[str, rules.Value]] = defaultdict(dict)
    for person, key, value in rows.values_list("person_id", "key", "value"):
        latest[person][key] = value
    return latest


def verdict_of(
    person: Person, profile: QualificationProfile, *, until: datetime | None = None
) -> rules.Verdict:
    """What the answers make of the person under a profile."""
    criteria = sorted(profile.criteria.all(), key=lambda each: each.position)
    rule_criteria = [each.as_rule() for each in criteria]
    return rules.judge(rule_criteria, answers_of(person, until=until))
