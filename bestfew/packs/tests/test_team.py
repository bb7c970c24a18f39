"""The sample's team: in every language, with a seat for nobody's rival."""

from __future__ import annotations

import pytest

from bestfew.packs.loader import TRADES, Text
from bestfew.packs.professions import professions, rivals_among
from bestfew.packs.team import BESIDE_US, load_team

LANGUAGES = {"en", "vi", "th", "zh-hans"}


@pytest.mark.parametrize("trade", TRADES)
def test_nobody_in_it_competes(trade: str) -> None:
    team = load_team(trade)
    everybody = [team.own, *team.seats]

    assert len(team.seats) == len(set(team.seats)) == BESIDE_US
    assert set(everybody) <= professions().keys()
    assert rivals_among(everybody) == []


@pytest.mark.parametrize("trade", TRADES)
def test_it_speaks_every_language(trade: str) -> None:
    team = load_team(trade)
    texts: list[Text] = [
        *team.names.values(), *team.market.values(), *team.promises,
        *team.testimonials, *team.answers, *team.wishes, *team.referrals,
    ]  # fmt: skip

    assert [each["en"] for each in texts if each.keys() != LANGUAGES] == []
    assert len(team.answers) == 10
    assert all(len(each) > 2 for each in (team.promises, team.wishes, team.referrals))
