"""People are found again, filled in, and taken up, never twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership, Workspace
from bestfew.imports.models import AwaitedLink, ImportRow
from bestfew.imports.tests.recipes import MAI, PEOPLE, SOMCHAI, bring_in, make_file
from bestfew.people.actions import Contact, add_person
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    Organisation,
    Person,
    Role,
    Source,
)

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("in_workspace")


def test_a_list_of_people_becomes_people(alice: Membership, tmp_path: Path) -> None:
    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, SOMCHAI]))

    mai = Person.objects.get(name="Mai Tran")
    assert answer.counts["created"] == 2
    assert mai.owner == alice.user
    assert mai.source == Source.objects.get(name="Trade fair")
    assert mai.lawful_basis == "interest"
    assert str(mai.roles.get().organisation) == "An Phu"
    points = mai.contact_points.values_list("kind", "key")
    assert sorted(points) == [("email", "mai@example.com"), ("phone", "+442079460018")]
    assert Person.objects.matching("7946 0018").get() == mai
    assert Person.objects.matching("an phu").get() == mai


def test_a_row_with_only_a_phone_is_a_full_person(
    alice: Membership, tmp_path: Path
) -> None:
    answer = bring_in(alice, make_file(tmp_path, [["Phone"], ["020 7946 0018"]]))

    assert answer.counts["created"] == 1
    assert str(Person.objects.get()) == "020 7946 0018"


def test_who_waits_for_an_organisation_waits_once(
    alice: Membership, tmp_path: Path
) -> None:
    path = make_file(tmp_path, [["LEADID", "Name", "Account Id"], ["1", "Mai", "A7"]])
    bring_in(alice, path)

    again = bring_in(alice, path)

    assert again.counts["unchanged"] == 1
    assert AwaitedLink.objects.count() == 1


def test_the_same_file_again_creates_nothing(alice: Membership, tmp_path: Path) -> None:
    names_only = [["Name"], ["Mai Tran"], ["Somchai Jaidee"]]
    path = make_file(tmp_path, names_only)
    bring_in(alice, path)

    again = bring_in(alice, path)

    assert again.counts["unchanged"] == 2
    assert again.remarks[0].startswith("This file was already imported on ")
    assert Person.objects.count() == 2


def test_a_second_row_of_one_person_is_a_duplicate_that_loses_nothing(
    alice: Membership, tmp_path: Path
) -> None:
    more = ["Mai Tran", "020 7946 0999", "MAI@example.com", ""]

    answer = bring_in(alice, make_file(tmp_path, [PEOPLE, MAI, MAI, more]))

    assert answer.counts["created"] == 1
    assert answer.counts["duplicate"] == 2
    assert ContactPoint.objects.filter(kind="phone").count() == 2


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (["Mai", "", "mai@EXAMPLE.com", ""], "unchanged"),
        (["Mai Tran", "+44 20 7946 0018", "", ""], "unchanged"),
        (["", "(020) 7946-0018", "", ""], "unchanged"),
        (["Mai", "020 7946 0018", "other@example.com", ""], "updated"),
        (["John Smith", "020 7946 0018", "", ""], "created"),
        (["Mai Tran", "", "", ""], "created"),
    ],
)
def test_people_are_found_by_email_then_by_phone_with_a_name_that_agrees(
    alice: Membership, tmp_path: Path, row: list[str], outcome: str
) -> None:
    bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))

    bring_in(alice, make_file(tmp_path, [PEOPLE, row], name="second.csv"))

    found = ImportRow.objects.latest("id")
    assert found.outcome == outcome
    assert Person.objects.count() == 1 + (outcome == "created")


def test_the_number_of_somebody_of_another_name_is_remarked(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    john = ["John Smith", "020 7946 0018", "", ""]

    bring_in(alice, make_file(tmp_path, [PEOPLE, john], name="second.csv"))

    assert Person.objects.count() == 2
    assert ImportRow.objects.latest("id").notes == [
        ["phone_of_other", "", "+442079460018"]
    ]


def test_blanks_are_filled_and_nothing_is_overwritten(
    alice: Membership, tmp_path: Path
) -> None:
    mai = add_person(
        alice, at=AT, name="Mai T.", contacts=[Contact("email", "mai@example.com")]
    )
    rows = [
        [*PEOPLE, "First name", "Note", "Shoe size"],
        [*MAI, "Mai", "Likes tea", "38"],
    ]

    answer = bring_in(alice, make_file(tmp_path, rows))

    mai.refresh_from_db()
    assert answer.counts["updated"] == 1
    assert mai.name == "Mai T."
    assert mai.given_name == "Mai"
    assert mai.note == "Likes tea"
    assert mai.traits == {"Shoe size": "38"}
    assert mai.version == 2
    assert mai.source is None  # she did not come from this file
    assert "7946" in mai.search.replace(" ", "")
    assert ImportRow.objects.get().notes == [["kept", "", "Mai Tran"]]


def test_names_are_put_together_as_the_language_does(
    alice: Membership, workspace: Workspace, tmp_path: Path
) -> None:
    rows = [["First name", "Last name"], ["Văn An", "Nguyễn"], ["伟", "王"]]
    workspace.language = "vi"
    workspace.save()
    alice.workspace.refresh_from_db()

    bring_in(alice, make_file(tmp_path, rows))

    assert set(Person.objects.values_list("name", flat=True)) == {
        "Nguyễn Văn An",
        "王伟",
    }


def test_last_first_names_are_turned_round(alice: Membership, tmp_path: Path) -> None:
    bring_in(alice, make_file(tmp_path, [["Name"], ["Lewis, James"], ["Tran, Mai"]]))

    james = Person.objects.get(name="James Lewis")
    assert (james.given_name, james.family_name) == ("James", "Lewis")


def test_dates_tags_and_chats_find_their_places(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        ["Name", "Birthday", "Tags", "Zalo", "WeChat", "Created", "Source"],
        ["Mai", "15/4", "hot, buyer", "0912 345 678", "mai_88", "03/02/2025", "Fair"],
        ["An", "15/04/1990", "buyer", "", "", "25/12/2024", "Fair"],
    ]

    bring_in(alice, make_file(tmp_path, rows))

    mai = Person.objects.get(name="Mai")
    assert set(mai.taggings.values_list("tag__name", flat=True)) == {"hot", "buyer"}
    assert set(mai.contact_points.values_list("kind", flat=True)) == {"zalo", "wechat"}
    assert mai.obtained_on == date(2025, 2, 3)
    assert mai.source
    assert mai.source.name == "Fair"
    days = ImportantDate.objects.values_list("person__name", "month", "day", "year")
    assert set(days) == {("Mai", 4, 15, None), ("An", 4, 15, 1990)}


def test_what_cannot_be_read_is_kept_and_said(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [
        ["Name", "Email", "Birthday", "Created"],
        ["Mai", "no address", "31/02/1990", "2098-01-01"],
        ["An"],
        ["Hoa", "", "", "", "more"],
        ["", "", "", "2025-01-01"],
    ]

    answer = bring_in(alice, make_file(tmp_path, rows))

    mai = Person.objects.get(name="Mai")
    assert answer.counts["created"] == 3
    assert answer.rejections == [
        {"row": 4, "reason": "There is neither a name nor a way to reach them."}
    ]
    assert mai.traits == {
        "Email": "no address",
        "Birthday": "31/02/1990",
        "Created": "2098-01-01",
    }
    assert Person.objects.get(name="Hoa").traits == {"Column 5": "more"}
    rows_kept = ImportRow.objects.order_by("number")
    codes = [[note[0] for note in row.notes or ()] for row in rows_kept]
    assert codes == [
        ["not_email", "not_a_date", "in_future"],
        ["short"],
        ["long"],
        ["nobody"],
    ]


def test_people_and_organisations_are_linked_whichever_file_comes_first(
    alice: Membership, tmp_path: Path
) -> None:
    people = [["CONTACTID", "Name", "Account Id"], ["7", "Mai", "3"], ["8", "An", "4"]]
    places = [["ACCOUNTID", "Account Name"], ["3", "An Phu"], ["4", "Binh Minh"]]

    bring_in(alice, make_file(tmp_path, people))
    bring_in(alice, make_file(tmp_path, places, name="places.csv"), "organisations")

    roles = Role.objects.values_list("person__name", "organisation__name")
    assert set(roles) == {("Mai", "An Phu"), ("An", "Binh Minh")}
    assert Person.objects.matching("binh minh").get().name == "An"


def test_an_organisation_named_with_its_id_is_known_by_it(
    alice: Membership, tmp_path: Path
) -> None:
    people = [
        ["CONTACTID", "Name", "Company", "Account Id"],
        ["7", "Mai", "An Phu", "3"],
    ]
    places = [["ACCOUNTID", "Account Name", "Phone"], ["3", "An Phu Ltd", "0201"]]

    bring_in(alice, make_file(tmp_path, people))
    answer = bring_in(
        alice, make_file(tmp_path, places, name="places.csv"), "organisations"
    )

    assert answer.counts["updated"] == 1
    assert Organisation.objects.get().name == "An Phu"
    assert ExternalId.objects.get(namespace="accountid").organisation_id


def test_two_branches_with_ids_of_their_own_stay_two(
    alice: Membership, tmp_path: Path
) -> None:
    places = [["ACCOUNTID", "Account Name"], ["3", "Chain"], ["4", "Chain"]]

    answer = bring_in(alice, make_file(tmp_path, places), "organisations")

    assert answer.counts["created"] == 2


def test_a_seller_never_finds_what_is_not_shared_with_them(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    rows = [["LEADID", *PEOPLE], ["1", *MAI]]
    bring_in(alice, make_file(tmp_path, rows))

    by_mail = bring_in(carol, make_file(tmp_path, [PEOPLE, MAI], name="b.csv"))
    by_id = bring_in(carol, make_file(tmp_path, rows, name="c.csv"))

    assert by_mail.counts["created"] == 1
    assert by_id.counts["rejected"] == 1
    assert Person.objects.get(owner=alice.user).version == 1
