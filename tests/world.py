"""Alice's workspace with one of every noun, and bob's beside it, for suites that look.

Whatever alice owns, and shares with nobody, carries `SECRET` in its name: it must not
be on any page that bob or carol sees. What bob has is called by his name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from bestfew.accounts.models import Invitation, Membership, Origin, Role
from bestfew.accounts.tenancy import workspace_scope
from bestfew.activities.actions import NextStep, log, plan
from bestfew.activities.models import FollowUp
from bestfew.campaigns.actions import begin, put_on_list, take_next
from bestfew.campaigns.mailing import accounts, deeds
from bestfew.campaigns.models import Letter, Mailing
from bestfew.conftest import make_member, make_user, signed_in
from bestfew.duplicates import scanning
from bestfew.duplicates.merging import merge
from bestfew.duplicates.models import Pair
from bestfew.funnel import actions as funnel
from bestfew.funnel.models import Review
from bestfew.funnel.queries import Wanted
from bestfew.history.models import Event
from bestfew.imports import actions as imports
from bestfew.imports import checking
from bestfew.imports.correcting import correct
from bestfew.imports.models import Correction, FaultyRow
from bestfew.levels.actions.plans import save_plan
from bestfew.levels.models import SavedPlan
from bestfew.levels.planner.forms import first_inputs
from bestfew.levels.planner.now import now_of
from bestfew.markets.models import Offering
from bestfew.onboarding.actions import open_workspace
from bestfew.people import actions as people
from bestfew.people.models import ImportantDate, Person, Source
from bestfew.planning.actions import choose, open_feed, store_morning
from bestfew.planning.rules import Shares
from bestfew.planning.rules.week import monday_of
from bestfew.prospecting.actions import work_through
from bestfew.prospecting.models import Answer, Channel, QualificationProfile
from bestfew.reach.actions import tally
from bestfew.teams import actions as teams
from bestfew.teams.actions import found_team, make_seat, take_seat
from bestfew.teams.actions.promises import promise
from bestfew.teams.actions.series import plan_meeting, plan_series
from bestfew.teams.answering import answer_token
from bestfew.teams.models import AgendaItem, GuestLink, Meeting, TeamMember
from bestfew.teams.rules.recurrence import WEEKLY, Rule
from tests.world_network import make_network
from tests.world_referrals import make_referrals

SECRET = "Ottilie"
CSV = b"Name,Phone\nMai Import,+44 20 7946 0011\n,no number\n"

Nouns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class World:
    """Who there is, and what alice and bob have, by noun."""

    members: dict[str, Membership]
    cookies: dict[str, str]
    alices: Nouns
    bobs: Nouns

    def browser(self, who: str) -> Client:
        """A fresh browser, in which they have signed in; faults answer 500."""
        client = Client(raise_request_exception=False)
        if who in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[who]
        return client

    @contextmanager
    def inside(self, who: str) -> Iterator[Membership]:
        member = self.members[who]
        with workspace_scope(member.workspace):
            yield member


def make_world() -> World:
    """Alice and her team, bob and his desk, and one of every noun in both."""
    alice, bob = _owner("Alice"), _owner("Bob")
    members = {
        "alice": alice,
        "bob": bob,
        "carol": make_member(make_user("Carol"), alice.workspace),
        "dave": make_member(make_user("Dave"), alice.workspace, Role.VIEWER),
    }
    cookies = {
        who: signed_in(member).cookies[settings.SESSION_COOKIE_NAME].value
        for who, member in members.items()
    }
    return World(members, cookies, _one_of_each(alice), _one_of_each(bob))


def _owner(name: str) -> Membership:
    return open_workspace(
        make_user(name),
        name=f"{name} Ltd",
        language="en",
        trade="events",
        at=timezone.now() - timedelta(days=90),
        origin=Origin.WEB,
    )


def _mark(member: Membership) -> str:
    """What the member's rows are called by."""
    return SECRET if member.user.name == "Alice" else member.user.name


def _one_of_each(member: Membership) -> Nouns:
    with workspace_scope(member.workspace):
        nouns = _people(member)
        nouns |= _objectives(member, nouns)
        nouns |= _log(member, nouns)
        nouns |= _campaigns(member)
        nouns |= _team(member)
        nouns |= make_network(member, _mark(member), nouns)
        nouns |= make_referrals(member, nouns)
        return nouns | _desk(member, nouns)


