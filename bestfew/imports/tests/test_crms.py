"""Exports of other CRMs and of lead ads arrive whole, each by its own columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.imports.tests.files import products
from bestfew.imports.tests.files.products import export
from bestfew.imports.tests.recipes import bring_in, make_file
from bestfew.imports.tests.test_presets import place_of, points_of, tags_of
from bestfew.people.models import ContactPoint, Person

pytestmark = pytest.mark.usefixtures("in_workspace")


def only(**told: str) -> Person:
    return Person.objects.get(**told)


def ids_of(person: Person) -> set[str]:
    return set(person.external_ids.values_list("value", flat=True))


def test_hubspot_contacts(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "Record ID": "100000000001",
        "First Name": "Mai",
        "Last Name": "Tran",
        "Email": "mai@example.com",
        "Phone Number": "+84 912 345 678",
        "Mobile Phone Number": "+84 912 345 679",
        "Contact owner": "Alice",
        "Primary Associated Company ID": "900",
        "Associated Company": "An Phu",
        "Job Title": "Head of Sales",
        "Street Address": "12 Le Loi",
        "City": "Hue",
        "Postal Code": "530000",
        "Country/Region": "Vietnam",
        "Lifecycle Stage": "Lead",
        "Original Source": "Organic Search",
        "Create Date": "2024-05-06 10:00",
    }

    bring_in(alice, export(tmp_path, products.HUBSPOT, mai))

    person = only(name="Mai Tran")
    assert points_of(person) == [
        ("address", "12 Le Loi, Hue, 530000, Vietnam"),
        ("email", "mai@example.com"),
        ("phone", "+84 912 345 678"),
        ("phone", "+84 912 345 679"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert ids_of(person) == {"100000000001"}
    assert person.traits["Lifecycle Stage"] == "Lead"
    assert person.traits["Contact owner"] == "Alice"
    assert person.obtained_on == date(2024, 5, 6)


def test_salesforce_contacts_as_a_report(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "Salutation": "Ms.",
        "First Name": "Mai",
        "Last Name": "Tran",
        "Title": "Head of Sales",
        "Account Name": "An Phu",
        "Mailing Street": "1 High Street",
        "Mailing City": "London",
        "Mailing Zip/Postal Code": "EC1A 1BB",
        "Mailing Country": "United Kingdom",
        "Phone": "+44 20 7946 0018",
        "Mobile": "+44 7911 123456",
        "Email": "mai@example.com",
        "Contact ID": "0035g00000ABCDE",
        "Lead Source": "Trade Show",
        "Birthdate": "5/13/1990",
        "Created Date": "5/13/2024",
    }

    bring_in(alice, export(tmp_path, products.SALESFORCE_REPORT, mai))

    person = only(name="Mai Tran")
    assert points_of(person) == [
        ("address", "1 High Street, London, EC1A 1BB, United Kingdom"),
        ("email", "mai@example.com"),
        ("phone", "+44 20 7946 0018"),
        ("phone", "+44 7911 123456"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert ids_of(person) == {"0035g00000ABCDE"}
    assert person.dates.get().year == 1990
    assert person.obtained_on == date(2024, 5, 13)
    assert person.traits["Salutation"] == "Ms."


def test_salesforce_leads_as_its_data_loader_writes_them(
    alice: Membership, tmp_path: Path
) -> None:
    mai = {
        "Id": "00Q5g00000ABCDE",
        "LastName": "Tran",
        "FirstName": "Mai",
        "Name": "Mai Tran",
        "Title": "Head of Sales",
        "Company": "An Phu",
        "Street": "12 Le Loi",
        "City": "Hue",
        "Country": "Vietnam",
        "Phone": "+842343822222",
        "MobilePhone": "+84912345678",
        "Email": "mai@example.com",
        "LeadSource": "Web",
        "Status": "Open - Not Contacted",
        "CreatedDate": "2024-05-06T10:00:00.000Z",
    }

    bring_in(alice, export(tmp_path, products.SALESFORCE_LEADS, mai))

    person = only(name="Mai Tran")
    assert points_of(person) == [
        ("address", "12 Le Loi, Hue, Vietnam"),
        ("email", "mai@example.com"),
        ("phone", "+842343822222"),
        ("phone", "+84912345678"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert person.traits["Status"] == "Open - Not Contacted"
    assert person.obtained_on == date(2024, 5, 6)


def test_pipedrive_people(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "Person - ID": "88",
        "Person - Name": "Mai Tran",
        "Person - First name": "Mai",
        "Person - Last name": "Tran",
        "Person - Organization": "An Phu",
        "Person - Label": "Hot lead, Customer",
        "Person - Phone - Work": "+84 28 3822 2222, +84 28 3822 2223",
        "Person - Phone - Mobile": "+84 912 345 678",
        "Person - Email - Work": "mai@example.com",
        "Person - Email - Other": "tran@example.com",
        "Person - Job title": "Head of Sales",
        "Person - Person created": "2024-05-06 10:00:00",
        "Person - Open deals": "2",
    }

    bring_in(alice, export(tmp_path, products.PIPEDRIVE, mai, delimiter=";"))

    person = only(name="Mai Tran")
    assert points_of(person) == [
        ("email", "mai@example.com"),
        ("email", "tran@example.com"),
        ("phone", "+84 28 3822 2222"),
        ("phone", "+84 28 3822 2223"),
        ("phone", "+84 912 345 678"),
    ]
    assert place_of(person) == ("An Phu", "Head of Sales")
    assert tags_of(person) == {"Hot lead", "Customer"}
    assert ids_of(person) == {"88"}


def test_zoho_contacts_and_leads(alice: Membership, tmp_path: Path) -> None:
    contact = {
        "Record Id": "zcrm_4876876000000211",
        "Contact Owner": "Alice",
        "Lead Source": "Trade Show",
        "First Name": "Mai",
        "Last Name": "Tran",
        "Account Name": "An Phu",
        "Email": "mai@example.com",
        "Title": "Head of Sales",
        "Mobile": "+84 912 345 678",
        "Date of Birth": "1990-05-03",
        "Created Time": "2024-05-06 10:00:00",
        "Mailing Street": "12 Le Loi",
        "Mailing City": "Hue",
        "Tag": "VIP",
    }
    lead = {
        "Record Id": "zcrm_4876876000000311",
        "Lead Owner": "Alice",
        "Company": "Siam",
        "Last Name": "Jaidee",
        "Phone": "+66 81 234 5678",
        "Lead Status": "Contacted",
        "Annual Revenue": "$22,700.00",
    }

    bring_in(alice, export(tmp_path, products.ZOHO_CONTACTS, contact))
    bring_in(alice, export(tmp_path, products.ZOHO_LEADS, lead))

    mai, other = only(name="Mai Tran"), only(name="Jaidee")
    assert points_of(mai) == [
        ("address", "12 Le Loi, Hue"),
        ("email", "mai@example.com"),
        ("phone", "+84 912 345 678"),
    ]
    assert place_of(mai) == ("An Phu", "Head of Sales")
    assert ids_of(mai) == {"zcrm_4876876000000211"}
    assert tags_of(mai) == {"VIP"}
    assert points_of(other) == [("phone", "+66 81 234 5678")]
    assert other.traits["Annual Revenue"] == "$22,700.00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_facebook_lead_ads(alice: Membership, tmp_path: Path, encoding: str) -> None:
    mai = {
        "id": "l:1062269359945847",
        "created_time": "2024-05-06T10:00:00+07:00",
        "ad_id": "ag:52524681724174",
        "campaign_name": "Căn hộ tháng 5",
        "form_name": "Đăng ký",
        "platform": "fb",
        "when_do_you_want_to_buy?": "this_year",
        "email": "mai@example.com",
        "full_name": "Trần Thị Mai",
        "phone_number": "p:+84912345678",
        "lead_status": "CREATED",
    }
    path = export(tmp_path, products.FACEBOOK, mai, encoding=encoding, delimiter="\t")

    bring_in(alice, path)

    person = only(name="Trần Thị Mai")
    assert points_of(person) == [
        ("email", "mai@example.com"),
        ("phone", "+84912345678"),
    ]
    assert ids_of(person) == {"l:1062269359945847"}
    assert person.traits["when_do_you_want_to_buy?"] == "this_year"
    assert person.obtained_on == date(2024, 5, 6)


def test_google_lead_ads(alice: Membership, tmp_path: Path) -> None:
    mai = {
        "lead_id": "TeSter-123",
        "campaign_id": "42",
        "gcl_id": "Cj0KCQ",
        "lead_submit_time": "2024-05-06T10:00:00Z",
        "FULL_NAME": "Mai Tran",
        "EMAIL": "mai@example.com",
        "PHONE_NUMBER": "+84912345678",
        "COMPANY_NAME": "An Phu",
    }

    bring_in(alice, export(tmp_path, products.GOOGLE_LEADS, mai))

    person = only(name="Mai Tran")
    assert points_of(person) == [
        ("email", "mai@example.com"),
        ("phone", "+84912345678"),
    ]
    assert ids_of(person) == {"TeSter-123"}
    assert person.traits["gcl_id"] == "Cj0KCQ"


def test_activities_find_their_person_by_name(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [["Name"], ["Mai Tran"]]))
    rows = [["Contact name", "Date"], ["mai tran", "2024-05-06"], ["An", "2024-05-06"]]

    answer = bring_in(alice, make_file(tmp_path, rows), "activities")

    assert answer.counts["created"] == 1
    assert [each["reason"] for each in answer.rejections] == [
        "Nobody here is called An."
    ]


def test_an_organisations_address_is_one_of_several_columns(
    alice: Membership, tmp_path: Path
) -> None:
    headers = ["Account Name", "Billing City", "Billing Street", "Billing Country"]
    rows = [headers, ["An Phu", "Hue", "12 Le Loi", "Vietnam"]]

    bring_in(alice, make_file(tmp_path, rows), "organisations")

    point = ContactPoint.objects.get()
    assert (point.kind, point.value) == ("address", "12 Le Loi, Hue, Vietnam")


def test_parts_of_an_address_that_is_not_there_are_kept_as_they_are(
    alice: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [["Name", "City"], ["Mai", "Hue"]]))

    assert not ContactPoint.objects.exists()
    assert Person.objects.get().traits == {"City": "Hue"}
