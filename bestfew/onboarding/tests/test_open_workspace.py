"""Opening a workspace brings everything its trade has."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import Membership, Origin, Role, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.markets.models import Offering
from bestfew.onboarding.actions import BadChoice, begin, open_workspace
from bestfew.packs.loader import TRADES, load
from bestfew.people.models import Source
from bestfew.prospecting.models import Channel, Criterion, QualificationProfile

NOON = datetime(2026, 5, 21, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lan() -> User:
    return User.objects.create_user("lan@example.org", name="Lan", language="vi")


def make_desk(user: User, **choices: str | int) -> Membership:
    facts: dict[str, object] = {
        "name": "Lan",
        "language": "vi",
        "trade": "real_estate",
        **choices,
    }
    return open_workspace(user, at=NOON, origin=Origin.WEB, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "home"),
    [
        ("vi", ("VN", "VND", "Asia/Ho_Chi_Minh")),
        ("th", ("TH", "THB", "Asia/Bangkok")),
        ("zh-hans", ("CN", "CNY", "Asia/Shanghai")),
        ("en", ("GB", "GBP", "Europe/London")),
    ],
)
def test_a_language_suggests_a_home(
    lan: User, language: str, home: tuple[str, str, str]
) -> None:
    workspace = make_desk(lan, language=language).workspace

    assert (workspace.country, workspace.currency, workspace.zone) == home


def test_the_opener_owns_it(lan: User) -> None:
    assert make_desk(lan).role == Role.OWNER


def test_offerings_come_in_the_workspaces_language_and_currency(lan: User) -> None:
    with workspace_scope(make_desk(lan).workspace):
        flat = Offering.objects.get(key="flat_sale")

    assert flat.name == "Bán căn hộ"
    assert flat.price == Decimal(60_000_000)
    assert flat.normal_cycle_days == 60


def test_a_price_in_an_unknown_currency_is_left_open(lan: User) -> None:
    with workspace_scope(make_desk(lan, currency="JPY").workspace):
        assert set(Offering.objects.values_list("price", flat=True)) == {None}


@pytest.mark.parametrize("trade", TRADES)
def test_every_trade_has_its_default_profile_with_its_questions(
    lan: User, trade: str
) -> None:
    pack = load(trade)
    with workspace_scope(make_desk(lan, trade=trade).workspace):
        profiles = QualificationProfile.objects.order_by("key")
        default = QualificationProfile.objects.get(is_default=True)
        asked = list(default.criteria.order_by("position"))

    assert [each.key for each in profiles] == ["001", "002a", "002b", "bant"]
    assert default.key == pack.qualification.profile
    assert asked[0].question == pack.qualification.questions[asked[0].key]["vi"]
    assert asked[0].hint == pack.qualification.hints[asked[0].key]["vi"]


def test_channels_and_sources_come_along(lan: User) -> None:
    pack = load("real_estate")
    with workspace_scope(make_desk(lan).workspace):
        assert Channel.objects.count() == len(pack.channels)
        assert Source.objects.count() == len(pack.sources)
        assert Channel.objects.get(key="calls").per_hour > 0


@pytest.mark.parametrize(
    ("choice", "given"),
    [
        ("language", "xx"),
        ("trade", "piracy"),
        ("country", "XX"),
        ("currency", "XXXX"),
        ("zone", "Mars/Crater"),
        ("name", "   "),
    ],
)
def test_nonsense_is_refused_and_leaves_nothing(
    lan: User, choice: str, given: str
) -> None:
    with pytest.raises(BadChoice):
        make_desk(lan, **{choice: given})

    assert not Workspace.objects.exists()


def test_opening_twice_makes_two(lan: User) -> None:
    assert make_desk(lan).workspace_id != make_desk(lan).workspace_id


def test_the_same_form_twice_makes_one(lan: User) -> None:
    key = new_id()
    first, second = make_desk(lan, key=key), make_desk(lan, key=key)

    assert first == second
    with workspace_scope(first.workspace):
        assert Criterion.objects.filter(profile__key="bant").count() == 4


def test_a_further_desk_of_the_same_user_names_its_trade(lan: User) -> None:
    def named(trade: str) -> str:
        member = begin(lan, language="vi", trade=trade, key=new_id(), at=NOON)
        return member.workspace.name

    first, second = named("real_estate"), named("coaching")

    assert "Lan" in first
    assert second == f"{first} · Coaching và đào tạo"
