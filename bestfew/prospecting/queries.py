"""What is known about people's qualification, and who is asked next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from statistics import median
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from bestfew.accounts.models import Membership
from bestfew.people.models import Person, PersonQuerySet, State
from bestfew.prospecting import rules
from bestfew.prospecting.models import (
    Answer,
    Criterion,
    QualificationProfile,
    Qualifying,
)
from bestfew.web.pages import MOST_COUNTED

CARDS_TIMED = 50
TOLD = ("value", "evidence", "medium", "at")


def profiles() -> list[QualificationProfile]:
    """All profiles with their criteria, the default one first."""
    found = QualificationProfile.objects.prefetch_related("criteria")
    return list(found.order_by("-is_default", "id"))


def default_profile() -> QualificationProfile:
    """The workspace's default profile, with its criteria."""
    found = QualificationProfile.objects.filter(is_default=True)
    profile: QualificationProfile = found.prefetch_related("criteria").get()
    return profile


def criteria_of(profile: QualificationProfile) -> list[Criterion]:
    """The profile's questions in order."""
    return sorted(profile.criteria.all(), key=lambda each: (each.position, each.pk))


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


def asked_of(person: Person) -> list[tuple[Criterion, Answer | None]]:
    """The default profile's questions, each with the answer that counts: one query."""
    latest = Answer.objects.filter(person=person, key=OuterRef("key"))
    latest = latest.order_by("-at", "-id")
    told = {f"told_{name}": Subquery(latest.values(name)[:1]) for name in TOLD}
    criteria = Criterion.objects.filter(profile__is_default=True).annotate(**told)
    return [(each, _told(each)) for each in criteria.order_by("position", "pk")]


def _told(criterion: Any) -> Answer | None:
    """Of the latest answer, what is shown: not a row to be saved."""
    told = {name: getattr(criterion, f"told_{name}") for name in TOLD}
    return Answer(**told) if told["value"] else None


def latest_answers(person: Person) -> dict[str, Answer]:
    """The answer that counts for every criterion, with its evidence and day."""
    rows = Answer.objects.filter(person=person).order_by("at", "id")
    return {each.key: each for each in rows}


def verdict_of(
    person: Person, profile: QualificationProfile, *, until: datetime | None = None
) -> rules.Verdict:
    """What the answers make of the person under a profile."""
    asked = [each.as_rule() for each in criteria_of(profile)]
    return rules.judge(asked, answers_of(person, until=until))


def state_under(
    profile: QualificationProfile, *, until: datetime | None = None
) -> tuple[dict[str, Coalesce], Case]:
    """`rules.judge` as the database computes it, for `Person` rows.

    Annotate with the first (the latest value of each criterion), then with the second.
    """
    criteria = criteria_of(profile)
    names = {each: f"answered_{n}" for n, each in enumerate(criteria)}
    values = {name: _latest_value(each, until) for each, name in names.items()}
    failed, met, open_ = Q(pk__in=[]), Q(pk__in=[]), Q(pk__in=[])
    for each, name in names.items():
        met |= Q(**{name: "met"})
        if each.is_required:
            failed |= Q(**{name: "not_met"})
            open_ |= ~Q(**{name: "met"})
    return values, Case(
        When(failed, then=Value(State.DISQUALIFIED)),
        When(~open_ & _has_required(criteria), then=Value(State.PROSPECT)),
        When(met, then=Value(State.POSSIBLE)),
        default=Value(State.LEAD),
        output_field=CharField(),
    )


def _has_required(criteria: Iterable[Criterion]) -> Q:
    never = Q(pk__in=[])
    return ~never if any(each.is_required for each in criteria) else never


def _latest_value(criterion: Criterion, until: datetime | None) -> Coalesce:
    rows = Answer.objects.filter(person=OuterRef("pk"), key=criterion.key)
    if until:
        rows = rows.filter(at__lte=until)
    latest = rows.order_by("-at", "-id").values("value")[:1]
    return Coalesce(Subquery(latest), Value("unknown"))


def misplaced(
    profile: QualificationProfile, *, people: Collection[int] | None = None
) -> list[tuple[int, str]]:
    """Whose stored state is not what the profile says: their id and the right one."""
    values, state = state_under(profile)
    known = Q(pk__in=Answer.objects.values("person")) | ~Q(state=State.LEAD)
    if people is not None:
        known = Q(pk__in=people)
    rows = Person.objects.filter(known).annotate(**values).annotate(should=state)
    return list(rows.exclude(state=F("should")).values_list("pk", "should"))


def to_qualify(member: Membership, *, until: datetime | None = None) -> PersonQuerySet:
    """Whom this member may ask, oldest first; with `until` as it was then."""
    visible = Person.objects.visible_to(member)
    if until is None:
        return visible.to_qualify()
    values, state = state_under(default_profile(), until=until)
    then = visible.approachable().filter(created_at__lte=until)
    then = then.annotate(**values).annotate(was=state)
    waiting = {"was__in": (State.LEAD, State.POSSIBLE)}
    return then.filter(**waiting).order_by("id")


def in_state(member: Membership, state: str) -> PersonQuerySet:
    """The queue, or only those who are in one state (disqualified ones as well)."""
    if not state:
        return to_qualify(member)
    people = Person.objects.visible_to(member).filter(state=state)
    return people.approachable().order_by("id")


def by_source(people: PersonQuerySet) -> dict[str, int]:
    """How many of the people came from each source, most first; '' for none."""
    some = people.order_by().values("pk")[:MOST_COUNTED]
    rows = (
        Person.objects.filter(pk__in=some)
        .values_list("source__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "source__name")
    )
    return {name or "": n for name, n in rows}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the queue is: worked through today, and how many are left.

    `seconds` is the median time of one card of this member's last ones, or None.
    """

    done: list[Qualifying]
    left: int
    seconds: int | None
    counts: dict[str, int]


def progress(member: Membership, *, on: date, left: int) -> Progress:
    """What this member did today, each person once with what came of them last."""
    midnight = timezone.make_aware(datetime.combine(on, time.min))
    mine = Qualifying.objects.visible_to(member).filter(by=member.user_id)
    today = mine.filter(at__gte=midnight).select_related("person").order_by("at", "id")
    last = {each.person_id: each for each in today}
    done = sorted(last.values(), key=lambda each: (each.at, each.pk))
    counts: dict[str, int] = defaultdict(int)
    for each in done:
        counts[each.state] += 1
    return Progress(done, left, _seconds(mine), dict(counts))


def _seconds(mine: Iterable[Qualifying]) -> int | None:
    recent: Sequence[int] = list(
        mine.order_by("-at").values_list("seconds", flat=True)[:CARDS_TIMED]  # type: ignore[attr-defined]
    )
    return round(median(recent)) if recent else None
