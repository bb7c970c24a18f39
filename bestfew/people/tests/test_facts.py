"""Roles, tags, birthdays and concerns of a person."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.people.actions import (
    EndsInTheFuture,
    end_role,
    raise_concern,
    remember_birthday,
    tag,
    take_role,
)
from bestfew.people.models import (
    Concern,
    ImportantDate,
    Organisation,
    Person,
    Role,
    Tag,
)
from bestfew.people.queries import found
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def mai(alice: Membership) -> Person:
    return make_person(alice, "Mai")


def of(person: Person, view: str) -> str:
    return reverse(f"people:{view}", args=[person.pk])


def test_a_role_is_added_ended_and_taken_up_again(
    alice: Membership, mai: Person
) -> None:
    client = signed_in(alice)
    client.post(of(mai, "add-role"), {"organisation": "Hoa Sen", "title": "CEO"})
    role = Role.objects.get()
    end = reverse("people:end-role", args=[role.pk])

    client.post(end, {"on": "2026-01-31"})
    assert Role.objects.get().ended_on == date(2026, 1, 31)

    client.post(end, {"on": ""})
    assert Role.objects.get().ended_on is None
    assert (role.title, role.organisation.name) == ("CEO", "Hoa Sen")
    assert found(alice, "hoa sen") == [mai]


def test_the_same_organisation_spelled_otherwise_is_the_same(
    alice: Membership, mai: Person
) -> None:
    take_role(alice, mai, "Hoa Sen", title="", at=NOON)
    role = take_role(alice, mai, "hoa  SEN", title="CEO", at=NOON)
    end_role(role, on=NOON.date(), by=alice.user, at=NOON, today=NOON.date())

    again = take_role(alice, mai, "Hoa Sen", title="Chair", at=NOON)

    assert Organisation.objects.count() == Role.objects.count() == 1
    assert (again.ended_on, again.title) == (None, "Chair")


def test_a_role_does_not_end_in_the_future(alice: Membership, mai: Person) -> None:
    role = take_role(alice, mai, "Hoa Sen", title="", at=NOON)
    url = reverse("people:end-role", args=[role.pk])

    answer = signed_in(alice).post(url, {"on": "2999-01-01"}, headers=HTMX)

    assert answer.status_code == 422
    assert "That day has not come yet." in answer.content.decode()
    with pytest.raises(EndsInTheFuture):
        end_role(role, on=date(2026, 5, 22), by=alice.user, at=NOON, today=NOON.date())


def test_a_role_given_by_mistake_is_removed(alice: Membership, mai: Person) -> None:
    role = take_role(alice, mai, "Hoa Sen", title="", at=NOON)

    signed_in(alice).post(reverse("people:remove-role", args=[role.pk]))

    assert not Role.objects.exists()
    assert found(alice, "hoa sen") == []


def test_tags_are_put_on_once_and_taken_off(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    for name in ("Tiềm năng", " tiềm  NĂNG "):
        client.post(of(mai, "add-tag"), {"tag": name})
    worn = Tag.objects.get()

    off = reverse("people:remove-tag", args=[mai.pk, worn.pk])
    answer = client.post(off, headers=HTMX)

    assert answer.status_code == 200
    assert worn.name == "Tiềm năng"
    assert not Tag.objects.exists()
    assert client.post(off).status_code == 404


def test_a_tag_that_another_wears_stays(alice: Membership, mai: Person) -> None:
    hoa = make_person(alice, "Hoa")
    worn = tag(mai, "VIP", by=alice.user, at=NOON)
    tag(hoa, "VIP", by=alice.user, at=NOON)

    signed_in(alice).post(reverse("people:remove-tag", args=[mai.pk, worn.pk]))

    assert hoa.taggings.get().tag == Tag.objects.get()


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ({"day": "29", "month": "2"}, (29, 2, None)),
        ({"day": "29", "month": "2", "year": "2000"}, (29, 2, 2000)),
        ({"day": "1", "month": "12", "year": "1984"}, (1, 12, 1984)),
    ],
)
def test_a_birthday_is_kept_with_or_without_its_year(
    alice: Membership, mai: Person, data: dict[str, str], kept: tuple[int, int, int]
) -> None:
    client = signed_in(alice)
    client.post(of(mai, "keep-birthday"), {"day": "5", "month": "5"})

    client.post(of(mai, "keep-birthday"), data)

    birthday = ImportantDate.objects.get()
    assert (birthday.day, birthday.month, birthday.year) == kept


@pytest.mark.parametrize(
    "data",
    [
        {"day": "29", "month": "2", "year": "2001"},
        {"day": "31", "month": "4"},
        {"day": "0", "month": "4"},
        {"day": "1", "month": "13"},
        {"day": "1", "month": "1", "year": "2999"},
        {"day": "x"},
    ],
)
def test_there_is_no_such_birthday(
    alice: Membership, mai: Person, data: dict[str, str]
) -> None:
    answer = signed_in(alice).post(of(mai, "keep-birthday"), data)

    assert answer.status_code == 422
    assert not ImportantDate.objects.exists()


def test_a_birthday_is_forgotten_and_kept_again(alice: Membership, mai: Person) -> None:
    remember_birthday(mai, month=2, day=29)
    client = signed_in(alice)

    answer = client.post(of(mai, "forget-birthday"), headers=HTMX)

    assert not ImportantDate.objects.exists()
    assert 'name="day" value="29"' in answer.content.decode()
    assert client.post(of(mai, "forget-birthday")).status_code == 302


def test_no_action_keeps_a_day_that_does_not_exist(mai: Person) -> None:
    with pytest.raises(ValueError, match="day"):
        remember_birthday(mai, month=2, day=30)


def test_a_concern_is_open_until_it_is_answered(alice: Membership, mai: Person) -> None:
    client = signed_in(alice)
    data = {"text": "Too dear", "kind": "objection"}
    shown = client.post(of(mai, "add-concern"), data, headers=HTMX)
    concern = Concern.objects.get()

    answer = {"answer": "Pay in parts"}
    client.post(reverse("people:resolve-concern", args=[concern.pk]), answer)
    concern.refresh_from_db()

    assert "One open concern" in shown.content.decode()
    assert (concern.kind, concern.answer) == ("objection", "Pay in parts")
    assert concern.resolved_at

    client.post(reverse("people:reopen-concern", args=[concern.pk]), headers=HTMX)
    assert Concern.objects.get().resolved_at is None


def test_an_empty_concern_and_an_empty_answer_are_told(
    alice: Membership, mai: Person
) -> None:
    concern = raise_concern(mai, "Why?", kind="question", by=alice.user, at=NOON)
    client = signed_in(alice)
    resolve = reverse("people:resolve-concern", args=[concern.pk])

    assert client.post(of(mai, "add-concern"), {"text": " "}).status_code == 422
    assert client.post(resolve, {"answer": " "}, headers=HTMX).status_code == 422
    assert Concern.objects.get().resolved_at is None


@pytest.mark.parametrize("view", ["add-role", "add-tag"])
def test_nothing_given_is_told(alice: Membership, mai: Person, view: str) -> None:
    assert signed_in(alice).post(of(mai, view), {}).status_code == 422


def test_strangers_and_viewers_change_nothing(
    alice: Membership, bob: Membership, dave: Membership, mai: Person
) -> None:
    role = take_role(alice, mai, "Hoa Sen", title="", at=NOON)
    worn = tag(mai, "VIP", by=alice.user, at=NOON)
    concern = raise_concern(mai, "Why?", kind="question", by=alice.user, at=NOON)
    urls = [
        *(of(mai, view) for view in ("add-role", "add-tag", "add-concern")),
        *(of(mai, view) for view in ("keep-birthday", "forget-birthday")),
        reverse("people:remove-tag", args=[mai.pk, worn.pk]),
        reverse("people:end-role", args=[role.pk]),
        reverse("people:remove-role", args=[role.pk]),
        reverse("people:resolve-concern", args=[concern.pk]),
        reverse("people:reopen-concern", args=[concern.pk]),
    ]

    for url in urls:
        assert signed_in(bob).post(url).status_code == 404, url
        assert signed_in(dave).post(url).status_code == 403, url
        assert signed_in(alice).get(url).status_code == 405, url
    assert Role.objects.count() == Tag.objects.count() == Concern.objects.count() == 1
