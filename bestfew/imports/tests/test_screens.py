"""Imports in the browser, from the file to its undo."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bestfew.accounts.models import Membership
from bestfew.accounts.tenancy import workspace_scope
from bestfew.conftest import signed_in
from bestfew.imports import actions
from bestfew.imports.models import Import, Mapping, State
from bestfew.imports.tests.recipes import (
    MAI,
    PEOPLE,
    SOMCHAI,
    bring_in,
    make_file,
    text_of,
    upload,
)
from bestfew.people.models import Person
from bestfew.web import formats

pytestmark = pytest.mark.usefixtures("in_workspace")

CSV = text_of([PEOPLE, MAI, SOMCHAI, ["", "", "", "Nobody"]]).encode()


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs run where they are queued."""
    monkeypatch.setattr("bestfew.jobs.queue.Conf.SYNC", True)


def send(client: Client, content: bytes = CSV, **data: str) -> object:
    file = SimpleUploadedFile("list.csv", content, content_type="text/csv")
    asked = {"noun": "people", "source": "Trade fair", "basis": "interest", **data}
    return client.post(reverse("imports:upload"), {"file": file, **asked})


def test_a_file_goes_all_the_way_and_back(alice: Membership) -> None:
    client = signed_in(alice)

    sent = send(client)
    job = Import.objects.get()
    columns = client.get(reverse("imports:map", args=[job.pk])).content.decode()
    data = {f"column-{n}": target for n, target in enumerate(job.targets)}
    mapped = client.post(reverse("imports:map", args=[job.pk]), data)
    look = client.get(reverse("imports:preview", args=[job.pk])).content.decode()
    ran = client.post(reverse("imports:run", args=[job.pk]))
    page = client.get(reverse("imports:import", args=[job.pk])).content.decode()

    assert sent.status_code == mapped.status_code == ran.status_code == 302  # type: ignore[attr-defined]
    assert "Full name" in columns
    assert "Mai Tran · Somchai Jaidee" in columns
    assert "Nothing is loaded yet." in look
    assert "1 row with a remark" in look
    assert "There is neither a name nor a way to reach them." in look
    assert "rows read" in page
    assert set(Person.objects.values_list("name", flat=True)) == {
        "Mai Tran",
        "Somchai Jaidee",
    }
    assert Mapping.objects.get().targets == job.targets

    client.post(reverse("imports:undo", args=[job.pk]))
    after = client.get(reverse("imports:import", args=[job.pk])).content.decode()

    assert not Person.objects.exists()
    assert "Everything is as it was before." in after


def test_people_need_a_source_and_a_reason(alice: Membership) -> None:
    answer = send(signed_in(alice), source=" ", basis="")

    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Say where these people come from." in page
    assert "Say why you may approach them." in page
    assert not Import.objects.exists()


def test_other_nouns_need_neither(alice: Membership) -> None:
    send(signed_in(alice), noun="organisations", source="", basis="")

    assert Import.objects.get().noun == "organisations"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04", "The file is damaged: save it again, or save it as CSV."),
        (b"\x89PNG\r\n", "This is no list we can read: save it as CSV, XLSX or vCard."),
        (b'Name\n"open', "A quotation mark opened in line 2 is never closed."),
    ],
)
def test_what_cannot_be_read_says_why(
    alice: Membership, content: bytes, says: str
) -> None:
    answer = send(signed_in(alice), content)

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert says in answer.content.decode()  # type: ignore[attr-defined]
    assert not Import.objects.exists()


def test_two_columns_cannot_both_be_the_name(alice: Membership, tmp_path: Path) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    data = {"column-0": "name", "column-1": "name"}

    answer = signed_in(alice).post(reverse("imports:map", args=[job.pk]), data)

    assert answer.status_code == 422
    assert "This is chosen for “Full name” already." in answer.content.decode()


def test_letters_that_look_wrong_are_read_again(
    alice: Membership, tmp_path: Path
) -> None:
    path = make_file(tmp_path, [["Name"], ["José"]], encoding="cp1252")
    job = upload(alice, path)
    client = signed_in(alice)
    url = reverse("imports:read-again", args=[job.pk])

    client.post(url, {"encoding": "cp874"})
    thai = client.get(reverse("imports:map", args=[job.pk])).content.decode()
    client.post(url, {"encoding": "cp1252"})
    spanish = client.get(reverse("imports:map", args=[job.pk])).content.decode()

    assert "José" not in thai
    assert "José" in spanish
    assert client.post(url, {"encoding": "nonsense"}).status_code == 404


