"""The sample's Contact Sphere: a target market, who serves it, and whom one knows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from bestfew.funnel.models import Objective
from bestfew.history.models import Event
from bestfew.markets.models import TargetMarket
from bestfew.network.models import Profession, Referral, Serving, SphereMember
from bestfew.onboarding.sample.stage import Stage
from bestfew.onboarding.sample.team import Partner
from bestfew.packs.professions import profession_name, serving
from bestfew.packs.team import TeamSample, load_team
from bestfew.people.actions import refresh_search
from bestfew.people.models import Organisation, Person, Role
from bestfew.people.rules import fold

LEARNED = timedelta(days=345)


def gather_sphere(stage: Stage) -> list[Partner]:
    """Ten people met long ago, each of another profession; people are there already."""
    words = load_team(stage.workspace.trade)
    partners = [
        _introduce(stage, words, profession, person)
        for profession, person in zip(words.seats, _known(stage, words), strict=False)
    ]
    market = _market(stage, words)
    professions = _professions(stage, market)
    for index, each in enumerate(partners):
        SphereMember.objects.create(
            owner=stage.user,
            person=each.person,
            organisation=each.firm,
            profession=professions[each.profession],
            wanted=stage.say(words.wishes[index % len(words.wishes)]),
            overlap=stage.dice.pick((30, 40, 50, 60, 70)),
            created_at=stage.now - LEARNED,
            is_sample=True,
        )
    return partners


def _known(stage: Stage, words: TeamSample) -> Sequence[Person]:
    """Whom one sells nothing to, has known the longest, and may call."""
    theirs = Objective.objects.filter(person=OuterRef("pk"))
    people = Person.objects.filter(
        ~Exists(theirs), is_sample=True, do_not_contact=False, owner=stage.user
    )
    named = people.exclude(name="").filter(contact_points__kind="phone").distinct()
    return list(named.order_by("created_at", "id")[: len(words.seats)])


def _introduce(
    stage: Stage, words: TeamSample, profession: str, person: Person
) -> Partner:
    """Give them a business of their own."""
    name = stage.say(words.names["firm"]).format(
        family=person.family_name,
        given=person.given_name,
        profession=profession_name(profession, stage.workspace.language),
    )
    firm = Organisation.objects.create(
        owner=stage.user, name=name, sort_name=fold(name)[:300], is_sample=True,
        created_at=person.created_at,
    )  # fmt: skip
    title = stage.say(words.names["owner"])
    Role.objects.create(person=person, organisation=firm, title=title)
    refresh_search(person)
    return Partner(profession, person, firm)


def _market(stage: Stage, words: TeamSample) -> TargetMarket:
    facts = {name: stage.say(text) for name, text in words.market.items()}
    market: TargetMarket = TargetMarket.objects.create(
        **facts, potential=5, created_at=stage.now - LEARNED, is_sample=True
    )
    return market


def _professions(stage: Stage, market: TargetMarket) -> dict[str, Profession]:
    """All that serve the trade's market; those that were listed already stay ours."""
    known = {each.key: each for each in Profession.objects.exclude(key="")}
    for position, each in enumerate(serving(stage.workspace.trade)):
        if each.key not in known:
            known[each.key] = Profession.objects.create(
                key=each.key, position=position, is_sample=True,
                is_mine=each.key == load_team(stage.workspace.trade).own,
            )  # fmt: skip
    Serving.objects.bulk_create(
        Serving(profession=each, market=market) for each in known.values()
    )
    return known


def forget_sphere() -> None:
    """Take it out again, once its people are gone; what is used since stays."""
    for noun in (Referral, SphereMember, TargetMarket):
        _forget(noun)
    rows = Profession.objects.filter(is_sample=True)
    used = (SphereMember, Serving)
    for model in used:
        mine = model.objects.filter(profession=OuterRef("pk"))
        rows.filter(Exists(mine)).update(is_sample=False)
    _forget(Profession)


def _forget(model: Any) -> None:
    """The sample's rows of a kind, and their events."""
    rows = model.objects.filter(is_sample=True)
    ids = list(rows.values_list("pk", flat=True))
    Event.objects.filter(noun=model._meta.model_name, row_id__in=ids).delete()
    rows.delete()
