"""Facts edited in place: saved, undone, merged, and never overwritten in silence."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, signed_in
from bestfew.history.models import EditConflict, Event
from bestfew.people.actions import edit_person
from bestfew.people.models import Organisation, Person, Source
from bestfew.people.tests.cast import make_person

pytestmark = pytest.mark.usefixtures("in_workspace")
HTMX = {"HX-Request": "true"}


def url(person: Person, name: str) -> str:
    return reverse("people:edit", args=[person.pk, name])


def test_a_field_is_saved_and_can_be_undone(alice: Membership) -> None:
    person = make_person(alice, "Mai")
    client = signed_in(alice)

    saved = client.post(
        url(person, "name"), {"before": "Mai", "value": "Mai Trần"}, headers=HTMX
    )

    person.refresh_from_db()
    assert (person.name, person.sort_name, person.version) == (
        "Mai Trần",
        "mai tran",
        2,
    )
    assert 'name="before" value="Mai Trần"' in saved.content.decode()
    assert 'name="value" value="Mai"' in saved.content.decode()

    undo = {"before": "Mai Trần", "value": "Mai", "next": "/people/"}
    undone = client.post(url(person, "name"), undo)

    person.refresh_from_db()
    assert (person.name, undone["Location"]) == ("Mai", "/people/")


def test_without_javascript_one_is_back_on_the_page(alice: Membership) -> None:
    person = make_person(alice)

    answer = signed_in(alice).post(url(person, "note"), {"before": "", "value": "Hi"})

    assert answer["Location"] == person.get_absolute_url()


def test_saving_twice_is_saving_once(alice: Membership) -> None:
    person = make_person(alice)
    client = signed_in(alice)

    for _ in range(2):
        answer = client.post(url(person, "note"), {"before": "", "value": "Hi"})

    assert answer.status_code == 302
    assert Event.objects.filter(verb="edited").count() == 1


def test_two_who_edit_different_fields_both_keep_theirs(
    alice: Membership, carol: Membership
) -> None:
    mine = make_person(alice, "Mai", is_shared=True)
    theirs = Person.objects.get()

    edit_person(
        theirs, before={"name": "Mai"}, after={"name": "Hoa"}, by=carol.user, at=NOON
    )
    edit_person(mine, before={"note": ""}, after={"note": "Hi"}, by=alice.user, at=NOON)

    kept = Person.objects.get()
    assert (kept.name, kept.note, kept.version) == ("Hoa", "Hi", 3)
    assert (mine.name, kept.sort_name, kept.search) == ("Hoa", "hoa", " hoa hi")


def test_two_who_edit_the_same_field_see_both_values(
    alice: Membership, carol: Membership
) -> None:
    person = make_person(alice, "Mai", is_shared=True)
    seen = {"name": "Mai"}
    edit_person(person, before=seen, after={"name": "Hoa"}, by=carol.user, at=NOON)

    answer = signed_in(alice).post(
        url(person, "name"), {"before": "Mai", "value": "Lan"}, headers=HTMX
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(word in text for word in ("Carol", "Hoa", "Lan", "Mai"))
    assert Person.objects.get().name == "Hoa"

    mine = answer.context["mine"]
    again = signed_in(alice).post(url(person, "name"), mine, headers=HTMX)

    assert again.status_code == 200
    assert Person.objects.get().name == "Lan"


def test_theirs_is_kept_by_reading_the_field_again(alice: Membership) -> None:
    person = make_person(alice, "Mai")

    answer = signed_in(alice).get(url(person, "name") + "?shut=1", headers=HTMX)

    assert 'name="before" value="Mai"' in answer.content.decode()


def test_a_conflict_is_shown_without_javascript_too(alice: Membership) -> None:
    person = make_person(alice, "Mai")

    answer = signed_in(alice).post(
        url(person, "name"), {"before": "Hoa", "value": "Lan"}
    )

    assert answer.status_code == 409
    assert "<html" in answer.content.decode()


def test_line_ends_of_a_browser_are_no_conflict(alice: Membership) -> None:
    person = make_person(alice, note="one\ntwo")

    edit_person(
        person,
        before={"note": "one\r\ntwo"},
        after={"note": "one\r\nthree"},
        by=alice.user,
        at=NOON,
    )

    assert Person.objects.get().note == "one\r\nthree"


def test_a_day_and_a_choice_are_compared_as_what_they_are(alice: Membership) -> None:
    person = make_person(alice)
    fair = Source.objects.create(key="fair", name="Fair")
    client = signed_in(alice)
    obtained = str(person.obtained_on)

    client.post(url(person, "obtained"), {"before": obtained, "value": "2026-01-31"})
    client.post(url(person, "source"), {"before": "", "value": str(fair.pk)})
    client.post(url(person, "basis"), {"before": "", "value": "consent"})

    kept = Person.objects.get()
    assert (kept.obtained_on, kept.source) == (date(2026, 1, 31), fair)
    assert kept.lawful_basis == "consent"


def test_a_choice_changed_meanwhile_is_shown_by_its_name(alice: Membership) -> None:
    fair = Source.objects.create(key="fair", name="The Fair")
    book = Source.objects.create(key="book", name="The Book")
    person = make_person(alice, source=fair)

    answer = signed_in(alice).post(
        url(person, "source"), {"before": "", "value": str(book.pk)}
    )

    assert answer.status_code == 409
    assert "The Fair" in answer.content.decode()
    assert "The Book" in answer.content.decode()


def test_the_whole_name_follows_its_parts(alice: Membership) -> None:
    person = make_person(alice, "", phone="07911 123456")
    alice.workspace.language = "vi"
    alice.workspace.save()

    for part, value in (("family", "Trần"), ("given", "Mai")):
        signed_in(alice).post(url(person, part), {"before": "", "value": value})

    assert Person.objects.get().name == "Trần Mai"


def test_a_name_written_otherwise_stays(alice: Membership) -> None:
    person = make_person(alice, "Auntie Mai")

    signed_in(alice).post(url(person, "given"), {"before": "", "value": "Mai"})

    assert Person.objects.get().name == "Auntie Mai"


def test_the_owner_hands_a_person_over_and_shares_them(
    carol: Membership, alice: Membership
) -> None:
    person = make_person(carol)
    client = signed_in(carol)
    owner = {"before": str(carol.user_id), "value": str(alice.user_id)}

    client.post(url(person, "shared"), {"before": "False", "value": "on"})
    client.post(url(person, "owner"), owner)

    kept = Person.objects.get()
    assert (kept.owner, kept.is_shared) == (alice.user, True)


def test_who_hands_over_what_is_not_shared_sees_the_list(
    carol: Membership, alice: Membership
) -> None:
    person = make_person(carol)
    owner = {"before": str(carol.user_id), "value": str(alice.user_id)}

    answer = signed_in(carol).post(url(person, "owner"), owner)

    assert answer["Location"] == reverse("people:list")


def test_a_seller_hands_over_nobody_elses(alice: Membership, carol: Membership) -> None:
    person = make_person(alice, is_shared=True)

    answer = signed_in(carol).post(
        url(person, "shared"), {"before": "True", "value": ""}
    )

    assert answer.status_code == 403
    assert Person.objects.get().is_shared


@pytest.mark.parametrize(
    ("name", "value"),
    [("obtained", "31.31.2026"), ("source", "7"), ("basis", "x"), ("name", "x" * 301)],
)
def test_nonsense_is_told_and_nothing_is_saved(
    alice: Membership, name: str, value: str
) -> None:
    person = make_person(alice)

    answer = signed_in(alice).post(url(person, name), {"before": "", "value": value})

    assert answer.status_code == 422
    assert Person.objects.get().version == 1


def test_only_known_fields_are_edited(alice: Membership) -> None:
    person = make_person(alice)

    assert signed_in(alice).post(url(person, "version"), {}).status_code == 404


def test_strangers_and_viewers_edit_nothing(
    alice: Membership, bob: Membership, carol: Membership, dave: Membership
) -> None:
    person = make_person(alice, "Mai")
    data = {"before": "Mai", "value": "Lan"}

    assert signed_in(bob).post(url(person, "name"), data).status_code == 404
    assert signed_in(carol).post(url(person, "name"), data).status_code == 404
    assert signed_in(dave).post(url(person, "name"), data).status_code == 403
    assert signed_in(alice).put(url(person, "name")).status_code == 405
    assert Person.objects.get().name == "Mai"


def test_an_organisation_is_edited_the_same_way(alice: Membership) -> None:
    make_person(alice, organisation="Hoa Sen")
    place = Organisation.objects.get()
    address = reverse("people:edit-organisation", args=[place.pk, "name"])

    answer = signed_in(alice).post(address, {"before": "Hoa Sen", "value": "Sao Mai"})

    assert answer["Location"] == reverse("people:organisation", args=[place.pk])
    assert Organisation.objects.get().sort_name == "sao mai"


def test_a_conflict_names_who_and_when(alice: Membership, carol: Membership) -> None:
    person = make_person(alice, "Mai")
    old = {"name": "Mai"}
    edit_person(person, before=old, after={"name": "Hoa"}, by=carol.user, at=NOON)

    with pytest.raises(EditConflict) as clash:
        edit_person(person, before=old, after={"name": "Lan"}, by=alice.user, at=NOON)

    found = clash.value
    assert (
        found.field,
        found.theirs,
        found.yours,
        found.before,
        found.by,
        found.at,
    ) == (
        "name",
        "Hoa",
        "Lan",
        "Mai",
        "Carol",
        NOON,
    )
