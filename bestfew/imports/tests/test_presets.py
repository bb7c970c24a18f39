"""Exports of the products people come from arrive whole, each by its own columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.activities.models import Activity
from bestfew.imports.readers import layout_of
from bestfew.imports.reasons import remarks_on
from bestfew.imports.rules.presets import preset_of
from bestfew.imports.tests.files import products
from bestfew.imports.tests.files.products import export
from bestfew.imports.tests.recipes import PEOPLE, bring_in
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")


def points_of(person: Person) -> list[tuple[str, str]]:
    points = person.contact_points.order_by("id")
    return sorted(points.values_list("kind", "value"))


def place_of(person: Person) -> tuple[str, str]:
    role = person.roles.get()
    return role.organisation.name, role.title


def tags_of(person: Person) -> set[str]:
    return set(person.taggings.values_list("tag__name", flat=True))


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        (products.GOOGLE_OLD, "Google Contacts"),
        (products.GOOGLE_NEW, "Google Contacts"),
        (products.OUTLOOK, "Outlook"),
        (products.APPLE, "Apple Contacts"),
        (products.LINKEDIN, "LinkedIn"),
        (products.HUBSPOT, "HubSpot"),
        (products.SALESFORCE_REPORT, "Salesforce"),
        (products.SALESFORCE_LEADS, "Salesforce"),
        (products.PIPEDRIVE, "Pipedrive"),
        (products.ZOHO_CONTACTS, "Zoho CRM"),
        (products.ZOHO_LEADS, "Zoho CRM"),
        (products.FACEBOOK, "Facebook lead ads"),
        (products.GOOGLE_LEADS, "Google lead ads"),
    ],
)
def test_each_product_is_known_by_its_headers(
    tmp_path: Path, headers: list[str], name: str
) -> None:
    preset = preset_of(headers)
    layout = layout_of(export(tmp_path, headers, {headers[0]: "1"}))

    assert preset is not None
    assert preset.name == name
    assert remarks_on(layout) == [f"Looks like an export of {name}."]


@pytest.mark.parametrize("headers", [PEOPLE, ["Name"], ["First Name", "Last Name"], []])
def test_a_list_of_ones_own_is_no_product(headers: list[str]) -> None:
    assert preset_of(headers) is None


def test_google_contacts_as_they_were_exported_before(
    alice: Membership, tmp_path: Path
) -> None:
    mai = {
        "Name": "Mai Thi Tran",
        "Given Name": "Mai",
        "Additional Name": "Thi",
        "Family Name": "Tran",
        "Birthday": " --05-03",
        "Notes": "Met at the fair",
        "Group Membership": "Fair 2024 ::: VIP ::: * myContacts",
        "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "mai@example.com ::: tran@example.com",
        "Phone 1 - Type": "Mobile",
        "Phone 1 - Value": "+84 912 345 678 ::: +84 912 345 679",
        "Address 1 - Formatted": "12 Le Loi\nHue\nVN",
        "Address 1 - City": "Hue",
        "Organization 1 - Name": "An Phu",
        "Organization 1 - Title": "Head of Sales",
        "Relation 1 - Type": "Spouse",
        "Relation 1 - Value": "Nam Tran",
        "Website 1 - Value": "https://example.com",
    }

    bring_in(alice, export(tmp_path, products.GOOGLE_OLD, mai))

    person = Person.objects.get()
    birthday = person.dates.get()
    assert (person.name, person.given_name, person.family_name) == (
        "Mai Thi Tran",
        "Mai",
        "Tran",
    )
    assert points_of(person) == [
        ("address", "12 Le Loi\nHue\nVN"),
        ("email", "mai@example.com"),
        ("email", "tran@example.com"),
        ("phone", "+84 912 345 678"),
        ("phone", "+84 912 345 679"),
        ("website", "https://example.com"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert tags_of(person) == {"Fair 2024", "VIP"}
    assert (birthday.year, birthday.month, birthday.day) == (None, 5, 3)
    assert person.traits["Relation 1 - Value"] == "Nam Tran"


def test_google_contacts_as_they_are_exported_now(
    alice: Membership, tmp_path: Path
) -> None:
    mai = {
        "First Name": "Mai",
        "Middle Name": "Thi",
        "Last Name": "Tran",
        "Organization Name": "An Phu",
        "Organization Title": "Head of Sales",
        "Birthday": "1990-05-03",
        "Labels": "* myContacts ::: VIP ::: * starred",
        "E-mail 1 - Value": "mai@example.com",
        "Phone 1 - Label": "Mobile",
        "Phone 1 - Value": "+84912345678",
    }
    only_a_phone = {"Phone 1 - Value": "+84912345670"}

    answer = bring_in(alice, export(tmp_path, products.GOOGLE_NEW, mai, only_a_phone))

    person = Person.objects.get(given_name="Mai")
    assert answer.counts["created"] == 2
    assert person.name == "Mai Thi Tran"
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert tags_of(person) == {"VIP", "starred"}
    assert person.dates.get().year == 1990
    assert ("phone", "+84912345678") in points_of(person)


def test_outlook_contacts(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "First Name": "Mai",
        "Last Name": "Tran",
        "E-mail Address": "mai@example.com",
        "E-mail 2 Address": "tran@example.com",
        "Mobile Phone": "+44 7911 123456",
        "Business Phone": "+44 20 7946 0018",
        "Business Fax": "+44 20 7946 0019",
        "Job Title": "Head of Sales",
        "Company": "An Phu",
        "Business Street": "1 High Street",
        "Business City": "London",
        "Business Postal Code": "EC1A 1BB",
        "Home Street": "2 Low Road",
        "Home City": "Leeds",
        "Birthday": "5/13/1990",
        "Anniversary": "0/0/00",
        "Notes": "Met at the fair",
    }
    nobodys_birthday = {"First Name": "An", "Birthday": "0/0/00"}

    answer = bring_in(alice, export(tmp_path, products.OUTLOOK, mai, nobodys_birthday))

    person = Person.objects.get(name="Mai Tran")
    assert points_of(person) == [
        ("address", "1 High Street, London, EC1A 1BB"),
        ("address", "2 Low Road, Leeds"),
        ("email", "mai@example.com"),
        ("email", "tran@example.com"),
        ("phone", "+44 20 7946 0018"),
        ("phone", "+44 7911 123456"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    birthday = person.dates.get()
    assert (birthday.year, birthday.month, birthday.day) == (1990, 5, 13)
    assert person.traits["Business Fax"] == "+44 20 7946 0019"
    assert answer.counts["created"] == 2


def test_contacts_of_an_iphone_as_csv(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "First name": "Mai",
        "Last name": "Tran",
        "Company": "An Phu",
        "Phone : mobile": "+84 912 345 678",
        "Phone : iPhone": "+84 912 345 679",
        "Email : home": "mai@example.com",
        "Address : home": "12 Le Loi, Hue",
        "Birthday": "1990-05-03",
    }

    bring_in(alice, export(tmp_path, products.APPLE, mai))

    person = Person.objects.get(name="Mai Tran")
    assert points_of(person) == [
        ("address", "12 Le Loi, Hue"),
        ("email", "mai@example.com"),
        ("phone", "+84 912 345 678"),
        ("phone", "+84 912 345 679"),
    ]


def test_linkedin_connections_under_their_notes(
    alice: Membership, tmp_path: Path
) -> None:
    mai = {
        "First Name": "Mai",
        "Last Name": "Tran",
        "URL": "https://www.linkedin.com/in/mai-tran",
        "Company": "An Phu, Ltd.",
        "Position": "Head of Sales",
        "Connected On": "05 Mar 2024",
    }
    path = export(tmp_path, products.LINKEDIN, mai, above=products.NOTES)

    bring_in(alice, path)

    person = Person.objects.get()
    assert person.name == "Mai Tran"
    assert points_of(person) == [("website", "https://www.linkedin.com/in/mai-tran")]
    assert place_of(person) == ("An Phu, Ltd.", "Head of Sales")
    assert person.obtained_on == date(2024, 3, 5)


def test_a_phones_call_log_as_people_and_as_calls(
    alice: Membership, tmp_path: Path
) -> None:
    calls = [
        ("Mai Tran", "+84912345678", "Outgoing", "2024-05-06 10:00:00", "210"),
        ("Mai Tran", "+84912345678", "Missed", "1714989600000", "0"),
        ("Mai", "+84 912 345 678", "Incoming", "2024-05-08 10:00:00", "0:03:30"),
    ]
    rows = [dict(zip(products.CALL_LOG, call, strict=True)) for call in calls]
    path = export(tmp_path, products.CALL_LOG, *rows)

    people = bring_in(alice, path)
    answer = bring_in(alice, path, "activities")

    found = Activity.objects.order_by("at").values_list(
        "kind", "is_incoming", "minutes", "outcome", "person__name"
    )
    assert people.counts["rejected"] == 0
    assert people.counts["created"] == Person.objects.count() == 1
    assert answer.counts["rejected"] == 0, answer.rejections
    assert list(found) == [
        ("call", False, 4, "", "Mai Tran"),
        ("call", True, 0, "no_answer", "Mai Tran"),
        ("call", True, 4, "", "Mai Tran"),
    ]
    assert remarks_on(layout_of(path)) == ["Looks like the call log of a phone."]
