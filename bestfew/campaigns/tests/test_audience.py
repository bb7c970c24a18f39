"""Who may be written to is counted as it is judged, letter by letter (OQ-17)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import audience, permission
from bestfew.campaigns.models import BadAddress, Letter
from bestfew.campaigns.tests.post import make_mailing, make_reader
from bestfew.conftest import NOON
from bestfew.people.actions import note_permission, tag
from bestfew.people.models import Permission, Person, Purpose
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

WORDS = st.tuples(
    st.sampled_from(Purpose.values),
    st.sampled_from(["any", "email", "phone"]),
    st.sampled_from(Permission.State.values),
    st.integers(0, 3),
)


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    ledger=st.lists(WORDS, max_size=4),
    email=st.sampled_from(["", "a@example.org", "a@b.org"]),
)
def test_sql_and_the_rule_agree_on_everybody(
    alice: Membership, ledger: list[Any], email: str
) -> None:
    with transaction.atomic():
        person = make_person(alice, "Mai", email=email)
        BadAddress.objects.create(key="a@b.org", at=NOON)
        for purpose, medium, state, day in ledger:
            note_permission(
                person, purpose=purpose, medium=medium, state=state, by=alice.user,
                at=NOON + timedelta(days=day),
            )  # fmt: skip

        counted = audience.counted(alice, {})

        assert counted.all == 1
        assert counted.may == (1 if _verdict(person, email) == "" else 0)
        assert list(counted.left_out) == [_verdict(person, email)] * (1 - counted.may)
        transaction.set_rollback(True)


def _verdict(person: Person, email: str) -> str:
    """By the rule that is asked for each letter; SQL tells first of the address."""
    fresh = Person.objects.prefetch_related("permissions").get(pk=person.pk)
    letter = Letter(person=fresh, key=email, message_id="", next_at=NOON)
    said = permission.judge(letter, country="GB", at=NOON).reason
    if fresh.do_not_contact or (email == "a@example.org"):
        return said
    return "bad_address" if email else "no_address"


def test_a_filter_narrows_and_nonsense_in_it_finds_nobody(
    alice: Membership, carol: Membership
) -> None:
    first, _other = (make_reader(alice, number) for number in range(2))
    word = tag(first, "fair", by=alice.user, at=NOON)

    def may(member: Membership = alice, **filters: Any) -> int:
        return audience.counted(member, filters).may

    assert may() == 2
    assert may(tag=word.pk) == 1
    assert may(state="lead") == 2
    assert may(state="prospect") == may(source=1) == 0
    assert may(state="x' OR 1=1") == may(owner="all") == may(tag="*") == 0
    assert may(carol) == 0  # a seller writes to whom they see
    assert may(owner=carol.user_id) == 0


def test_counting_takes_four_queries_however_many(
    alice: Membership, django_assert_num_queries: Any
) -> None:
    for number in range(20):
        make_reader(alice, number)
    mailing = make_mailing(alice)

    with django_assert_num_queries(4):
        assert audience.counted(alice, mailing.audience).may == 20
