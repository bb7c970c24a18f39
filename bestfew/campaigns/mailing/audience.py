"""To whom a mailing goes: people by filter, and who of them may be written to now.

A mailing goes by the same permission that it asks at send time (OQ-17): somebody said
yes to news and offers by e-mail, and nobody said no behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from bestfew.accounts.models import Membership
from bestfew.campaigns.models import BadAddress
from bestfew.people.models import (
    ContactKind,
    ContactPoint,
    Medium,
    Permission,
    Person,
    PersonQuerySet,
    Purpose,
    State,
)

MOST = 5_000
"""Letters of one mailing: ten working days of ten accounts."""

OK = ""
NO = (Permission.State.REFUSED, Permission.State.WITHDRAWN)
NO_CONTACT, NO_ADDRESS, BAD, SAID_NO, NOT_ASKED = (
    "do_not_contact", "no_address", "bad_address", "said_no", "no_permission",
)  # fmt: skip
FILTERS = ("state", "source", "tag", "owner")


@dataclass(frozen=True, slots=True)
class Counted:
    """`may`: people who can be written to now; `left_out`: the others, by reason."""

    may: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return self.may + sum(self.left_out.values())


def wanted(member: Membership, audience: Mapping[str, Any]) -> PersonQuerySet:
    """The people of a filter whom the member sees: `state`, and keys of the others.

    Nonsense in it finds nobody, rather than everybody.
    """
    people: PersonQuerySet = Person.objects.visible_to(member)
    state = audience.get("state")
    if state:
        people = people.filter(state__in=[s for s in State.values if s == state])
    for name, column in (
        ("source", "source"), ("owner", "owner"), ("tag", "taggings__tag")
    ):  # fmt: skip
        if key := audience.get(name):
            people = people.filter(**{column: key if isinstance(key, int) else 0})
    return people


def counted(member: Membership, audience: Mapping[str, Any]) -> Counted:
    """In four queries, two of them over all people.

    Bad addresses, and words about news, are few: those are looked up from their side.
    """
    people = wanted(member, audience).order_by()
    free = people.filter(do_not_contact=False)
    everybody = people.aggregate(
        all=Count("pk"), free=Count("pk", filter=Q(do_not_contact=False))
    )
    reachable = free.filter(Exists(_points())).count()
    good = free.filter(Exists(_good(_points())))
    bad = _with_a_bad_address(free).filter(~Exists(_good(_points()))).count()
    words = _by_word(good)
    found = {
        NO_CONTACT: everybody["all"] - everybody["free"],
        NO_ADDRESS: everybody["free"] - reachable,
        BAD: bad,
        SAID_NO: sum(n for word, n in words.items() if word in NO),
        NOT_ASKED: reachable - bad - sum(words.values()),
    }
    left_out = {reason: n for reason, n in found.items() if n}
    return Counted(words.get(Permission.State.GIVEN, 0), left_out)


def _with_a_bad_address(people: PersonQuerySet) -> PersonQuerySet:
    bad = addresses().filter(key__in=BadAddress.objects.values("key"))
    return people.filter(pk__in=bad.values("person"))


def _by_word(people: PersonQuerySet) -> dict[str, int]:
    """How many of them said what of news last; who said nothing is in none."""
    told = people.filter(pk__in=_about_news().values("person"))
    last = told.annotate(word=Subquery(_words().values("state")[:1]))
    return dict(last.values_list("word").annotate(n=Count("pk", distinct=True)))


def those_who_may(
    member: Membership, audience: Mapping[str, Any]
) -> Iterator[tuple[int, str, str]]:
    """(person, address, its key) of each; an address that two share comes once."""
    given = _about_news().filter(state=Permission.State.GIVEN).values("person")
    people = _judged(wanted(member, audience).filter(pk__in=given)).filter(verdict=OK)
    rows = people.order_by("id").values_list("id", "address", "key")
    known: set[str] = set()
    for person, address, key in rows.iterator():
        if key not in known:
            known.add(key)
            yield person, address, key


def _judged(people: PersonQuerySet) -> Any:
    """With `verdict`, the reason why not, and the address that a letter goes to."""
    words, points = _words(), _points()
    first = _good(points).order_by("id")
    return people.annotate(
        word=Subquery(words.values("state")[:1]),
        address=Subquery(first.values("value")[:1]),
        key=Subquery(first.values("key")[:1]),
        has_any=Exists(points),
    ).annotate(verdict=_verdict())


def _verdict() -> Case:
    return Case(
        When(do_not_contact=True, then=Value(NO_CONTACT)),
        When(has_any=False, then=Value(NO_ADDRESS)),
        When(address=None, then=Value(BAD)),
        When(word=Permission.State.GIVEN, then=Value(OK)),
        When(word__in=NO, then=Value(SAID_NO)),
        default=Value(NOT_ASKED),
        output_field=CharField(),
    )


def addresses() -> Any:
    """E-mail addresses that can be one."""
    return ContactPoint.objects.filter(kind=ContactKind.EMAIL, key__contains="@")


def _points() -> Any:
    return addresses().filter(person=OuterRef("pk"))


def _good(points: Any) -> Any:
    return points.filter(~Exists(BadAddress.objects.filter(key=OuterRef("key"))))


def _words() -> Any:
    """Answers about news by e-mail, the latest first: `people.rules.permission`."""
    return _about_news().filter(person=OuterRef("pk")).order_by("-at", "-id")


def _about_news() -> Any:
    told = Permission.objects.filter(
        purpose__in=(Purpose.NEWS, Purpose.ANY),
        medium__in=(Medium.EMAIL, Permission.ANY_MEDIUM),
    )
    return told.exclude(state=Permission.State.ASKED)
