"""Export, fresh workspace, import, export: the same, to the byte."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from itertools import zip_longest
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bestfew.accounts.models import Membership, Role, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import make_member, make_user, make_workspace
from bestfew.imports.models import ImportRow, Noun
from bestfew.imports.tests.everything import NASTY, TIDY, Texts, fill
from bestfew.imports.tests.recipes import bring_in, exported
from bestfew.people.models import Person

ORDER: tuple[str, ...] = (
    *(Noun.ORGANISATIONS, Noun.PEOPLE, Noun.OBJECTIVES, Noun.ACTIVITIES),
)
Row = dict[str, str]
LONG = 'many words, and a "quote" — ไทย 王伟\n' * 2_000

pytestmark = pytest.mark.usefixtures("in_workspace")


def fresh(number: int = 0) -> Membership:
    """The owner of another workspace on this server, who knows nobody here."""
    user = make_user(f"Fresh{number}{Workspace.objects.count()}")
    return make_member(user, make_workspace("Fresh"), Role.OWNER)


def files_of(member: Membership, folder: Path, form: str = "csv") -> dict[str, Path]:
    found = {}
    for noun in ORDER:
        found[noun] = folder / f"{noun}.{form}"
        found[noun].write_bytes(exported(member, noun, form=form))
    return found


def carried(files: dict[str, Path], member: Membership) -> dict[str, bytes]:
    """What a fresh workspace exports when it has loaded these files."""
    with workspace_scope(member.workspace):
        for noun, path in files.items():
            answer = bring_in(member, path, noun)
            assert answer.counts["created"] == answer.counts["rows_read"] > 0
        return {noun: exported(member, noun) for noun in ORDER}


@pytest.fixture
def filled(alice: Membership, carol: Membership) -> Membership:
    fill(alice, carol.user, Texts())
    return alice


def differences(some: dict[str, bytes], others: dict[str, bytes]) -> list[object]:
    """Where files differ: the row, the column, and what stands there in both."""
    found: list[object] = []
    for noun, data in some.items():
        rows = zip_longest(_read(data), _read(others[noun]), fillvalue=Row())
        for number, (one, other) in enumerate(rows):
            found += [
                (noun, number, name, one.get(name), other.get(name))
                for name in one | other
                if one.get(name) != other.get(name)
            ]
        if not found and data != others[noun]:
            found.append((noun, "headers or marks"))
    return found


def _read(data: bytes) -> list[Row]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_a_fresh_workspace_exports_the_same(
    filled: Membership, tmp_path: Path, form: str
) -> None:
    exact = {noun: exported(filled, noun) for noun in ORDER}

    again = carried(files_of(filled, tmp_path, form), fresh())

    assert not differences(again, exact)
    assert again == exact


def test_so_it_does_from_the_guarded_files(filled: Membership, tmp_path: Path) -> None:
    exact = {noun: exported(filled, noun) for noun in ORDER}
    files = {noun: tmp_path / f"{noun}.csv" for noun in ORDER}
    for noun, path in files.items():
        path.write_bytes(exported(filled, noun, exact=False))

    assert not differences(carried(files, fresh()), exact)


def test_so_it_does_from_cards(filled: Membership, tmp_path: Path) -> None:
    exact = {noun: exported(filled, noun) for noun in ORDER}
    files = files_of(filled, tmp_path)
    for noun in (Noun.ORGANISATIONS, Noun.PEOPLE):
        files[noun] = tmp_path / f"{noun}.vcf"
        files[noun].write_bytes(exported(filled, noun, form="vcard"))

    assert not differences(carried(files, fresh()), exact)


def test_the_lines_are_the_same_too(filled: Membership, tmp_path: Path) -> None:
    member = fresh()
    files = files_of(filled, tmp_path, "jsonl")

    carried(files, member)

    with workspace_scope(member.workspace):
        for noun, path in files.items():
            assert exported(member, noun, form="jsonl") == path.read_bytes()


def test_here_nothing_changes(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    fill(alice, carol.user, Texts(TIDY))
    exact = {noun: exported(alice, noun) for noun in ORDER}

    for noun, path in files_of(alice, tmp_path).items():
        bring_in(alice, path, noun)

    changed = ImportRow.objects.exclude(outcome="unchanged")
    assert not list(changed.values_list("number", "outcome", "notes", "before"))
    assert {noun: exported(alice, noun) for noun in ORDER} == exact


def test_a_third_workspace_knows_them_by_the_same_ids(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    """What came with an id of Bestfew's goes on under it, and comes home by it."""
    fill(alice, carol.user, Texts(TIDY))
    second = fresh(2)
    carried(files_of(alice, tmp_path), second)
    folder = tmp_path / "second"
    folder.mkdir()
    with workspace_scope(second.workspace):
        files = files_of(second, folder)

    for noun, path in files.items():
        counts = bring_in(alice, path, noun).counts
        assert counts["unchanged"] == counts["rows_read"]


def test_long_texts_take_several_cells(alice: Membership, tmp_path: Path) -> None:
    Person.objects.create(
        owner=alice.user,
        name="Mai",
        note=LONG.strip(),
        traits={"letter": LONG.strip()},
        created_at=alice.joined_at + timedelta(days=0),
    )
    path = tmp_path / "long.csv"
    path.write_bytes(exported(alice, "people"))
    header = path.read_text(encoding="utf-8").splitlines()[0]
    member = fresh()

    with workspace_scope(member.workspace):
        bring_in(member, path)
        again = exported(member, "people")
        note = Person.objects.get().note

    assert "note 5" in header
    assert note == LONG.strip()
    assert again == path.read_bytes()


TEXTS = st.lists(
    st.one_of(
        st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]))
    ),
    min_size=5,
    max_size=40,
)


@settings(
    max_examples=6,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@example(texts=["BEGIN:VCARD", "+84 912 345 678", "Ó\x06", "a,b;c|d\te", "\x1a"])
@given(texts=TEXTS)
def test_whatever_the_texts_are(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("texts")
    first, second = fresh(1), fresh(2)
    with workspace_scope(first.workspace):
        fill(first, make_user(f"Third{User.objects.count()}"), Texts(texts))
        exact = {noun: exported(first, noun) for noun in ORDER}
        files = files_of(first, folder)

    assert not differences(carried(files, second), exact)
