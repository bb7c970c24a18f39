"""Nobody prints a link that only this computer opens without being told."""

from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.fixtures import Settings

from bestfew.accounts.models import Membership
from bestfew.campaigns.rules.sites import is_known_here_only
from bestfew.campaigns.tests.cast import make_campaign
from bestfew.campaigns.tests.post import make_account, make_mailing, make_reader
from bestfew.conftest import signed_in

pytestmark = pytest.mark.usefixtures("in_workspace")


@pytest.mark.parametrize(
    "host",
    ["localhost", "127.0.0.1:8000", "[::1]:8000", "192.168.1.7", "desk", "nas.local"],
)
def test_others_cannot_open_it(host: str) -> None:
    assert is_known_here_only(f"http://{host}/f/0ABC")


@pytest.mark.parametrize(
    "host", ["desk.example.org", "xn--q3cb6e5d.example", "203.1.2.3.nip.io", "8.8.8.8"]
)
def test_others_can_open_it(host: str) -> None:
    assert not is_known_here_only(f"https://{host}/f/0ABC")


def test_the_pages_that_print_and_send_say_so(
    alice: Membership, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    campaign = make_campaign(alice)
    make_account(alice, 1, daily_cap=1)
    for number in range(3):
        make_reader(alice, number)
    draft = reverse("mailings:mailing", args=[make_mailing(alice).pk])
    names = ("campaigns:campaign", "campaigns:print")
    pages = [reverse(each, args=[campaign.pk]) for each in names]
    client = signed_in(alice)

    for page in (*pages, draft):
        here = client.get(page, headers={"host": "127.0.0.1:8000"}).text
        there = client.get(page, headers={"host": "desk.example.org"}).text
        assert "nobody else can open a link to it" in " ".join(here.split())
        assert "nobody else can open" not in there
    assert "it takes 3 days" in client.get(draft).text
