"""The look before a file is loaded: its counts, and its faulty rows corrected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.imports import actions, checking, jobs
from bestfew.imports.models import Correction, DryRun, FaultyRow, Import, State
from bestfew.imports.tests.recipes import MAI, PEOPLE, make_file, upload
from bestfew.people.models import Person

pytestmark = pytest.mark.usefixtures("in_workspace")

HEAD = [*PEOPLE, "Birthday"]
ROWS = [
    [*MAI, "31/02/2020"],
    ["", "", "", "Nobody Ltd", ""],
    ["An Le", "", "an@example.com", "", "31/02/2020"],
    ["Hoa", "", "no address", "", ""],
]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)


@pytest.fixture
def job(alice: Membership, tmp_path: Path) -> Import:
    found = upload(alice, make_file(tmp_path, [HEAD, *ROWS]))
    jobs.check(found, alice)
    return found


def page(client: Client, job: Import, **data: str) -> str:
    url = reverse("imports:preview", args=[job.pk])
    return str(client.get(url, data).content.decode())


def save(
    client: Client, job: Import, number: int, *, seen: str = "", **cells: str
) -> HttpResponse:
    """As the form of a row sends it; `c4` is the cell of column 4."""
    data = {
        f"cell-{name[1:]}": value for name, value in cells.items() if name[0] == "c"
    }
    data |= {f"seen-{name[1:]}": seen for name in cells if name[0] == "c"}
    data |= {f"alike-{name[1:]}": "on" for name in cells if name[0] == "a"}
    url = reverse("imports:row", args=[job.pk, number])
    answer: HttpResponse = client.post(url, data, headers=HTMX)  # type: ignore[assignment]
    return answer


def test_it_shows_counts_and_the_worst_rows_first(
    alice: Membership, job: Import
) -> None:
    text = page(signed_in(alice), job)

    assert "4 rows with a remark" in text
    assert text.index("Nobody Ltd") < text.index("Mai Tran")
    assert "There is neither a name nor a way to reach them." in text
    assert 'value="31/02/2020"' in text
    assert "No such day <b>2</b>" in text
    assert "Would be rejected <b>1</b>" in text


def test_kinds_narrow_the_rows(alice: Membership, job: Import) -> None:
    text = page(signed_in(alice), job, kind="not_email")
    nonsense = page(signed_in(alice), job, kind="nonsense")

    assert "no address" in text
    assert 'id="row-2"' not in text
    assert "No row of this kind is left." in nonsense


def test_a_row_is_corrected_and_judged_at_once(alice: Membership, job: Import) -> None:
    client = signed_in(alice)

    answer = save(client, job, 2, c0="Binh")

    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="row-2"' in text
    assert "<html" not in text
    assert "Nothing is wrong with it any more." in text
    assert "Full name was empty." in text
    assert "3 rows with a remark" in text  # beside it
    assert 'hx-swap-oob="true"' in text
    assert "Binh" in page(client, job, kind="corrected")


def test_without_javascript_it_leads_back_to_the_page(
    alice: Membership, job: Import
) -> None:
    url = reverse("imports:row", args=[job.pk, 2])

    answer = signed_in(alice).post(url, {"cell-0": "Binh", "seen-0": ""})

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("imports:preview", args=[job.pk])
    assert Correction.objects.get().value == "Binh"


def test_a_correction_is_undone(alice: Membership, job: Import) -> None:
    client = signed_in(alice)
    save(client, job, 2, c0="Binh")
    correction = Correction.objects.get()
    url = reverse("imports:uncorrect", args=[job.pk, correction.pk])

    answer = client.post(url, headers=HTMX)
    twice = client.post(url, headers=HTMX)

    assert "There is neither a name" in answer.content.decode()
    assert twice.status_code == 404
    assert not Correction.objects.exists()
    assert FaultyRow.objects.get(number=2).outcome == "rejected"


def test_all_that_say_the_same_are_corrected_and_told(
    alice: Membership, job: Import
) -> None:
    client = signed_in(alice)

    answer = save(client, job, 1, seen="31/02/2020", c4="28/02/2020", a4="on")

    text = answer.content.decode()
    assert answer.headers["HX-Retarget"] == "#faults"
    assert "2 rows were corrected." in text
    assert "Birthday: “31/02/2020” is “28/02/2020” in every row." in text
    assert "No such day" not in text
    assert Correction.objects.get().number == 0


def test_a_colleague_is_told_of_by_the_last_one(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    job = upload(carol, make_file(tmp_path, [HEAD, *ROWS]))
    jobs.check(job, carol)
    save(signed_in(carol), job, 2, c0="Carols")

    answer = save(signed_in(alice), job, 2, c0="Alices")

    assert "Carol had written “Carols”; yours stands now." in answer.content.decode()
    assert Correction.objects.get().value == "Alices"


def test_what_nobody_changed_is_no_correction(alice: Membership, job: Import) -> None:
    answer = save(signed_in(alice), job, 1, seen="31/02/2020", c4="31/02/2020")

    assert answer.status_code == 200
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({}, 200),
        ({"cell-x": "1", "cell-": "1", "cell-5": "1", "cell-99999999": "1"}, 200),
        ({"cell-0": "a\0b"}, 400),
        ({"cell-0": "x" * 20_001}, 400),
    ],
)
def test_nonsense_changes_nothing(
    alice: Membership, job: Import, data: dict[str, str], status: int
) -> None:
    url = reverse("imports:row", args=[job.pk, 2])

    answer = signed_in(alice).post(url, data, headers=HTMX)

    assert answer.status_code == status
    assert not Correction.objects.exists()


def test_all_the_cells_of_a_row_can_be_seen(alice: Membership, job: Import) -> None:
    url = reverse("imports:row", args=[job.pk, 2])
    client = signed_in(alice)

    part = client.get(url, headers=HTMX).content.decode()
    whole = client.get(url).content.decode()

    for text in (part, whole):
        assert 'name="cell-3"' in text
        assert 'value="Nobody Ltd"' in text
    assert "<html" not in part
    assert "<html" in whole
    assert client.get(reverse("imports:row", args=[job.pk, 9])).status_code == 404


def test_a_count_is_asked_for_every_second_until_it_is_done(
    alice: Membership, job: Import
) -> None:
    dry = checking.begin(job, at=timezone.now())
    DryRun.objects.filter(pk=dry.pk).update(rows_read=200_000, cursor=50_000)
    client = signed_in(alice)
    url = reverse("imports:preview", args=[job.pk])
    part = {**HTMX, "HX-Target": "counting"}

    running = client.get(url, headers=part).content.decode()
    client.post(reverse("imports:stop-check", args=[job.pk]))
    stopped = client.get(url, headers=part)
    whole = page(client, job)

    assert 'hx-trigger="every 1s"' in running
    assert "50,000 of 200,000 rows" in running
    assert '<progress class="bar"' in running
    assert "You can leave this page" in running
    assert stopped.headers["HX-Redirect"] == url
    assert "Stopped after 50,000 rows" in whole


def test_a_silent_worker_is_told(alice: Membership, job: Import) -> None:
    checking.begin(job, at=timezone.now())
    DryRun.objects.update(beat_at=timezone.now() - timedelta(minutes=2))

    assert "Nothing has moved for a minute." in page(signed_in(alice), job)


def test_rows_come_a_page_at_a_time_with_few_queries(
    alice: Membership,
    tmp_path: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [[f"P{n}", "", "no address", "", ""] for n in range(70)]
    job = upload(alice, make_file(tmp_path, [HEAD, *many]))
    jobs.check(job, alice)
    client = signed_in(alice)

    with django_assert_max_num_queries(25):
        first = page(client, job)
    behind = FaultyRow.objects.filter(number__gt=30)
    cursor = unquote(first.split("?after=")[1].split('"')[0])
    second = page(client, job, after=cursor)

    assert 'id="row-30"' in first
    assert 'id="row-31"' not in first
    assert 'id="row-31"' in second
    assert behind.count() == 40


def test_without_a_count_one_says_first_what_the_columns_mean(
    alice: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [HEAD, *ROWS]))

    answer = signed_in(alice).get(reverse("imports:preview", args=[job.pk]))

    assert answer.headers["Location"] == reverse("imports:map", args=[job.pk])


def test_once_it_is_started_nothing_of_this_is_there(
    alice: Membership, job: Import
) -> None:
    client = signed_in(alice)
    save(client, job, 2, c0="Binh")
    correction = Correction.objects.get()
    actions.start(job, at=timezone.now())

    answers = [
        client.get(reverse("imports:preview", args=[job.pk])),
        client.post(reverse("imports:check", args=[job.pk])),
        client.get(reverse("imports:row", args=[job.pk, 2])),
        save(client, job, 2, c0="x"),
        client.post(reverse("imports:uncorrect", args=[job.pk, correction.pk])),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Correction.objects.get().value == "Binh"


def urls(job: Import) -> list[tuple[str, str]]:
    correction = Correction.objects.get()
    return [
        ("get", reverse("imports:preview", args=[job.pk])),
        ("post", reverse("imports:check", args=[job.pk])),
        ("post", reverse("imports:stop-check", args=[job.pk])),
        ("get", reverse("imports:row", args=[job.pk, 2])),
        ("post", reverse("imports:row", args=[job.pk, 2])),
        ("post", reverse("imports:uncorrect", args=[job.pk, correction.pk])),
    ]


@pytest.mark.parametrize(("who", "status"), [("bob", 404), ("dave", 403)])
def test_others_reach_and_change_nothing(
    alice: Membership, bob: Membership, dave: Membership, job: Import,
    who: str, status: int,
) -> None:  # fmt: skip
    save(signed_in(alice), job, 2, c0="Binh")
    before = list(DryRun.objects.values()), list(FaultyRow.objects.values())
    client = signed_in({"bob": bob, "dave": dave}[who])

    answers = [getattr(client, method)(url) for method, url in urls(job)]

    assert {answer.status_code for answer in answers} == {status}
    assert (list(DryRun.objects.values()), list(FaultyRow.objects.values())) == before
    assert Correction.objects.get().value == "Binh"
    assert Import.objects.get().state == State.UPLOADED
    assert not Person.objects.exists()


def test_deeds_need_a_post(alice: Membership, job: Import) -> None:
    client = signed_in(alice)
    save(client, job, 2, c0="Binh")

    wrong = [url for method, url in urls(job) if method == "post" and "rows" not in url]

    assert {client.get(url).status_code for url in wrong} == {405}
