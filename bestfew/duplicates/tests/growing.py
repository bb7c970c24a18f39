"""Things that hang on somebody, one for each way to point at them (trust.md F9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from bestfew.accounts.models import Membership
from bestfew.activities.actions import NextStep, plan
from bestfew.activities.tests.cast import TODAY, make_log, make_objective
from bestfew.campaigns.models import Call, Letter, Mailing
from bestfew.campaigns.tests.post import make_mailing
from bestfew.conftest import NOON
from bestfew.duplicates.merging import merge
from bestfew.duplicates.merging.fields import Someone
from bestfew.duplicates.models import Pair
from bestfew.funnel.actions import add_influence, cover
from bestfew.funnel.models import Objective
from bestfew.history.models import record
from bestfew.imports.models import AwaitedLink, AwaitedReferrer, Import, ImportRow
from bestfew.levels import actions as levels
from bestfew.markets.models import WorkAgain
from bestfew.network.actions.ledger import write as write_step
from bestfew.network.models import Profession, Referral, SphereMember
from bestfew.people import actions as people
from bestfew.people.models import (
    ExternalId,
    ImportantDate,
    MayNotContact,
    Organisation,
    Person,
    Role,
)
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.actions import qualify
from bestfew.prospecting.models import Campaign, Channel

Grow = Callable[[Membership, Any, int], object]
"""Hang one thing on somebody; the same small number gives the same thing."""


def at(number: int) -> Any:
    return NOON - timedelta(days=10 - number)


def _contact(member: Membership, who: Someone, n: int) -> object:
    kind, value = [("phone", "+44 20 7946 0001"), ("email", "m@example.org"),
                   ("phone", "020 7946 0001"), ("zalo", "0912 345 678")][n]  # fmt: skip
    return people.note_contact(member, who, people.Contact(kind, value), at=NOON)


def _role(member: Membership, person: Person, n: int) -> object:
    firm = people.add_organisation(member, name=f"Firm {n % 2}", at=NOON)
    ended = date(2026, 1, 1 + n) if n > 1 else None
    title = ["", "Owner", "Aide", ""][n]
    Role.objects.update_or_create(
        person=person, organisation=firm, defaults={"title": title, "ended_on": ended}
    )
    people.refresh_search(person)
    return firm


def _external_id(member: Membership, who: Someone, n: int) -> object:
    return ExternalId.objects.get_or_create(
        namespace="crm",
        value=f"{n} of {who.pk}",
        person=who if isinstance(who, Person) else None,
        organisation=who if isinstance(who, Organisation) else None,
    )


def _tag(member: Membership, person: Person, n: int) -> object:
    return people.tag(person, f"tag {n}", by=member.user, at=NOON)


def _date(member: Membership, person: Person, n: int) -> object:
    kind, label = [("birthday", ""), ("birthday", ""), ("other", "Wedding"),
                   ("other", "Shop opened")][n]  # fmt: skip
    day = {"month": 2, "day": 28 + n % 2, "year": 1980 if n else None}
    return ImportantDate.objects.update_or_create(
        person=person, kind=kind, label=label, defaults=day
    )


def _concern(member: Membership, person: Person, n: int) -> object:
    concern = people.raise_concern(
        person, f"Why {n % 2}?", kind="question", by=member.user, at=at(n)
    )
    if n == 3:
        people.resolve_concern(concern, "So.", by=member.user, at=NOON)
    return concern


def _permission(member: Membership, person: Person, n: int) -> object:
    purpose, medium, state = [
        ("follow_up", "any", "given"), ("news", "email", "refused"),
        ("follow_up", "phone", "withdrawn"), ("any", "any", "asked"),
    ][n]  # fmt: skip
    return people.note_permission(
        person, purpose=purpose, medium=medium, state=state, by=member.user, at=at(n)
    )


def _answer(member: Membership, person: Person, n: int) -> object:
    value = ("met", "not_met", "unknown", "met")[n]
    return qualify(person, {"money": value}, by=member.user, at=at(n))


def _qualifying(member: Membership, person: Person, n: int) -> object:
    return qualify(person, {}, by=member.user, at=at(n), seconds=n)


def _objective(member: Membership, who: Any, n: int) -> object:
    return make_objective(member, who, f"Flat {n}")


def _influence(member: Membership, person: Person, n: int) -> object:
    found = Objective.objects.filter(name=f"Shop {n % 2}").first()
    shop = found or make_objective(
        member, make_person(member, "Third"), f"Shop {n % 2}"
    )
    role = ("user", "economic", "technical", "coach")[n]
    made = add_influence(shop, role=role, person=person, by=member.user, at=NOON)
    if n > 1:
        cover(made, by=member.user, at=NOON, contacted=True, satisfied=n > 2 or None)
    return made


def _activity(member: Membership, who: Any, n: int) -> object:
    may_call = not isinstance(who, Person) or _may_contact(who, "phone")
    step = NextStep(TODAY + timedelta(days=n)) if n == 1 and may_call else None
    return make_log(member, who, at=at(n), note=f"said {n}", next_step=step)


def _may_contact(person: Person, medium: str = "") -> bool:
    try:
        person.check_may_contact(medium)
    except MayNotContact:
        return False
    return True


def _follow_up(member: Membership, who: Any, n: int) -> object:
    if isinstance(who, Person) and not _may_contact(who):
        return None
    step = NextStep(TODAY + timedelta(days=n), what=f"Step {n}", kind="meeting")
    return plan(member, who, step, at=NOON)


def _awaited(member: Membership, person: Person, n: int) -> object:
    return AwaitedLink.objects.get_or_create(
        person=person, namespace="crm", value=f"firm {n}", defaults={"title": "x" * n}
    )


def _awaited_referrer(member: Membership, person: Person, n: int) -> object:
    return AwaitedReferrer.objects.get_or_create(
        person=person, namespace="crm", value=f"friend {n}"
    )


def _merged(member: Membership, who: Someone, n: int) -> object:
    make: Any = make_person if isinstance(who, Person) else make_firm
    return merge(member, into=who, other=make(member, f"Twin {n}"), at=NOON)


def _event(member: Membership, who: Someone, n: int) -> object:
    return record("remarked", who, by=member.user, at=at(n), value=str(n))


def _row(member: Membership, who: Someone, n: int) -> object:
    noun = "people" if isinstance(who, Person) else "organisations"
    job = Import.objects.create(
        noun=noun, by=member.user, file_name="a.csv", file_hash="0", file_size=1,
        uploaded_at=NOON,
    )  # fmt: skip
    before = {"fields": {"note": ["", who.note]}, "version": [1, 2], "added": {}}
    outcome = "updated" if n % 2 else "created"
    return ImportRow.objects.create(
        job=job, number=n + 1, outcome=outcome, target=who.pk,
        before=before if n % 2 else None,
    )  # fmt: skip


def _letter(member: Membership, person: Person, n: int) -> object:
    """Of two mailings; that of the second has left."""
    found = Mailing.objects.filter(subject=f"News {n % 2}").first()
    mailing = found or make_mailing(member, f"News {n % 2}")
    state = "sent" if n % 2 else "waiting"
    return Letter.objects.get_or_create(
        mailing=mailing, person=person,
        defaults={"address": f"{person.pk}@example.org", "key": f"{person.pk}@x.org",
                  "message_id": "<1@x>", "next_at": NOON, "state": state},
    )  # fmt: skip


def grow_pair(member: Membership, person: Person, n: int) -> object:
    """No arrow that is moved, and yet kept in step: what was said of a pair."""
    third = Person.objects.filter(name=f"Like {n}").first()
    ends = sorted([person.pk, (third or make_person(member, f"Like {n}")).pk])
    return Pair.objects.get_or_create(
        first_id=ends[0], second_id=ends[1],
        defaults={"probability": 0.9, "decision": "apart" if n % 2 else ""},
    )  # fmt: skip


def make_firm(member: Membership, name: str, **facts: Any) -> Organisation:
    """A new one, whatever others are called."""
    return Organisation.objects.create(
        owner=member.user, name=name, sort_name=name.lower(), created_at=NOON, **facts
    )


def _call(member: Membership, person: Person, n: int) -> object:
    channel, _made = Channel.objects.get_or_create(key="calls", name="Calls")
    facts = {"channel": channel, "starts_on": TODAY, "created_at": NOON}
    campaign, _made = Campaign.objects.get_or_create(
        name=f"Round {n % 2}", owner=member.user, defaults=facts
    )
    done = {"done_at": at(n), "tries": n} if n > 1 else {"tries": n}
    times = {"added_at": at(n), "not_before": at(n)}
    return Call.objects.get_or_create(
        campaign=campaign, person=person, defaults=times | done
    )


def _level_mark(member: Membership, person: Person, n: int) -> object:
    return levels.mark(member, person, (2, 7, 8, 2)[n], at=at(n), reason="so it is")


def _again(member: Membership, person: Person, n: int) -> object:
    return WorkAgain.objects.create(
        person=person, is_wanted=bool(n % 2), by=member.user, at=at(n)
    )


def _stood(member: Membership, person: Person, n: int) -> object:
    """A standing, and the change that led to it."""
    return levels.mark(member, person, 2, at=at(n))


def _brought(member: Membership, person: Person, n: int) -> object:
    return make_person(member, f"Friend {n}", referred_by=person)


def _in_sphere(member: Membership, who: Someone, n: int) -> object:
    """One at a time; the last number was in the sphere once."""
    label = f"Trade {n % 2}"
    profession, _made = Profession.objects.get_or_create(label=label)
    return SphereMember.objects.get_or_create(
        person=who if isinstance(who, Person) else None,
        organisation=who if isinstance(who, Organisation) else None,
        ended_at=at(n) if n == 3 else None,
        defaults={"owner": member.user, "profession": profession,
                  "wanted": "x" * n, "created_at": at(n)},
    )  # fmt: skip


def _referral(member: Membership, person: Person, n: int) -> object:
    """Given to a partner, or got; the last one was agreed to."""
    made = Referral.objects.create(
        owner=member.user, person=person, summary=f"Garden {n}", kind="outside",
        direction="got" if n % 2 else "given", partner=_partner(member, n % 2),
        level=n + 1, given_at=at(n), status_at=at(n),
    )  # fmt: skip
    write_step(made, "identified", side="us", at=at(n))
    if n == 3:
        Referral.objects.filter(pk=made.pk).update(agreed_at=at(n), agreed_how="So")
        made.refresh_from_db()
        write_step(made, "permission", side="person", at=at(n))
        people.note_permission(
            person, purpose="follow_up", state="given", by=member.user, at=at(n)
        )
    return made


def _partner(member: Membership, n: int) -> SphereMember:
    """Somebody who is a partner anyhow."""
    found = SphereMember.objects.filter(note=f"Partner {n}").first()
    if found:
        return found
    profession, _made = Profession.objects.get_or_create(label="Partners' trade")
    return SphereMember.objects.create(
        owner=member.user, person=make_person(member, f"Partner {n}"),
        profession=profession, note=f"Partner {n}", created_at=NOON,
    )  # fmt: skip


OF_PERSON: Mapping[str, Grow] = {
    "people.contactpoint.person_id": _contact,
    "people.role.person_id": _role,
    "people.externalid.person_id": _external_id,
    "people.tagging.person_id": _tag,
    "people.importantdate.person_id": _date,
    "people.concern.person_id": _concern,
    "people.permission.person_id": _permission,
    "prospecting.answer.person_id": _answer,
    "prospecting.qualifying.person_id": _qualifying,
    "funnel.influence.person_id": _influence,
    "funnel.objective.person_id": _objective,
    "activities.activity.person_id": _activity,
    "activities.followup.person_id": _follow_up,
    "imports.awaitedlink.person_id": _awaited,
    "imports.awaitedreferrer.person_id": _awaited_referrer,
    "duplicates.merge.person_id": _merged,
    "campaigns.letter.person_id": _letter,
    "history.event.row_id": _event,
    "campaigns.call.person_id": _call,
    "imports.importrow.target": _row,
    "levels.levelmark.person_id": _level_mark,
    "markets.workagain.person_id": _again,
    "levels.levelchange.person_id": _stood,
    "levels.standing.person_id": _stood,
    "people.person.referred_by_id": _brought,
    "network.referral.person_id": _referral,
    "network.spheremember.person_id": _in_sphere,
}


def _staff(member: Membership, firm: Organisation, n: int) -> object:
    found = Person.objects.filter(name=f"Aide {n}").first()
    someone = found or make_person(member, f"Aide {n}")
    title = ["", "Boss", "", "Aide"][n]
    Role.objects.get_or_create(
        person=someone, organisation=firm, defaults={"title": title}
    )
    people.refresh_search(someone)
    return someone


OF_ORGANISATION: Mapping[str, Grow] = {
    "people.role.organisation_id": _staff,
    "people.contactpoint.organisation_id": _contact,
    "people.externalid.organisation_id": _external_id,
    "funnel.objective.organisation_id": _objective,
    "activities.activity.organisation_id": _activity,
    "activities.followup.organisation_id": _follow_up,
    "duplicates.merge.organisation_id": _merged,
    "history.event.row_id": _event,
    "imports.importrow.target": _row,
    "network.spheremember.organisation_id": _in_sphere,
}

COLUMNS: Mapping[str, list[Any]] = {
    "name": ["", "Mai", "Mai Trần"],
    "note": ["", "Loves tea", "Two children"],
    "lawful_basis": ["", "consent"],
    "traits": [{}, {"Shoe": "38"}, {"Shoe": "39", "Hat": "7"}],
    "is_sample": [False, True],
}
"""What the columns of somebody can say."""
