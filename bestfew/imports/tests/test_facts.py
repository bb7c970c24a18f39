"""What exports say of people beyond names comes in, once, and goes again."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bestfew.accounts.models import Membership
from bestfew.imports.models import ImportRow
from bestfew.imports.tests.recipes import bring_in, make_file, undo
from bestfew.people.actions import Contact, add_person
from bestfew.people.models import ContactPoint, ExternalId, Organisation, Person
from bestfew.prospecting.models import Answer, Criterion, QualificationProfile

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
NO = {
    "purpose": "follow_up",
    "medium": "any",
    "state": "refused",
    "at": AT.isoformat(),
    "how": "on the phone",
}
HEADERS = ["name", "email", "external_ids"]
MAI = ["Mai", "mai@example.com", '{"bestfew": "7"}']

pytestmark = pytest.mark.usefixtures("in_workspace")


def ours(folder: Path, **cells: object) -> Path:
    """An export of one person, with lists as JSON."""
    texts = [v if isinstance(v, str) else json.dumps(v) for v in cells.values()]
    return make_file(folder, [[*HEADERS, *cells], [*MAI, *texts]], name="ours.csv")


def test_a_no_survives(alice: Membership, tmp_path: Path) -> None:
    bring_in(alice, ours(tmp_path, permissions=[NO]))

    mai = Person.objects.get()
    assert mai.do_not_contact
    assert mai.permissions.get().by == alice.user
    assert mai.permissions.get().at == AT


def test_a_no_reaches_who_was_here_already_and_undo_takes_it_back(
    alice: Membership, tmp_path: Path
) -> None:
    mai = add_person(alice, at=AT, contacts=[Contact("email", "mai@example.com")])
    path = ours(tmp_path, permissions=[NO])

    job = bring_in(alice, path).job
    assert Person.objects.get(pk=mai.pk).do_not_contact
    assert bring_in(alice, path).counts["unchanged"] == 1
    undo(job)

    assert not Person.objects.get(pk=mai.pk).do_not_contact
    assert not mai.permissions.exists()


def test_a_column_of_any_list_can_say_no(alice: Membership, tmp_path: Path) -> None:
    rows = [["Name", "Do not contact"], ["Mai", "Yes"], ["Lan", ""], ["Hoa", "no"]]
    path = make_file(tmp_path, rows)

    bring_in(alice, path)
    again = bring_in(alice, path)

    refused = Person.objects.filter(do_not_contact=True).get()
    assert refused.name == "Mai"
    assert refused.permissions.count() == 1
    assert again.counts["unchanged"] == 3


def test_answers_make_a_prospect_and_follow_ups_a_next_day(
    alice: Membership, tmp_path: Path
) -> None:
    profile = QualificationProfile.objects.create(key="p", name="P", is_default=True)
    Criterion.objects.create(profile=profile, key="fit", question="Fits?")
    answer = {"key": "fit", "value": "met", "evidence": "said", "at": AT.isoformat()}
    step = {"kind": "call", "due_on": "2027-01-05", "created_at": AT.isoformat()}

    job = bring_in(alice, ours(tmp_path, answers=[answer], follow_ups=[step])).job

    mai = Person.objects.get()
    assert mai.state == "prospect"
    assert mai.next_on == date(2027, 1, 5)
    undo(job)
    assert not Answer.objects.exists()


def test_all_roles_come_each_at_its_own_branch(
    alice: Membership, tmp_path: Path
) -> None:
    past = {
        "organisation": "An Phu",
        "organisation_ids": {"bestfew": "12"},
        "title": "Clerk",
        "ended_on": "2020-05-01",
    }
    path = ours(
        tmp_path,
        organisation="An Phu",
        job_title="Boss",
        organisation_ids={"bestfew": "11"},
        roles=[past],
    )

    bring_in(alice, path)
    bring_in(alice, path)

    roles = Person.objects.get().roles.order_by("id")
    assert [(r.title, r.ended_on) for r in roles] == [
        ("Boss", None),
        ("Clerk", date(2020, 5, 1)),
    ]
    assert Organisation.objects.filter(name="An Phu").count() == 2


def test_two_people_of_one_address_stay_two(alice: Membership, tmp_path: Path) -> None:
    rows = [HEADERS, MAI, ["Lan", "mai@example.com", '{"bestfew": ["8", "9"]}']]

    bring_in(alice, make_file(tmp_path, rows))

    assert Person.objects.count() == 2
    assert ExternalId.objects.filter(namespace="bestfew").count() == 3


def test_whatever_was_kept_stays(alice: Membership, tmp_path: Path) -> None:
    more = [["phone", "0900 000 000 / 0911 111 111"], ["zalo", "x"]]
    path = ours(tmp_path, tags='["a, b", "c"]', contacts=more, shared="yes")

    bring_in(alice, path)

    mai = Person.objects.get()
    assert mai.is_shared
    assert mai.obtained_on is None
    assert mai.traits == {}
    assert sorted(t.tag.name for t in mai.taggings.all()) == ["a, b", "c"]
    points = ContactPoint.objects.exclude(kind="email").order_by("id")
    assert [p.value for p in points] == ["0900 000 000 / 0911 111 111", "x"]


def test_who_is_a_member_owns_what_is_theirs(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    rows = [["name", "owner", "external_ids"], ["Mai", carol.user.email, "{}"]]
    rows += [["Lan", "gone@example.com", "{}"], ["Hoa", "", "{}"]]

    bring_in(alice, make_file(tmp_path, rows))

    people = {each.name: each for each in Person.objects.all()}
    assert people["Mai"].owner == carol.user
    assert people["Lan"].owner == people["Hoa"].owner == alice.user
    assert people["Lan"].traits == {"owner": "gone@example.com"}


@pytest.mark.parametrize(
    "nonsense",
    [
        "no JSON",
        "[" * 20_000,
        "[1]",
        '[{"purpose": "any"}]',
        '[{"purpose": "any", "medium": "any", "state": "given", "at": "never"}]',
        '[{"purpose": "any", "medium": "any", "state": "given", '
        '"at": "0001-01-01T00:00:00+14:00"}]',
    ],
)
def test_nonsense_is_kept_beside_it(
    alice: Membership, tmp_path: Path, nonsense: str
) -> None:
    answer = bring_in(alice, ours(tmp_path, permissions=nonsense))

    mai = Person.objects.get()
    assert mai.traits == {"permissions": nonsense}
    assert not mai.permissions.exists()
    assert answer.counts["created"] == 1
    assert [code for code, *_of in ImportRow.objects.get().notes or ()] == [
        "not_understood"
    ]
