"""A team at NOON whose letters leave through a mail server of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import smtp
from bestfew.campaigns.tests.post import Sink, mail_server, make_account
from bestfew.conftest import NOON
from bestfew.teams.models import TeamMember
from bestfew.teams.tests.cast import make_team, seat_guest


@pytest.fixture
def own_server(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.MAIL_PRIVATE_SERVERS = True
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 1)
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture
def sink(alice: Membership) -> Iterator[Sink]:
    with mail_server() as sink:
        make_account(alice, sink.port)
        yield sink


@pytest.fixture
def me(alice: Membership) -> TeamMember:
    return make_team(alice)


@pytest.fixture
def mali(me: TeamMember) -> TeamMember:
    guest = seat_guest(me.team, "Mali", "florist", language="en")
    TeamMember.unscoped.filter(pk=guest.pk).update(email="mali@example.org")
    return guest
