"""A workspace's own network is what its facts and its teams' slips say."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import current_workspace_id
from bestfew.network.models import (
    ClosedBusiness,
    Referral,
    ReferralStep,
    SphereMember,
)
from bestfew.people.models import Permission
from bestfew.teams.models import TeamMember
from bestfew.teams.rules.slips import status_of
from bestfew.verify.check import Check, Found

CHUNK = 5_000


def outside_the_sphere() -> Found:
    """A19: whoever sits in a team with us is in our sphere."""
    known = SphereMember.objects.filter(team_member=OuterRef("pk"), ended_at=None)
    beside = TeamMember.objects.filter(left_at=None)
    others = beside.exclude(workspace=current_workspace_id())
    return Found.in_query(others.filter(~Exists(known)))


def unlike_their_ledger() -> Found:
    """A referral stands where its steps lead, corrections counted."""
    return Found.among(_misplaced())


def _misplaced() -> Iterator[int]:
    rows = dict(Referral.objects.order_by("pk").values_list("pk", "status"))
    steps = ReferralStep.objects.order_by("referral_id", "pk").iterator(CHUNK)
    for referral, ledger in groupby(steps, key=lambda step: step.referral_id):
        if rows.pop(referral) != status_of([step.as_rule() for step in ledger]):
            yield referral
    yield from rows  # one without any step stands nowhere


def unlike_their_slip() -> Found:
    """What both businesses keep of a referral is the same."""
    rows = Referral.objects.filter(slip__isnull=False)
    return Found.in_query(rows.exclude(status=F("slip__status")))


def leads_without_permission() -> Found:
    """OQ-18: a referred person is a lead because they agreed to be called."""
    said = Permission.objects.filter(
        person=OuterRef("person"), state=Permission.State.GIVEN
    )
    leads = Referral.objects.got().filter(
        person__do_not_contact=False, agreed_at__isnull=False
    )
    return Found.in_query(leads.filter(~Exists(said)))


def thanked_otherwise() -> Found:
    """The amount that the giver is credited with is that of our book (4.15)."""
    rows = ClosedBusiness.objects.filter(thanks__isnull=False)
    same = rows.filter(amount=F("thanks__amount"), currency=F("thanks__currency"))
    return Found.in_query(rows.exclude(pk__in=same.values("pk")))


CHECKS = [
    Check(
        "network: sphere",
        _("Somebody sits in our team and is not in our sphere."),
        outside_the_sphere,
    ),
    Check(
        "network: ledger",
        _("A referral does not stand where its ledger leads."),
        unlike_their_ledger,
    ),
    Check(
        "network: both sides",
        _("Two businesses keep a referral differently."),
        unlike_their_slip,
    ),
    Check(
        "network: permission",
        _("A referred person is a lead without their permission."),
        leads_without_permission,
    ),
    Check(
        "network: thanks",
        _("The thanks for a referral differ from what was closed."),
        thanked_otherwise,
    ),
]
