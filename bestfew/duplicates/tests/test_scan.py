"""A scan finds who is kept twice, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.duplicates import reviewing, scanning
from bestfew.duplicates.matching import process
from bestfew.duplicates.models import Decision, Pair, Scan, Step
from bestfew.people import actions as people
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")

Names = set[frozenset[str]]


def scan(member: Membership, **asked: Any) -> Scan:
    found = scanning.ask(member, at=NOON, **asked)
    scanning.run(found, member)
    return found


def pairs(member: Membership) -> Names:
    """The open pairs, by the notes of their people."""
    found = Pair.objects.visible_to(member).open()
    return {
        frozenset((pair.first.note, pair.second.note))
        for pair in found.select_related("first", "second")
    }


def kept(member: Membership, note: str, name: str, **facts: Any) -> Person:
    return make_person(member, name, note=note, **facts)


def one(*notes: str) -> frozenset[str]:
    return frozenset(notes)


def test_who_is_kept_twice_is_found(alice: Membership) -> None:
    mai = "+84 912 345 678"
    kept(alice, "mai", "Trần Thị Mai", phone=mai, organisation="Công ty TNHH Hoa Sen")
    kept(alice, "mai 2", "TRAN THI MAI", phone="0084912345678", organisation="Hoa Sen")
    kept(alice, "john", "John Smith", email="john.smith@example.org")
    kept(alice, "john 2", "Smith, John", email=" JOHN.Smith@example.org")
    kept(alice, "wang", "王伟", phone="+86 138 1234 5678", email="ww88@example.org")
    kept(alice, "wang 2", "Wang Wei", phone="+8613812345678", email="ww88@example.org")
    kept(alice, "somchai", "นายสมชาย ใจดี", phone="+66 81 234 5678")
    kept(alice, "somchai 2", "สมชาย ใจดี", phone="+66812345678")
    kept(alice, "binh", "Lê Quốc Bình", phone="+84 903 111 222", email="b@example.org")
    kept(alice, "binh 2", "Le Quoc Bih", phone="+84903111222", email="b@example.org")
    kept(alice, "nobody", "", phone="+84 905 555 555")
    kept(alice, "nobody 2", "Phạm Thu Hà", phone="+84905555555")

    done = scan(alice)

    assert (done.step, done.people, done.share) == (Step.DONE, 12, 1.0)
    assert done.pairs == len(pairs(alice))
    assert pairs(alice) == {
        one("mai", "mai 2"),
        one("john", "john 2"),
        one("somchai", "somchai 2"),
        one("binh", "binh 2"),
        one("nobody", "nobody 2"),
        one("wang", "wang 2"),
    }


def test_who_only_looks_alike_is_left_alone(alice: Membership) -> None:
    family, desk = "+84 912 345 678", "+84 28 3822 0000"
    kept(alice, "an", "Nguyễn Văn An", phone=family)
    kept(alice, "binh", "Nguyễn Thị Bình", phone=family)
    kept(alice, "minh", "Trần Quang Minh", phone="+84 903 000 111")
    kept(alice, "linh", "Trần Quang Linh", phone="+84 903 000 111")
    for branch in ("Nguyễn Huệ", "Lê Lợi", "Quận 3"):
        kept(
            alice, branch, f"Highlands Coffee {branch}", phone=desk,
            email="info@highlands.example", organisation="Highlands Coffee",
        )  # fmt: skip
    for number in (1, 2):
        nameless = kept(alice, f"answers {number}", "Khách hàng", email="")
        nameless.traits = {"Age": "30", "Budget": "2 B", "Wants": "flat", "City": "Hue"}
        nameless.save(update_fields=["traits"])
    kept(alice, "one smith", "John Smith", phone="+44 20 7946 0001")
    kept(alice, "other smith", "John Smith", phone="+44 20 7946 0999")

    scan(alice)

    assert pairs(alice) == set()


def test_a_pair_says_what_agrees_and_what_differs(alice: Membership) -> None:
    first = kept(
        alice, "", "Trần Thị Mai", phone="+84 912 345 678", email="mai@example.org"
    )
    second = kept(
        alice, "", "Mai Trần Thị", phone="+84912345678", email="mtran@example.org"
    )

    scan(alice)

    pair = Pair.objects.get()
    assert (pair.first, pair.second) == (first, second)
    assert (pair.agrees, pair.differs) == (["name", "phone"], ["email"])
    assert 0.95 <= pair.probability <= 1


def test_who_was_told_apart_is_not_proposed_again(alice: Membership) -> None:
    for _ in range(2):
        kept(alice, "", "Trần Thị Mai", phone="+84 912 345 678")
    scan(alice)
    reviewing.tell_apart(Pair.objects.get(), by=alice.user, at=NOON)

    again = scan(alice)

    assert again.pairs == 0
    assert Pair.objects.get().decision == Decision.APART


def test_open_pairs_make_way_for_those_of_a_later_scan(alice: Membership) -> None:
    one_of = [kept(alice, "", "Trần Thị Mai", phone="+84 912 345 678") for _ in "12"]
    scan(alice)
    one_of[0].contact_points.all().delete()
    people.edit_person(
        one_of[0], before={"name": "Trần Thị Mai"}, after={"name": "Võ Hoa"},
        by=alice.user, at=NOON,
    )  # fmt: skip

    scan(alice)

    assert not Pair.objects.exists()


def test_a_seller_compares_only_whom_they_see(
    alice: Membership, carol: Membership
) -> None:
    kept(alice, "hidden", "Trần Thị Mai", phone="+84 912 345 678")
    kept(carol, "mine", "Trần Thị Mai", phone="+84 912 345 678")

    hers = scan(carol)
    everybody = scan(alice)

    assert (hers.people, hers.pairs) == (1, 0)
    assert (everybody.people, everybody.pairs) == (2, 1)
    assert not Pair.objects.visible_to(carol).exists()


def test_another_workspace_is_never_compared(
    alice: Membership, bob: Membership
) -> None:
    kept(alice, "", "Trần Thị Mai", phone="+84 912 345 678")
    with workspace_scope(bob.workspace):
        kept(bob, "", "Trần Thị Mai", phone="+84 912 345 678")

    scan(alice)

    assert not Pair.unscoped.exists()


# what goes wrong


def make_pair(member: Membership) -> Pair:
    first, second = (make_person(member, f"Mai {n}") for n in "12")
    found: Pair = Pair.objects.create(first=first, second=second, probability=0.97)
    return found


def test_a_scan_that_comes_to_harm_leaves_everything(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = make_pair(alice)
    monkeypatch.setattr(process, "COMMAND", ("-c", "import os; os.abort()"))
    begun = scanning.ask(alice, at=NOON)

    with pytest.raises(process.Failed):
        scanning.run(begun, alice)

    assert list(Pair.objects.all()) == [pair]
    assert begun.is_running


def test_a_scan_cancelled_on_its_way_leaves_everything(alice: Membership) -> None:
    pair = make_pair(alice)
    begun = scanning.ask(alice, at=NOON)

    def hear(scan: Scan) -> None:
        if scan.step == Step.KEEPING:
            scanning.cancel(Scan.objects.get(), at=NOON)

    scanning.run(begun, alice, hear=hear)

    assert begun.step == Step.CANCELLED
    assert list(Pair.objects.all()) == [pair]


def test_a_scan_killed_on_its_way_begins_anew(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        kept(alice, "", "Trần Thị Mai", phone="+84 912 345 678")
    begun = scanning.ask(alice, at=NOON)
    command = process.COMMAND
    monkeypatch.setattr(process, "COMMAND", ("-c", "import os; os.abort()"))
    with pytest.raises(process.Failed):
        scanning.run(begun, alice)
    monkeypatch.setattr(process, "COMMAND", command)

    scanning.run(begun, alice)

    assert (begun.step, begun.pairs) == (Step.DONE, 1)


def test_a_scan_that_is_over_is_left_alone(alice: Membership) -> None:
    begun = scanning.ask(alice, at=NOON)
    scanning.cancel(begun, at=NOON)

    scanning.run(begun, alice)
    scanning.give_up(begun, "fault", at=NOON)

    assert begun.step == Step.CANCELLED


def test_one_scan_at_once(alice: Membership, carol: Membership) -> None:
    first = scanning.ask(alice, at=NOON)

    with pytest.raises(scanning.ScanRunning) as said:
        scanning.ask(carol, at=NOON)

    assert said.value.scan == first


def test_a_scan_that_fell_silent_makes_way(alice: Membership) -> None:
    dead = scanning.ask(alice, at=NOON)
    Scan.objects.update(step=Step.COMPARING, beat_at=NOON)

    fresh = scanning.ask(alice, at=NOON + timedelta(minutes=3))

    dead.refresh_from_db()
    assert (dead.step, dead.fault) == (Step.FAILED, "silent")
    assert fresh.is_running