def _people(member: Membership) -> Nouns:
    at, by, mark = timezone.now() - timedelta(days=60), member.user, _mark(member)
    person = people.add_person(
        member,
        at=at,
        name=f"{mark} Person",
        contacts=[people.Contact("phone", "+44 20 7946 0001")],
        source=Source.objects.first(),
        submit_id=f"person-{member.pk}",
        note=f"{mark} note",
    )
    firm = people.add_organisation(member, name=f"{mark} Ltd", at=at)
    concern = people.raise_concern(
        person, f"{mark} asks", kind="question", by=by, at=at
    )
    people.remember_birthday(person, month=2, day=29, year=1980)
    return {
        "person": person,
        "organisation": firm,
        "contact": person.contact_points.get(),
        "firm_contact": people.note_contact(
            member, firm, people.Contact("email", "desk@example.org"), at=at
        ),
        "role": people.take_role(member, person, firm.name, title="Owner", at=at),
        "tag": people.tag(person, f"tag {member.user.name}", by=by, at=at),
        "concern": concern,
        "permission": people.note_permission(person, state="given", by=by, at=at),
        "birthday": ImportantDate.objects.get(),
        "source": Source.objects.first(),
        **_twice(member, mark, person, at=at),
    }


def _twice(member: Membership, mark: str, person: Person, *, at: datetime) -> Nouns:
    """Others of the same nouns, and one who was merged into somebody."""
    twin, gone = (
        people.add_person(member, at=at, name=f"{mark} {name}")
        for name in ("Twin", "Gone")
    )
    return {
        "twin": twin,
        "merge": merge(member, into=twin, other=gone, at=at),
        "pair": Pair.objects.create(first=person, second=twin, probability=0.97),
        "scan": scanning.ask(member, at=at),
        "firm_twin": people.add_organisation(member, name=f"{mark} Twins", at=at),
    }


def _objectives(member: Membership, nouns: Nouns) -> Nouns:
    at, by, mark = timezone.now() - timedelta(days=30), member.user, _mark(member)
    facts: Nouns = {"at": at, "value": 1000, "confidence": 50}
    objective = funnel.open_objective(
        member, name=f"{mark} deal", customer=nouns["person"], **facts
    )
    ended = funnel.open_objective(
        member, name=f"{mark} ended", customer=nouns["organisation"], **facts
    )
    funnel.edit_objective(
        objective, before={"name": objective.name}, after={"name": f"{mark} edited"},
        by=by, at=at,
    )  # fmt: skip
    return {
        "objective": objective,
        "ended": ended,
        "edited": Event.objects.about(objective).filter(verb="edited").first(),
        "influence": funnel.add_influence(
            objective, role="user", name=f"{mark} influence", by=by, at=at
        ),
        "review": Review.objects.filter(objective=objective).first(),
        "judgement": funnel.judge(objective, "best_few", _mark(member), by=by, at=at),
        "ending": funnel.end(
            ended, "won", on=(at + timedelta(days=10)).date(), by=by,
            at=at + timedelta(days=10),
        ),
        "view": funnel.keep_view(member, name=mark, wanted=Wanted(kind="sell"), at=at),
        "offering": Offering.objects.first(),
        "source": Source.objects.first(),
    }  # fmt: skip


def _log(member: Membership, nouns: Nouns) -> Nouns:
    at, mark = timezone.now() - timedelta(days=2), _mark(member)
    logged = log(
        member,
        about=nouns["person"],
        kind="call",
        outcome="spoke",
        at=at,
        note=f"{mark} said",
        objective=nouns["objective"],
        next_step=NextStep((at + timedelta(days=2)).date(), what=f"{mark} step"),
    )
    about_firm = NextStep((at + timedelta(days=2)).date(), what=f"{mark} firm step")
    return {
        "activity": logged.activity,
        "follow_up": logged.follow_up,
        "firm_follow_up": plan(member, nouns["organisation"], about_firm, at=at),
    }


def _campaigns(member: Membership) -> Nouns:
    """A campaign with its open form, and somebody on its call list."""
    at, channel = timezone.now() - timedelta(days=3), Channel.objects.earliest("id")
    campaign = begin(
        member, channel=channel, name=f"{_mark(member)} batch", at=at,
        starts_on=at.date(), planned=500,
    )  # fmt: skip
    put_on_list(campaign, member, {}, at=at)
    call = take_next(campaign, member, at=timezone.now())
    counted = tally(
        member, channel=channel, count=5, on=at.date(), today=at.date(), at=at
    )
    return {"tally": counted, "campaign": campaign, "call": call, "channel": channel}


