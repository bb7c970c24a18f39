"""The network comes in again as it went out: twice is once, and it can be undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.imports.models import OF_THE_NETWORK, Import, ImportRow, Noun
from bestfew.imports.tests.recipes import bring_in, exported, make_file, undo
from bestfew.imports.tests.test_round_trip import differences, fresh
from bestfew.markets.actions import add_market
from bestfew.markets.models import MarketOffering, Offering, TargetMarket
from bestfew.network.actions import ledger
from bestfew.network.actions.learning import learn
from bestfew.network.actions.professions import (
    add_profession,
    set_rivals,
    start_map,
    strike,
)
from bestfew.network.actions.sphere import let_go
from bestfew.network.models import (
    ClosedBusiness,
    Profession,
    Referral,
    Rivalry,
    SphereMember,
)
from bestfew.network.tests.cast_referrals import (
    LATER,
    make_agreed,
    make_partner,
    make_referral,
    make_three,
)
from bestfew.people.models import Organisation, Person
from bestfew.people.tests.cast import make_person
from bestfew.verify.network import CHECKS

pytestmark = pytest.mark.usefixtures("in_workspace")

ORDER = (
    *(Noun.ORGANISATIONS, Noun.PEOPLE, Noun.PROFESSIONS, Noun.MARKETS),
    *(Noun.SPHERE, Noun.REFERRALS),
)
NASTY = '=1+1, "quoted"\n\nไทย 王伟; {"a": [1]}'


def files_of(member: Membership, folder: Path, form: str = "csv") -> dict[str, Path]:
    found = {noun: folder / f"{noun}.{form}" for noun in ORDER}
    for noun, path in found.items():
        path.write_bytes(exported(member, noun, form=form))
    return {noun: path for noun, path in found.items() if path.stat().st_size}


def outcomes() -> set[str]:
    return set(ImportRow.objects.values_list("outcome", flat=True))


def of_network(member: Membership) -> dict[str, bytes]:
    return {noun: exported(member, noun) for noun in OF_THE_NETWORK}


@pytest.fixture
def filled(alice: Membership) -> Membership:
    """A map with an own profession and own rivals; partners of now and of before, with
    what they answered; a referral with a corrected step and thanks, and a spin-off.
    """
    alice.workspace.trade = "events"
    alice.workspace.save()
    by = alice.user
    market = add_market(
        alice, name="Couples", who=NASTY, needs="a day", picture="Oi & Noi", at=NOON
    )
    MarketOffering.objects.create(
        market=market, offering=Offering.objects.create(name="A whole day")
    )
    start_map(alice, market, at=NOON)
    own = add_profession("Balloon pilot", market=market, by=by, at=NOON)
    florist = Profession.objects.get(key="florist")
    set_rivals(own, florist, compete=True, by=by, at=NOON)
    set_rivals(florist, Rivalry.objects.first().first, compete=False, by=by, at=NOON)  # type: ignore[union-attr]
    strike(florist, market, by=by, at=NOON)
    add_market(alice, name="Firms", at=NOON)
    partner = make_partner(
        alice, make_person(alice, "Oi"), wanted=NASTY, overlap=40, note="kind"
    )
    for text in ("First", NASTY):
        learn(partner, {"q1": text}, by=by, at=NOON)
    let_go(make_partner(alice, make_person(alice, "Gone")), by=by, at=LATER)
    place = Organisation.objects.create(name="Petals", owner=by, created_at=NOON)
    SphereMember.objects.create(
        organisation=place, profession=florist, owner=by, created_at=NOON
    )
    _refer(alice, partner)
    return alice


def _refer(alice: Membership, partner: SphereMember) -> None:
    referral = make_agreed(alice, partner)
    said: dict[str, Any] = {"side": "us", "at": LATER, "by": alice.user}
    wrong = ledger.write(referral, "introduced", **said)
    ledger.write(referral, "permission", corrects=wrong, note=NASTY, **said)
    money = {"currency": "GBP", "on": NOON.date(), "at": NOON, "by": alice.user}
    mistaken = ClosedBusiness.objects.create(
        referral=referral, amount=Decimal("10000.00"), **money
    )
    ClosedBusiness.objects.create(
        referral=referral, amount=Decimal(0), corrects=mistaken, **money
    )
    again = make_referral(alice, partner, person=make_person(alice, "Third"))
    Referral.objects.filter(pk=again.pk).update(origin=referral)


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_fresh_workspace_has_the_same(
    filled: Membership, tmp_path: Path, form: str
) -> None:
    before, files, other = of_network(filled), files_of(filled, tmp_path, form), fresh()

    with workspace_scope(other.workspace):
        for noun, path in files.items():
            answer = bring_in(other, path, noun)
            assert answer.counts["created"] == answer.counts["rows_read"] > 0
        after = of_network(other)
        faults = [each.name for each in CHECKS if each.find().rows]

    assert not differences(before, after)
    assert before == after
    assert not faults


def test_twice_is_once(filled: Membership, tmp_path: Path) -> None:
    files, other = files_of(filled, tmp_path), fresh()

    with workspace_scope(other.workspace):
        for _twice in range(2):
            ImportRow.objects.all().delete()
            for noun, path in files.items():
                bring_in(other, path, noun)
        assert outcomes() == {"unchanged"}
        assert of_network(other) == of_network(other)
    assert of_network(filled)


def test_here_nothing_changes(filled: Membership, tmp_path: Path) -> None:
    before = of_network(filled)

    for noun, path in files_of(filled, tmp_path).items():
        bring_in(filled, path, noun)

    assert outcomes() == {"unchanged"}
    assert of_network(filled) == before


def test_a_renamed_market_is_still_the_same(filled: Membership, tmp_path: Path) -> None:
    files, other = files_of(filled, tmp_path), fresh()
    with workspace_scope(other.workspace):
        bring_in(other, files[Noun.MARKETS], Noun.MARKETS)
        TargetMarket.objects.filter(name="Couples").update(name="Brides")

        answer = bring_in(other, files[Noun.MARKETS], Noun.MARKETS)

        assert answer.counts["unchanged"] == 2
        assert TargetMarket.objects.count() == 2


def test_an_undo_takes_all_of_it_back(filled: Membership, tmp_path: Path) -> None:
    files, other = files_of(filled, tmp_path), fresh()
    with workspace_scope(other.workspace):
        for noun, path in files.items():
            bring_in(other, path, noun)

        for job in Import.objects.order_by("-pk"):
            assert undo(job).kept == 0

        assert not any(
            model.objects.exists()
            for model in (*(Person, TargetMarket, Profession, SphereMember),
                          *(Referral, Rivalry, Offering))
        )  # fmt: skip


def test_an_undo_gives_back_what_was_filled_in(
    alice: Membership, tmp_path: Path
) -> None:
    market = add_market(alice, name="Couples", needs="a day", at=NOON)
    rows = [["name", "needs", "desires"], ["Couples", "a night", "a dream"]]

    bring_in(alice, make_file(tmp_path, rows), Noun.MARKETS)
    market.refresh_from_db()
    assert (market.needs, market.desires, market.version) == ("a day", "a dream", 2)
    assert undo(Import.objects.get()).kept == 0

    market.refresh_from_db()
    assert (market.needs, market.desires, market.version) == ("a day", "", 1)


def test_what_a_team_has_stays_with_the_team(
    alice: Membership, bob: Membership, tmp_path: Path
) -> None:
    _mine, his, _guest = make_three(alice, bob)
    make_agreed(alice, his)
    files, other = files_of(alice, tmp_path), fresh()

    with workspace_scope(other.workspace):
        for noun in (Noun.PEOPLE, Noun.PROFESSIONS, Noun.SPHERE, Noun.REFERRALS):
            bring_in(other, files[noun], noun)
        rejected = ImportRow.objects.filter(outcome="rejected")

        assert {note[0] for row in rejected for note in row.notes or ()} == {
            "of_a_team"
        }
        assert not Referral.objects.exists()


def test_nobody_is_linked_who_did_not_agree(filled: Membership, tmp_path: Path) -> None:
    files, other = files_of(filled, tmp_path), fresh()
    text = files[Noun.REFERRALS].read_text("utf-8").replace(",given,", ",got,")
    files[Noun.REFERRALS].write_text(text, "utf-8")
    with workspace_scope(other.workspace):
        for noun, path in files.items():
            bring_in(other, path, noun)

        linked = Referral.objects.exclude(person=None)

        assert Referral.objects.got().count() == 2
        assert [str(each.person) for each in linked] == ["Mai Trần"]


@pytest.mark.parametrize(
    ("noun", "row"),
    [
        (Noun.MARKETS, {"name": ""}),
        (Noun.MARKETS, {"name": "x" * 121}),
        (Noun.MARKETS, {"name": "Couples", "potential": "9"}),
        (Noun.PROFESSIONS, {"name": "Pilot", "rivals": "[[1]]"}),
        (Noun.PROFESSIONS, {"key": "", "name": " "}),
        (Noun.REFERRALS, {"level": "9" * 5_000}),
        (Noun.SPHERE, {"name": "Nobody", "profession": "Pilot"}),
        (Noun.SPHERE, {"name": "Oi", "learned": '[{"topic": 7}]'}),
        (Noun.REFERRALS, {"direction": "sideways", "kind": "outside", "level": "3"}),
        (Noun.REFERRALS, {"partner_id": "bestfew:12", "direction": "given"}),
    ],
)
def test_nonsense_is_rejected_with_its_reason(
    alice: Membership, tmp_path: Path, noun: str, row: dict[str, str]
) -> None:
    rows = [["external_id", *row], ["bestfew:7", *row.values()]]

    answer = bring_in(alice, make_file(tmp_path, rows), noun)

    assert answer.counts["rejected"] == 1
    assert ImportRow.objects.get().notes


def test_a_stranger_s_row_is_nobodys_here(
    filled: Membership, bob: Membership, tmp_path: Path
) -> None:
    files = files_of(filled, tmp_path)

    with workspace_scope(bob.workspace):
        bring_in(bob, files[Noun.MARKETS], Noun.MARKETS)
        TargetMarket.objects.update(needs="other")

    assert set(TargetMarket.objects.values_list("needs", flat=True)) == {"a day", ""}


def test_a_seller_does_not_touch_another_s_partner(
    filled: Membership, carol: Membership, tmp_path: Path
) -> None:
    path = files_of(filled, tmp_path)[Noun.SPHERE]

    bring_in(carol, path, Noun.SPHERE)

    assert outcomes() == {"rejected"}


def test_nor_is_a_referral_hung_on_a_partner_one_does_not_see(
    filled: Membership, carol: Membership, tmp_path: Path
) -> None:
    partner = SphereMember.objects.exclude(person=None).order_by("pk")[0]
    rows = [
        ["external_id", "partner_id", "direction", "kind", "level", "given_at"],
        ["x:1", f"bestfew:{partner.pk}", "given", "outside", "3", "2026-05-01T09:00"],
    ]

    bring_in(carol, make_file(tmp_path, rows), Noun.REFERRALS)

    (row,) = ImportRow.objects.all()
    assert (row.outcome, [note[0] for note in row.notes or ()]) == (
        "rejected",
        ["unknown_id"],
    )
