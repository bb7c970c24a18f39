"""Keep, fill, overwrite: what a row does to somebody who is here, and its undo."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bestfew.accounts.models import Membership
from bestfew.history.models import Event
from bestfew.imports.loading import people, someone
from bestfew.imports.models import ImportRow
from bestfew.imports.rules.taking import FILL, KEEP, OVERWRITE, RULES
from bestfew.imports.terminal import Answer, Asked, Refused, load
from bestfew.imports.tests.recipes import make_file, undo
from bestfew.people.actions import (
    Contact,
    add_person,
    edit_person,
    remember_birthday,
    take_role,
)
from bestfew.people.models import ContactPoint, ImportantDate, Person, Role, Source

AT = datetime(2026, 5, 1, 9, tzinfo=UTC)
EMAIL = "mai@example.com"

pytestmark = pytest.mark.usefixtures("in_workspace")


@dataclass(frozen=True)
class Field:
    """A column, how one value of it is set by hand, and how it is read back."""

    header: str
    old: str
    new: str

    def put(self, person: Person, value: str, by: Membership) -> None:
        if self.header == "Birthday":
            day, month, year = map(int, value.split("/"))
            remember_birthday(person, month=month, day=day, year=year)
        elif self.header == "Job title":
            role = Role.objects.filter(person=person).first()
            if role is None:
                take_role(by, person, "An Phu", title=value, at=AT)
            else:
                Role.objects.filter(pk=role.pk).update(title=value)
        elif self.header == "Size":
            person.traits = {"Size": value}
            person.save(update_fields=["traits"])
        else:
            self._edit(person, value, by)

    def _edit(self, person: Person, value: str, by: Membership) -> None:
        column = COLUMNS[self.header]
        after: Any = value
        if column == "source_id":
            after = Source.objects.get_or_create(key=value.lower(), name=value)[0].pk
        before = {column: getattr(person, column)}
        edit_person(person, before=before, after={column: after}, by=by.user, at=AT)

    def read(self) -> str:
        person = Person.objects.get()
        if self.header == "Birthday":
            day = ImportantDate.objects.filter(person=person).first()
            return f"{day.day}/{day.month}/{day.year}" if day else ""
        if self.header == "Job title":
            return str(Role.objects.get(person=person).title)
        if self.header == "Size":
            return str(person.traits.get("Size", ""))
        if self.header == "Source":
            return person.source.name if person.source else ""
        return str(getattr(person, COLUMNS[self.header]))


COLUMNS = {
    "Full name": "name",
    "First name": "given_name",
    "Last name": "family_name",
    "Note": "note",
    "Source": "source_id",
    "Lawful basis": "lawful_basis",
}
FIELDS = [
    Field("Full name", "Mai", "Mai Tran"),
    Field("First name", "Mai", "My"),
    Field("Last name", "Tran", "Le"),
    Field("Note", "Tea", "Coffee"),
    Field("Source", "Fair", "Friend"),
    Field("Lawful basis", "consent", "customer"),
    Field("Job title", "Clerk", "Boss"),
    Field("Birthday", "15/4/1980", "16/5/1981"),
    Field("Size", "38", "40"),
]


def bring(
    member: Membership, folder: Path, field: Field, rule: str, value: str
) -> Answer:
    """A row about Mai with this value, in a column of this rule."""
    rows = [["Email", "Company", field.header], [EMAIL, "An Phu", value]]
    asked = Asked(
        make_file(folder, rows),
        "people",
        source="Trade fair",
        basis="interest",
        overwrite=(field.header,) if rule == OVERWRITE else (),
        keep=(field.header,) if rule == KEEP else (),
        fill=(field.header,) if rule == FILL else (),
    )
    return load(member, asked, say=lambda _line: None)


def mai(member: Membership, field: Field, value: str) -> Person:
    person = add_person(member, at=AT, contacts=[Contact("email", EMAIL)])
    if field.header != "Job title":
        take_role(member, person, "An Phu", title="", at=AT)
    if value or field.header == "Job title":
        field.put(person, value, member)
    return Person.objects.get()


def expected(rule: str, old: str, new: str) -> str:
    if not new or rule == KEEP:
        return old
    return new if rule == OVERWRITE or not old else old


STATES = [("", "new"), ("old", "old"), ("old", "new"), ("old", ""), ("", "")]
EACH = pytest.mark.parametrize("field", FIELDS, ids=lambda each: each.header)


@EACH
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_does_what_it_says_and_its_undo_takes_it_back(
    alice: Membership, tmp_path: Path, field: Field, rule: str
) -> None:
    values = {"": "", "old": field.old, "new": field.new}
    for old, new in ((values[was], values[says]) for was, says in STATES):
        before = mai(alice, field, old)

        answer = bring(alice, tmp_path, field, rule, new)

        wanted = expected(rule, old, new)
        assert field.read() == wanted
        assert answer.counts["updated" if wanted != old else "unchanged"] == 1

        undo(answer.job)

        after = Person.objects.get()
        assert field.read() == old
        assert (after.version, after.name) == (before.version, before.name)
        assert after.traits == before.traits
        assert answer.job.kept == 0
        after.delete()


@EACH
@pytest.mark.parametrize("was", ["old", ""])
def test_what_was_edited_since_stays_after_an_undo(
    alice: Membership, tmp_path: Path, field: Field, was: str
) -> None:
    mai(alice, field, field.old if was else "")
    answer = bring(alice, tmp_path, field, OVERWRITE, field.new)
    latest = {"Birthday": "1/1/1990", "Lawful basis": "public"}.get(
        field.header, "Later"
    )
    field.put(Person.objects.get(), latest, alice)

    undo(answer.job)

    assert field.read() == latest
    assert answer.job.kept == 1
    assert ImportRow.objects.get().was_kept


@EACH
def test_the_second_row_of_a_file_writes_over_the_first_whatever_the_batch(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: Field
) -> None:
    rows = [
        ["Email", "Company", field.header],
        [EMAIL, "An Phu", field.old],
        [EMAIL, "An Phu", field.new],
    ]
    asked = Asked(
        make_file(tmp_path, rows),
        "people",
        source="x",
        basis="interest",
        overwrite=(field.header,),
    )
    found = []
    for batch in (1, 2):
        monkeypatch.setattr(people.PeopleLoader, "batch", batch)
        known = mai(alice, field, "")
        answer = load(alice, asked, say=lambda _line: None)
        found.append(field.read())
        undo(answer.job)
        assert field.read() == ""
        assert Person.objects.get().version == known.version
        Person.objects.all().delete()

    assert found == [field.new, field.new]


def test_a_name_made_of_its_parts_follows_them(
    alice: Membership, tmp_path: Path
) -> None:
    add_person(
        alice, at=AT, name="Mai Tran", given_name="Mai", family_name="Tran",
        contacts=[Contact("email", EMAIL)],
    )  # fmt: skip

    bring(alice, tmp_path, Field("Last name", "Tran", "Le"), OVERWRITE, "Le")

    assert Person.objects.get().name == "Mai Le"


def test_a_name_that_was_given_whole_is_kept_when_a_part_is_written_over(
    alice: Membership, tmp_path: Path
) -> None:
    add_person(alice, at=AT, name="Mai Tran", contacts=[Contact("email", EMAIL)])

    answer = bring(alice, tmp_path, Field("First name", "", "My"), OVERWRITE, "My")

    person = Person.objects.get()
    assert (person.name, person.given_name) == ("Mai Tran", "My")
    assert ImportRow.objects.get(job=answer.job).notes == [["kept", "", "My"]]


def test_a_birthday_without_its_year_takes_no_year_away(
    alice: Membership, tmp_path: Path
) -> None:
    field = Field("Birthday", "15/4/1980", "15/4")
    mai(alice, field, field.old)

    answer = bring(alice, tmp_path, field, OVERWRITE, field.new)

    assert field.read() == "15/4/1980"
    assert answer.counts["unchanged"] == 1


@pytest.mark.parametrize(
    ("header", "value"),
    [("Phone", "+44 20 7946 0018"), ("Tags", "hot"), ("Website", "example.org")],
)
def test_what_somebody_has_several_of_is_added_or_left_alone(
    alice: Membership, tmp_path: Path, header: str, value: str
) -> None:
    field = Field(header, "", value)
    person = mai(alice, FIELDS[3], "")

    def count() -> int:
        return person.contact_points.count() + person.taggings.count()

    left = bring(alice, tmp_path, field, KEEP, value)
    after_keep = count()
    bring(alice, tmp_path, field, FILL, value)

    assert left.counts["unchanged"] == 1
    assert (after_keep, count()) == (1, 2)
    with pytest.raises(Refused, match=f"“{header}” can only be filled in, or added to"):
        bring(alice, tmp_path, field, OVERWRITE, value)


def test_a_column_that_keeps_still_makes_new_people(
    alice: Membership, tmp_path: Path
) -> None:
    field = Field("Phone", "", "+44 20 7946 0018")

    answer = bring(alice, tmp_path, field, KEEP, field.new)

    assert answer.counts["created"] == 1
    assert ContactPoint.objects.filter(kind="phone").exists()


def test_what_is_written_over_stands_in_the_history(
    alice: Membership, tmp_path: Path
) -> None:
    for field in (FIELDS[3], FIELDS[8]):
        mai(alice, field, field.old)
        bring(alice, tmp_path, field, OVERWRITE, field.new)
        facts = Event.objects.filter(verb="edited").latest("id").facts
        Person.objects.all().delete()

        assert list(facts["before"].values()) == [field.old]
        assert list(facts["after"].values()) == [field.new]


def test_somebody_edited_while_a_batch_was_read_keeps_the_edit(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    field = FIELDS[3]
    mai(alice, field, "")
    read = someone.load_people
    reads: list[int] = []

    def edited_meanwhile(*args: Any) -> Any:
        """First by somebody who is done before us; what we wrote is rolled back."""
        reads.append(1)
        if len(reads) == 2:
            field.put(Person.objects.get(), "By hand", alice)
        found = read(*args)
        if len(reads) == 1:
            field.put(Person.objects.get(), "By hand", alice)
        return found

    monkeypatch.setattr(people, "load_people", edited_meanwhile)

    answer = bring(alice, tmp_path, field, FILL, "From the file")

    assert field.read() == "By hand"
    assert answer.counts["unchanged"] == 1
    assert len(reads) == 2


def test_rules_are_remembered_for_the_next_file_like_it(
    alice: Membership, tmp_path: Path
) -> None:
    field = FIELDS[3]
    first = bring(alice, tmp_path, field, OVERWRITE, "a")
    rows = [["Email", "Company", field.header], [EMAIL, "An Phu", "b"]]
    asked = Asked(make_file(tmp_path, rows, name="b.csv"), "people", basis="interest")

    second = load(alice, asked, say=lambda _line: None)

    assert second.job.rules == first.job.rules
    assert field.read() == "b"
