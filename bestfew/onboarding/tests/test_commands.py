"""`bestfew init`, `demo` and `sign-in`."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from typer.testing import CliRunner, Result

from bestfew.accounts.models import Membership, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel.models import Objective
from bestfew.levels.coaching import seen_as_team
from bestfew.levels.rules.pyramid import Period
from bestfew.levels.screen import Asked
from bestfew.onboarding.demo import make_demo
from bestfew.onboarding.links import DEMO_EMAIL
from bestfew.people.models import Person
from config.cli import app

NOON = datetime(2026, 5, 21, 12, tzinfo=UTC)
YEAR = Period(date(2025, 5, 22), NOON.date(), NOON.date())

pytestmark = pytest.mark.django_db


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def init(**changed: str) -> Result:
    options = {"name": "Lan", "language": "vi", "trade": "real_estate", **changed}
    words = (f"--{name}={value}" for name, value in options.items())
    return run("init", *words)


def test_init_prints_the_id() -> None:
    done = init()

    assert done.exit_code == 0
    assert Workspace.objects.get(pk=int(done.stdout)).currency == "VND"


def test_init_tells_everything_as_json() -> None:
    done = run(
        "init", "--name=Lan", "--language=vi", "--trade=coaching", "--email=Lan@x.org",
        "--country=us", "--currency=usd", "--zone=America/New_York", "--json",
    )  # fmt: skip

    assert json.loads(done.stdout) == {
        "workspace": str(Workspace.objects.get().pk),
        "name": "Lan",
        "language": "vi",
        "trade": "coaching",
        "country": "US",
        "currency": "USD",
        "zone": "America/New_York",
        "owner": "lan@x.org",
    }


def test_init_finds_its_owner_again() -> None:
    init(email="lan@x.org")
    init(email="LAN@x.org", name="Lan 2")

    assert User.objects.get().memberships.count() == 2
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("option", "given", "says"),
    [
        ("language", "xx", "en, vi, th, zh-hans"),
        ("trade", "piracy", "real_estate, coaching, home_business, events, general"),
        ("email", "nobody", "no e-mail address"),
        ("currency", "shells", "SHELLS"),
        ("zone", "Mars", "Mars"),
        ("name", " ", "needs a name"),
    ],
)
def test_init_refuses_nonsense_in_one_sentence(
    option: str, given: str, says: str
) -> None:
    done = init(**{option: given})

    assert done.exit_code == 1
    assert done.stdout == ""
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not Workspace.objects.exists()
    assert not User.objects.exists()


def test_sign_in_prints_a_link_that_works_once() -> None:
    init(email="lan@x.org")
    done = run("sign-in", "lan@x.org", "--url", "https://desk.example.org/")
    link = done.stdout.splitlines()[-1]

    assert link.startswith("https://desk.example.org/sign-in/")
    path = link.removeprefix("https://desk.example.org")
    browser = Client()
    assert browser.get(path).status_code == 302
    assert "_auth_user_id" in browser.session
    again = Client()
    assert again.get(path).status_code >= 400
    assert "_auth_user_id" not in again.session


def test_sign_in_of_nobody_is_refused() -> None:
    done = run("sign-in", "nobody@x.org")

    assert done.exit_code == 1
    assert "nobody@x.org" in done.stderr


def test_the_demo_has_three_desks_of_one_user_without_a_password() -> None:
    done = run("demo", "--date=2026-05-21", "--url=http://127.0.0.1:9000")
    lines = done.stdout.splitlines()
    desks = Membership.objects.filter(user__email=DEMO_EMAIL).order_by("workspace__pk")

    assert done.exit_code == 0
    assert [each.workspace.trade for each in desks] == [
        "real_estate",
        "coaching",
        "events",
    ]
    assert desks[0].workspace.zone == "Asia/Ho_Chi_Minh"
    assert not User.objects.get(email=DEMO_EMAIL).has_usable_password()
    assert lines[-1].startswith("http://127.0.0.1:9000/sign-in/")
    for each in desks:
        assert any(str(each.workspace_id) in line for line in lines)
        with workspace_scope(each.workspace):
            assert Objective.objects.at("best_few").count() == 3


def test_a_colleague_sells_at_the_first_desk() -> None:
    run("demo", "--date=2026-05-21")

    colleague = Membership.objects.exclude(user__email=DEMO_EMAIL).get()
    assert colleague.workspace.trade == "real_estate"
    assert not colleague.user.has_usable_password()
    with workspace_scope(colleague.workspace):
        assert Person.objects.filter(owner=colleague.user).count() > 80
        team = seen_as_team(colleague, Asked(YEAR, "12"), at=NOON)
        assert {each.user.name for each in team["sellers"]} == {
            "Demo",
            colleague.user.name,
        }
        assert any("Skill" in each.said for each in team["sellers"])


def test_if_empty_makes_no_demo_where_work_was_done() -> None:
    init()
    done = run("demo", "--if-empty")

    assert done.exit_code == 0
    assert "no demo was made" in done.stdout
    assert Workspace.objects.count() == 1


def test_the_demo_twice_is_six_desks_of_one_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bestfew.onboarding.demo.load_sample", lambda *_, **__: 0)

    make_demo(on=None, at=NOON)
    make_demo(on=None, at=NOON)

    assert User.objects.get(email=DEMO_EMAIL).memberships.count() == 6
