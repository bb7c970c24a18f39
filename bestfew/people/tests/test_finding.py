"""The nearest first, from indexes only, however many match."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import NOON
from bestfew.people import finding
from bestfew.people.finding import FoundPage, closest
from bestfew.people.models import Organisation, Person, State
from bestfew.people.queries import Wanted, found, listed, organisations
from bestfew.people.rules import search_text
from bestfew.people.tests.cast import make_person
from bestfew.web.pages import Page

pytestmark = pytest.mark.usefixtures("in_workspace")

QUERIES = [
    "nguyen",
    "nguyen van",
    "王伟",
    "wang wei",
    "ชาย",
    "0912 345",
    "an",
    "n",
    "%",
]


def names(member: Membership, words: str) -> list[str]:
    return [each.name for each in found(member, words)]


@pytest.fixture
def people(alice: Membership, in_workspace: Workspace) -> None:
    make_person(alice, "Nguyễn Văn An", phone="0912 345 678", organisation="Hoa Sen")
    make_person(alice, "Trần Thị Mai", email="mai_50%@example.com", note=r"back\slash")
    make_person(alice, "สมชาย ใจดี")
    make_person(alice, "王伟")
    make_person(alice, "Wang Weiming")


@pytest.mark.parametrize(
    ("name", "query", "order"),
    [
        ("whole name", "mai", ["Mai", "Mai Hoa", "Thanh Mai", "Ngomai", "Hùng"]),
        ("turned", "mai thanh", ["Thanh Mai"]),
        ("beginnings", "ma ho", ["Mai Hoa"]),
    ],
)
def test_the_nearest_stands_first(
    alice: Membership, name: str, query: str, order: list[str]
) -> None:
    for each in ("Thanh Mai", "Ngomai", "Mai Hoa", "Mai"):
        make_person(alice, each)
    make_person(alice, "Hùng", organisation="Mai & Co")

    assert names(alice, query) == order


def test_of_two_as_near_the_first_by_name_comes_first(alice: Membership) -> None:
    for each in ("Hoa Mai", "An Mai", "Hoa Mai"):
        make_person(alice, each)

    found_ones = found(alice, "mai")

    assert [each.name for each in found_ones] == ["An Mai", "Hoa Mai", "Hoa Mai"]
    assert found_ones[1].pk < found_ones[2].pk


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("wang wei", ["Wang Weiming", "王伟"]),
        ("wangwei", ["王伟"]),
        ("ww", ["王伟"]),
        ("王", ["王伟"]),
        ("ช", []),
        ("ส", ["สมชาย ใจดี"]),
        ("09", ["Nguyễn Văn An"]),
        ("n", ["Nguyễn Văn An"]),
        ("nguyen v", ["Nguyễn Văn An"]),
        ("50%", ["Trần Thị Mai"]),
        ("i_50", ["Trần Thị Mai"]),
        ("k\\s", ["Trần Thị Mai"]),
        ("%%%", []),
        ("___", []),
        ("\\\\\\", []),
        ('"mai"', ["Trần Thị Mai"]),
        ('mai" OR "an', []),
        ("mai*", ["Trần Thị Mai"]),
        ("\0mai\0", ["Trần Thị Mai"]),
        ("ma\ud800i", ["Trần Thị Mai"]),
        ("mai" + " " * 300 + "zzz", ["Trần Thị Mai"]),
        ("m" * 250, []),
        ("--", []),
    ],
)
def test_what_is_typed_finds(
    alice: Membership, query: str, expected: list[str]
) -> None:
    assert names(alice, query) == expected
    page = listed(alice, Wanted(words=query), on=localdate())
    assert [each.name for each in page.rows] == expected


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("query", QUERIES)
def test_a_list_of_all_matches_agrees(alice: Membership, query: str) -> None:
    every = Person.objects.matching(query).values_list("name", flat=True)

    assert sorted(every) == sorted(names(alice, query))


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("query", QUERIES[:-1])
@pytest.mark.parametrize("of", ["people", "organisations", "all", "filtered"])
def test_no_search_reads_everybody(alice: Membership, query: str, of: str) -> None:
    reads: dict[str, Callable[[], object]] = {
        "people": lambda: found(alice, query),
        "organisations": lambda: organisations(alice, words=query),
        "all": lambda: list(Person.objects.matching(query)),
        "filtered": lambda: listed(
            alice, Wanted(words=query, state=State.LEAD, mine=True), on=localdate()
        ),
    }

    with CaptureQueriesContext(connection) as asked:
        reads[of]()

    plans = [plan_of(each["sql"]) for each in asked if each["sql"].startswith("SELECT")]
    assert plans
    for plan in plans:
        assert "SCAN people_person" not in plan
        assert "SCAN people_organisation" not in plan
        assert "Seq Scan on people_person" not in plan
        assert "Seq Scan on people_organisation" not in plan


def plan_of(sql: str) -> str:
    """PostgreSQL would rather read so few rows as there are here one by one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        how = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(how + sql, None)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def test_words_are_looked_up_in_the_index_of_trigrams(alice: Membership) -> None:
    rows = (search_text(f"Person {i}", (), (), "") for i in range(6_000))
    Person.objects.bulk_create(
        Person(owner=alice.user, search=row, created_at=NOON) for row in rows
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('people_search')")
            cursor.execute("ANALYZE people_person")

    with CaptureQueriesContext(connection) as asked:
        found(alice, "mai hoa")

    plans = [plan_of(each["sql"]) for each in asked if each["sql"].startswith("SELECT")]
    assert "people_search" in "\n".join(plans)


def crowd(member: Membership, count: int) -> None:
    for i in range(count):
        make_person(member, f"Hoa {i:03} Mai")


def test_a_whole_name_is_never_lost_in_a_sea(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 10)
    crowd(alice, 30)
    make_person(alice, "Mai")
    make_person(alice, "Maika")

    assert names(alice, "mai")[:2] == ["Mai", "Maika"]
    assert len(names(alice, "mai")) == 12


def test_a_long_list_is_paged_to_its_end_and_says_so(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST", 70)
    crowd(alice, 75)
    for i in range(35):
        make_person(alice, f"Mai {i:02}")

    pages: list[Page[Person]] = []
    after = ""
    while not pages or after:
        page = listed(alice, Wanted(words="mai"), on=localdate(), after=after)
        pages.append(page)
        after = page.next

    shown = [each.name for page in pages for each in page.rows]
    assert shown[:35] == [f"Mai {i:02}" for i in range(35)]
    assert len(shown) == len(set(shown)) >= 70
    assert [isinstance(p, FoundPage) and p.is_cut for p in pages][-1]
    assert not any(isinstance(p, FoundPage) and p.is_cut for p in pages[:-1])


@pytest.mark.parametrize("order", ["added", "next", "last"])
def test_what_is_found_can_be_sorted_otherwise(alice: Membership, order: str) -> None:
    first, second = make_person(alice, "Mai A"), make_person(alice, "Mai B")
    make_person(alice, "Lan")

    page = listed(alice, Wanted(words="mai", order=order), on=localdate())

    expected = [second, first] if order == "added" else [first, second]
    assert page.rows == expected


def test_plenty_is_told_by_a_look_at_the_newest(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "PLENTY", -1)
    monkeypatch.setattr(finding, "SAMPLE", 4)
    monkeypatch.setattr(finding, "ENOUGH", 3)
    crowd(alice, 10)

    some = closest(Person.objects.all(), alice, "mai")
    none = closest(Person.objects.all(), alice, "000 mai")

    assert len(some.keys) in (4, 5, 10)  # the newest, or all on SQLite
    assert len(none.keys) == 1


@pytest.mark.parametrize("seller", [True, False])
def test_nobody_finds_what_is_not_theirs_to_see(
    alice: Membership, bob: Membership, carol: Membership, seller: bool
) -> None:
    with workspace_scope(bob.workspace):
        make_person(bob, "Mai Bob", organisation="Mai Bob Co")
    make_person(alice, "Mai Alice", organisation="Mai Alice Co")
    make_person(alice, "Mai Shared", is_shared=True, organisation="Mai Shared Co")
    make_person(carol, "Mai Carol", organisation="Mai Carol Co")
    member = carol if seller else alice

    people = names(member, "mai")
    places = [each.name for each in organisations(member, words="mai").rows]

    hers = ["Mai Carol", "Mai Shared"]
    assert people == (hers if seller else ["Mai Alice", *hers])
    assert places == [f"{name} Co" for name in people]


def test_organisations_are_found_inside_and_by_beginnings(alice: Membership) -> None:
    for place in ("An Phú Land", "Phú An", "Tân An Phú", "Minh Anh", "上海有限公司"):
        make_person(alice, "x", organisation=place)

    def rows(words: str) -> list[str]:
        return [each.name for each in organisations(alice, words=words).rows]

    assert rows("an phu") == ["An Phú Land", "Phú An", "Tân An Phú"]
    assert rows("inh") == ["Minh Anh"]
    assert rows("an") == ["An Phú Land", "Phú An", "Tân An Phú", "Minh Anh"]
    assert rows("有限公司") == rows("上海") == ["上海有限公司"]
    assert rows("a") == ["An Phú Land"]
    assert rows("nowhere") == []
    assert Organisation.objects.matching("an").count() == 4


@pytest.mark.parametrize("typed", ["an.nguyen", "an.nguyen@", "AN.Nguyen@Example.com"])
def test_an_address_is_found_from_its_beginning(
    alice: Membership, django_assert_max_num_queries: DjangoAssertNumQueries, typed: str
) -> None:
    """As many as are wanted begin so: no more is read."""
    make_person(alice, "Nguyễn An", email="an.nguyen@example.com")
    make_person(alice, "Lan", email="lan.nguyen@example.com")

    with django_assert_max_num_queries(2):
        found = closest(Person.objects.all(), alice, typed, wanted=1)

    assert names(alice, typed)[0] == "Nguyễn An"
    assert len(found.ids) == 1
