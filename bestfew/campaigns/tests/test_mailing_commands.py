"""`bestfew mailing`: sent off, told how far it is, and refused in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import smtp
from bestfew.campaigns.models import Letter, Mailing
from bestfew.campaigns.tests.post import (
    SITE,
    Sink,
    mail_server,
    make_account,
    make_mailing,
    make_reader,
)
from bestfew.people.tests.cast import make_person
from config.cli import app

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.fixture(autouse=True)
def sink(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    settings.MAIL_PRIVATE_SERVERS = True
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 1)
    with mail_server() as sink:
        yield sink


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["mailing", *map(str, words)])


def test_a_mailing_is_sent_off_once(alice: Membership, sink: Sink) -> None:
    make_account(alice, sink.port)
    make_reader(alice, 1)
    make_person(alice, "Nobody asked", email="quiet@example.org")
    mailing = make_mailing(alice)

    sent = run("send", mailing.pk, "--site", SITE, "--json")
    again = run("send", mailing.pk, "--site", SITE)

    told = json.loads(sent.stdout)
    assert (told["state"], told["sent"]) == ("done", 1)
    assert told["mailing"] == str(mailing.pk)
    assert told["left_out"] == {"no_permission": 1}
    assert sink.to == ["reader1@example.org"]
    assert again.exit_code == 1
    assert "faster" in again.stderr


def test_a_status_is_told_in_words_and_in_figures(
    alice: Membership, sink: Sink
) -> None:
    make_account(alice, sink.port)
    make_reader(alice, 1)
    mailing = make_mailing(alice)

    plain = run("status", mailing.pk)
    before = json.loads(run("status", mailing.pk, "--json").stdout)

    assert plain.exit_code == 0
    assert "draft" in plain.stdout
    assert (before["state"], before["sent"]) == ("draft", 0)


@pytest.mark.parametrize(
    ("site", "says"),
    [
        ("desk.example.org", "no address of a site"),
        ("ftp://desk.example.org", "no address of a site"),
        (SITE, "account"),
    ],
)
def test_what_cannot_be_sent_is_refused(
    alice: Membership, site: str, says: str
) -> None:
    make_reader(alice, 1)
    mailing = make_mailing(alice)

    done = run("send", mailing.pk, "--site", site)

    assert done.exit_code == 1
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert Mailing.objects.get().state == "draft"
    assert not Letter.objects.exists()


@pytest.mark.parametrize("number", [1, 1 << 70])
def test_a_mailing_that_is_not_there(alice: Membership, number: int) -> None:
    for words in (("status", number), ("send", number, "--site", SITE)):
        done = run(*words)

        assert done.exit_code == 1
        assert f"There is no mailing {number}." in done.stderr