def test_what_was_started_meanwhile_is_neither_read_nor_mapped_again(
    alice: Membership, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody starts it while another has its columns before them."""
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    stale, client = Import.objects.get(), signed_in(alice)
    actions.start(job, at=timezone.now())
    monkeypatch.setattr("bestfew.imports.views._waiting", lambda *_: stale)
    data = {f"column-{n}": target for n, target in enumerate(job.targets)}

    mapped = client.post(reverse("imports:map", args=[job.pk]), data)
    again = client.post(
        reverse("imports:read-again", args=[job.pk]), {"encoding": "cp874"}
    )

    page = reverse("imports:import", args=[job.pk])
    assert (mapped["Location"], again["Location"]) == (page, page)
    assert Import.objects.get().state == State.READING


def test_the_same_file_again_is_told(alice: Membership, tmp_path: Path) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI])
    bring_in(alice, path)
    job = upload(alice, path)
    client = signed_in(alice)

    columns = client.get(reverse("imports:map", args=[job.pk])).content.decode()
    client.post(reverse("imports:check", args=[job.pk]))
    page = client.get(reverse("imports:preview", args=[job.pk])).content.decode()

    day = formats.day(timezone.localdate(), "en", today=date(2000, 1, 1))
    assert f"This file was already imported on {day} by Alice." in columns
    assert "Loading it again creates nothing twice." in columns
    assert f"This file was already imported on {day} by Alice." in page
    assert "Nothing new would be created." in page


def test_who_imported_it_is_told_to_those_who_see_it(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    path = make_file(tmp_path, [PEOPLE, MAI])
    bring_in(alice, path)
    job = upload(carol, path)

    page = signed_in(carol).get(reverse("imports:map", args=[job.pk]))

    assert "This file was already imported on" in page.content.decode()
    assert "by Alice" not in page.content.decode()


def test_how_days_and_amounts_are_read_is_said(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [["Deal", "Customer", "Amount", "Created"], ["a", "b", "1.200,50", "1/2/25"]]
    job = upload(alice, make_file(tmp_path, rows), "objectives")
    client = signed_in(alice)
    client.post(reverse("imports:check", args=[job.pk]))

    page = client.get(reverse("imports:preview", args=[job.pk]))

    assert "03/04 is read as 3 April." in page.content.decode()
    assert "1.200 is read as one thousand two hundred." in page.content.decode()


def test_starting_twice_loads_once(alice: Membership, tmp_path: Path) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    client = signed_in(alice)

    for _twice in range(2):
        client.post(reverse("imports:run", args=[job.pk]))

    job.refresh_from_db()
    assert (job.state, job.created) == (State.DONE, 1)


def test_a_running_one_is_asked_for_every_second_and_can_be_stopped(
    alice: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    actions.start(job, at=timezone.now())
    client = signed_in(alice)
    url = reverse("imports:import", args=[job.pk])
    part = {"HX-Request": "true", "HX-Target": "progress"}

    running = client.get(url, headers=part)
    client.post(reverse("imports:cancel", args=[job.pk]))
    stopped = client.get(url, headers=part)

    assert 'hx-trigger="every 1s"' in running.content.decode()
    assert "<progress" in running.content.decode()
    assert "<html" not in running.content.decode()
    assert stopped.headers["HX-Redirect"] == url
    job.refresh_from_db()
    assert job.state == State.CANCELLED


def test_results_are_shown_by_outcome(alice: Membership, tmp_path: Path) -> None:
    rows = [PEOPLE, MAI, ["", "", "", "Nobody Ltd"]]
    job = bring_in(alice, make_file(tmp_path, rows)).job
    client = signed_in(alice)
    url = reverse("imports:import", args=[job.pk])

    rejected = client.get(url, {"outcome": "rejected"}).content.decode()
    nonsense = client.get(url, {"outcome": "nonsense"})

    assert "There is neither a name nor a way to reach them." in rejected
    assert "Mai Tran" not in rejected
    assert nonsense.status_code == 200


def test_results_come_as_a_file_that_is_safe_in_a_spreadsheet(
    alice: Membership, tmp_path: Path
) -> None:
    rows = [["Name", "Note"], ["=cmd|calc", "x"], ["", "y"]]
    job = bring_in(alice, make_file(tmp_path, rows)).job

    answer = signed_in(alice).get(reverse("imports:results-file", args=[job.pk]))

    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert text.splitlines() == [
        "Row,Result,Why,Name,Note",
        "1,created,,'=cmd|calc,x",
        "2,rejected,There is neither a name nor a way to reach them.,,y",
    ]


def test_the_first_visit_is_an_invitation(alice: Membership) -> None:
    page = signed_in(alice).get(reverse("imports:list")).content.decode()

    assert "Bring in the people you know, from any list." in page
    assert page.count("btn-primary") == 1


def test_long_lists_cost_few_queries(
    alice: Membership,
    tmp_path: Path,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    many = [[f"P{number}", "", f"p{number}@example.com", ""] for number in range(60)]
    job = bring_in(alice, make_file(tmp_path, [PEOPLE, *many])).job
    client = signed_in(alice)

    with django_assert_max_num_queries(15):
        page = client.get(reverse("imports:import", args=[job.pk])).content.decode()
    with django_assert_max_num_queries(15):
        client.get(reverse("imports:list"))

    assert "P29" in page
    assert "P30" not in page
    assert "Show more" in page


POSTS = ("map", "read-again", "check", "stop-check", "run", "cancel", "undo")
GETS = ("import", "map", "preview", "results-file")


@pytest.mark.parametrize("name", [*POSTS, *GETS])
def test_a_stranger_finds_nothing(
    alice: Membership, bob: Membership, tmp_path: Path, name: str
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    url = reverse(f"imports:{name}", args=[job.pk])
    client = signed_in(bob)

    answers = [client.post(url)] if name in POSTS else []
    answers += [client.get(url)] if name in GETS else []

    assert {answer.status_code for answer in answers} == {404}
    assert Import.objects.get().state == State.UPLOADED


@pytest.mark.parametrize("name", [*POSTS, *GETS, "list", "upload", "export"])
def test_a_viewer_brings_nothing_in_and_takes_nothing_out(
    alice: Membership, dave: Membership, tmp_path: Path, name: str
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    args = [] if name in ("list", "upload", "export") else [job.pk]
    url = reverse(f"imports:{name}", args=args)
    client = signed_in(dave)

    assert client.get(url).status_code in (403, 405)
    assert client.post(url).status_code in (403, 405)
    assert Import.objects.get().state == State.UPLOADED
    assert not Person.objects.exists()


def test_a_seller_does_not_see_the_imports_of_others(
    alice: Membership, carol: Membership, tmp_path: Path
) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))
    hers = upload(carol, make_file(tmp_path, [PEOPLE, MAI], name="carols.csv"))

    seller = signed_in(carol)
    leader = signed_in(alice)

    assert seller.get(reverse("imports:map", args=[job.pk])).status_code == 404
    assert leader.get(reverse("imports:map", args=[hers.pk])).status_code == 200
    assert "list.csv" not in seller.get(reverse("imports:list")).content.decode()


@pytest.mark.parametrize("name", [name for name in POSTS if name != "map"])
def test_deeds_need_a_post(alice: Membership, tmp_path: Path, name: str) -> None:
    job = upload(alice, make_file(tmp_path, [PEOPLE, MAI]))

    url = reverse(f"imports:{name}", args=[job.pk])

    assert signed_in(alice).get(url).status_code == 405


def test_an_export_holds_what_the_member_sees(
    alice: Membership, carol: Membership, bob: Membership, tmp_path: Path
) -> None:
    bring_in(alice, make_file(tmp_path, [PEOPLE, MAI]))
    bring_in(carol, make_file(tmp_path, [PEOPLE, SOMCHAI], name="carols.csv"))
    with workspace_scope(bob.workspace):
        bring_in(bob, make_file(tmp_path, [PEOPLE, ["Bobs", "", "", ""]], name="b.csv"))

    def exported(member: Membership) -> str:
        wanted = {"noun": "people", "format": "csv"}
        answer = signed_in(member).post(reverse("imports:export"), wanted)
        return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert "Mai Tran" in exported(alice)
    assert "Somchai" in exported(alice)
    assert "Mai Tran" not in exported(carol)
    assert "Bobs" not in exported(alice)
    unknown = reverse("imports:export-noun", args=["nonsense"])
    assert signed_in(alice).get(unknown).status_code == 404
