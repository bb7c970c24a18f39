"""Exports say everything: a new column is exported, or named here with the reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from bestfew.accounts.tenancy import TenantModel
from bestfew.activities.models import Activity
from bestfew.funnel.models import Ending, Objective
from bestfew.imports.exports.deed import SOURCES
from bestfew.imports.facts import TABLES
from bestfew.imports.models import AwaitedLink, AwaitedReferrer, Noun
from bestfew.imports.targets import targets_of
from bestfew.markets.models import MarketOffering, TargetMarket
from bestfew.network.models import (
    ClosedBusiness,
    Learned,
    Profession,
    Referral,
    ReferralStep,
    Rivalry,
    Serving,
    SphereMember,
)
from bestfew.people.models import (
    ContactPoint,
    ExternalId,
    ImportantDate,
    Organisation,
    Person,
    Role,
    Source,
    Tag,
    Tagging,
)

Model = type[models.Model]
OF_THE_NETWORK = (TargetMarket, Profession, SphereMember, Referral)
NOUNS = (Person, Organisation, Objective, Activity, *OF_THE_NETWORK)
BY_HAND: dict[Model, set[str]] = {
    ContactPoint: {"kind", "value"},
    ExternalId: {"namespace", "value"},
    ImportantDate: {"kind", "label", "year", "month", "day"},
    Role: {"organisation", "title", "ended_on"},
    Tagging: {"tag"},
    Tag: {"name"},
    Source: {"name"},
    AwaitedLink: {"namespace", "value", "title"},
    AwaitedReferrer: {"namespace", "value"},
    Ending: {"outcome", "on", "reason", "at"},
    MarketOffering: {"offering"},
    Serving: {"market", "profession"},
    Rivalry: {"first", "second", "is_denied", "by", "at"},
    Learned: {"topic", "asked", "text", "by", "at"},
    ReferralStep: {"status", "at", "side", "by", "note", "corrects", "is_derived"},
    ClosedBusiness: {
        *("amount", "currency", "invoiced", "tax_percent", "on", "at", "by"),
        *("objective", "corrects"),
    },
}
"""What `exports/` reads without a table of `facts.py`."""

BESIDE = {"referred_by", "origin", "partner"}
"""Columns that point at a noun, and are no mere place where the row hangs."""

DERIVED = "derived from what is exported"
OF_THE_PROGRAM = "kept for the program, says nothing of anybody"
OF_THE_TEAM = "the same entry as the team keeps it"
SAMPLE = "a sample that somebody takes along is theirs"
NOT_WHO = "who brings it in stands for it; owners and who did an activity are named"
LEFT_OUT: dict[str, str] = {
    "people.Person.is_sample": SAMPLE,
    "people.Person.version": OF_THE_PROGRAM,
    "people.Person.sort_name": DERIVED,
    "people.Person.search": DERIVED,
    "imports.AwaitedReferrer.found": OF_THE_PROGRAM,
    "imports.AwaitedReferrer.job": OF_THE_PROGRAM,
    "people.Person.state": DERIVED,
    "people.Person.state_since": DERIVED,
    "people.Person.last_contact_at": DERIVED,
    "people.Person.next_on": DERIVED,
    "people.Person.level": DERIVED,
    "people.Organisation.is_sample": SAMPLE,
    "people.Organisation.version": OF_THE_PROGRAM,
    "people.Organisation.sort_name": DERIVED,
    "people.ContactPoint.key": DERIVED,
    "people.Source.key": DERIVED,
    "people.Permission.by": NOT_WHO,
    "prospecting.Answer.by": NOT_WHO,
    "levels.LevelMark.by": NOT_WHO,
    "markets.WorkAgain.by": NOT_WHO,
    "activities.FollowUp.assignee": NOT_WHO,
    "activities.FollowUp.activity": "activities come in behind the people",
    "funnel.Review.by": NOT_WHO,
    "funnel.Judgement.by": NOT_WHO,
    "funnel.Ending.by": NOT_WHO,
    "funnel.Ending.cycle_days": DERIVED,
    "funnel.Objective.is_sample": SAMPLE,
    "funnel.Objective.version": OF_THE_PROGRAM,
    "funnel.Objective.updated_at": OF_THE_PROGRAM,
    "funnel.Objective.is_open": DERIVED,
    "funnel.Objective.place": DERIVED,
    "funnel.Objective.place_since": DERIVED,
    "funnel.Objective.missing": DERIVED,
    "funnel.Objective.is_judged": DERIVED,
    "funnel.Objective.recheck_on": DERIVED,
    "funnel.Objective.close_by": DERIVED,
    "funnel.Objective.worth": DERIVED,
    "funnel.Objective.work_left": DERIVED,
    "funnel.Objective.gain": DERIVED,
    "markets.TargetMarket.is_sample": SAMPLE,
    "markets.TargetMarket.updated_at": OF_THE_PROGRAM,
    "markets.TargetMarket.version": OF_THE_PROGRAM,
    "network.Profession.is_sample": SAMPLE,
    "network.SphereMember.is_sample": SAMPLE,
    "network.SphereMember.updated_at": OF_THE_PROGRAM,
    "network.SphereMember.version": OF_THE_PROGRAM,
    "network.Referral.is_sample": SAMPLE,
    "network.Referral.submit_id": OF_THE_PROGRAM,
    "network.ReferralStep.slip_step": OF_THE_TEAM,
    "network.ClosedBusiness.submit_id": OF_THE_PROGRAM,
    "network.ClosedBusiness.thanks": OF_THE_TEAM,
}
WHOLE_TABLES: dict[str, str] = {
    "campaigns.Letter": "that a letter left is an activity, which is exported",
    "funnel.Placement": DERIVED,
    "levels.Standing": DERIVED,
    "levels.LevelChange": DERIVED,
    "duplicates.Merge": "takes a merge back, by the keys of rows of this workspace",
    "duplicates.Pair": "a scan finds pairs again, among the rows that are there then",
    "campaigns.Call": "whom to call in a campaign is a plan, told by what is logged",
    "markets.SheetLink": "a link into this workspace",
    "prospecting.Qualifying": "how fast a seller asked says nothing of the person",
}


def exported() -> dict[Model, set[str]]:
    """The columns of each table that some column of an export tells of."""
    found = {model: set(names) for model, names in BY_HAND.items()}
    for noun, source in SOURCES.items():
        names = {name.split("__")[0].removesuffix("_id") for name in source.names}
        found.setdefault(source.model, set()).update(names)
        for table in TABLES.get(noun, ()):
            told = {*table.names, *table.who}
            found.setdefault(table.model, set()).update(told)
    # `split` and `removesuffix` make `external` of `external_id`
    for model in (Objective, Activity):
        found[model].add("external_id")
    return found


def about_nouns() -> Iterator[Model]:
    """The nouns, and every table that hangs on one of them."""
    for model in apps.get_models():
        targets = {field.related_model for field in model._meta.concrete_fields}
        if issubclass(model, TenantModel) and (model in NOUNS or targets & {*NOUNS}):
            yield model
    yield from (Tag, Source)


ABOUT_NOUNS = list(about_nouns())


@pytest.mark.parametrize("model", ABOUT_NOUNS, ids=lambda model: model._meta.label)
def test_every_column_is_exported_or_left_out_for_a_reason(model: Model) -> None:
    if model._meta.label in WHOLE_TABLES:
        return
    told = exported().get(model, set())

    missing = [
        f"{model._meta.label}.{field.name}"
        for field in model._meta.concrete_fields
        if field.name not in told
        and f"{model._meta.label}.{field.name}" not in LEFT_OUT
        and field.name not in ("id", "workspace")
        and (field.related_model not in NOUNS or field.name in BESIDE)
    ]

    assert not missing


def test_reasons_are_given_for_columns_that_are_there() -> None:
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    tables = {model._meta.label for model in apps.get_models()}

    assert not LEFT_OUT.keys() - there
    assert not WHOLE_TABLES.keys() - tables


@pytest.mark.parametrize("noun", Noun.values)
def test_imports_understand_every_column_of_an_export(noun: str) -> None:
    columns = {*SOURCES[noun].columns, "exact"}

    assert not columns - targets_of(noun).keys()