def _team(member: Membership) -> Nouns:
    """A team with a guest and an empty seat. Nothing in it is secret to the guest."""
    at, name = timezone.now() - timedelta(days=20), member.user.name
    mine = found_team(member, name=f"{name} team", profession="photographer", at=at)
    team = mine.team
    guest = take_seat(
        make_seat(team, profession="florist", at=at), at=at,
        name=f"Guest of {name}", business=f"Flowers of {name}", language="en",
    )  # fmt: skip
    _link, secret = GuestLink.issue(
        at=at, days=60, team_id=team.pk, member=guest, created_at=at
    )
    empty = make_seat(team, profession="caterer", at=at)
    offer, _secret = teams.invite(mine, empty, name="Somebody", at=at)
    return {
        "team": team,
        "my_seat": mine,
        "team_member": guest,
        "guest_secret": secret,
        "seat": empty,
        "seat_offer": offer,
        "suggestion": teams.suggest(mine, empty, business="Cooks", at=at),
        **_meeting(mine, guest, at=at),
        "team_rivalry": teams.say_rivals(
            mine, make_seat(team, profession="venue", at=at), mine.seat, at=at
        ),
    }


def _meeting(mine: TeamMember, guest: TeamMember, *, at: datetime) -> Nouns:
    """A meeting that may begin now, and what the guest promised before."""
    starts = time(12)
    day = timezone.localdate()
    meeting = plan_meeting(mine, on=day, starts=starts, at=at, chair=guest)
    said = promise(guest, text="Ask the venue", by=mine, at=at, to=mine)
    item = AgendaItem.unscoped.filter(meeting=meeting).order_by("position").first()
    first = day + timedelta(days=14)
    rule = Rule(WEEKLY, first.isoweekday(), first, until=day + timedelta(days=28))
    series = plan_series(mine, rule, starts=starts, at=at)
    planned = Meeting.unscoped.filter(series=series).order_by("on")[1]
    found = {"meeting": meeting, "planned": planned, "agenda_item": item}
    found["answer_token"] = answer_token(planned, mine)
    return found | {"promise": said}


def _desk(member: Membership, nouns: Nouns) -> Nouns:
    at, by = timezone.now() - timedelta(days=1), member.user
    work_through(nouns["person"], {"fit": "met", "money": "met"}, by=by, at=at)
    invitation, secret = Invitation.offer(
        member, email=f"guest-{member.pk}@example.org", role=Role.SELLER, at=at
    )
    shares = Shares(50, 30, 20)
    funnel.refresh_day(at=timezone.now())
    return {
        "answer": Answer.objects.first(),
        "profile": QualificationProfile.objects.first(),
        "member": member,
        "invitation": invitation,
        "secret": secret,
        "allocation": choose(member, shares, proposed=shares, at=at),
        "block": store_morning(member, monday_of(timezone.localdate()), at=at),
        "feed": open_feed(member, with_next_steps=True, at=at),
        "saved_plan": _saved_plan(member, at=at),
        **_file(member, at=at),
        **_post(member, nouns["person"], at=at),
        "follow_ups": FollowUp.objects.count(),
    }


def _saved_plan(member: Membership, *, at: datetime) -> SavedPlan:
    now = now_of(member, on=timezone.localdate(at))
    inputs = first_inputs(now, member.workspace)
    return save_plan(member, inputs, name=f"{_mark(member)} plan", at=at)


def _file(member: Membership, *, at: datetime) -> Nouns:
    """A file that waits, counted, with a cell that was corrected."""
    job = imports.upload(
        member, noun="people", file_name=f"{_mark(member)}.csv", chunks=[CSV], at=at
    )
    dry = checking.begin(job, at=at)
    checking.run(dry, member)
    row = FaultyRow.objects.get(number=2)
    correct(dry, row, {0: f"{_mark(member)} Row"}, seen={}, by=member, at=at)
    return {"import": job, "correction": Correction.objects.get()}


def _post(member: Membership, person: Person, *, at: datetime) -> Nouns:
    """An account, a draft, and a mailing that waits, with its letter."""
    mark = _mark(member)
    account = accounts.keep(
        member, None, {
            "from_name": mark, "address": f"{mark.lower()}@example.org", "port": 587,
            "host": "127.0.0.1", "security": "starttls", "user_name": "",
            "daily_cap": 50, "is_in_use": True, "is_shared": False,
        }, password="", at=at,
    )  # fmt: skip
    facts = {"subject": f"{mark} news", "body": "Hi", "language": "en", "audience": {}}
    draft = deeds.write(member, facts, at=at)
    mailing = deeds.write(member, facts, campaign=draft.campaign, at=at)
    Mailing.objects.filter(pk=mailing.pk).update(state="paused", started_at=at)
    letter = Letter.objects.create(
        mailing=mailing, person=person, address="x@example.org", key="x@example.org",
        message_id="<x@y>", next_at=at,
    )  # fmt: skip
    return {
        "mail_account": account, "draft": draft, "mailing": mailing, "letter": letter
    }  # fmt: skip
