"""How to break what is kept of letters; the answer is what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from bestfew.campaigns.models import Dispatch, Letter, MailAccount, Mailing
from bestfew.people.models import Person
from bestfew.prospecting.models import Campaign


def _letter(mailing: str, letter: str, **facts: object) -> object:
    campaign = Campaign.objects.order_by("pk")[0]
    row = Mailing.objects.create(
        owner=campaign.owner, campaign=campaign, created_at=timezone.now(),
        state=mailing, next_at=timezone.now(),
    )  # fmt: skip
    return Letter.objects.create(
        mailing=row, person=Person.objects.order_by("pk")[0], state=letter,
        next_at=timezone.now(), **facts,
    ).pk  # fmt: skip


def _dispatch(**facts: object) -> object:
    owner = Campaign.objects.order_by("pk")[0].owner
    now = timezone.now()
    return Dispatch.objects.create(by=owner, name="seat-1", created_at=now, **facts).pk


def on_their_way() -> object:
    return _letter("sending", "handed", handed_at=timezone.now() - timedelta(hours=2))


def left_behind() -> object:
    return _letter("cancelled", "waiting")


def waiting() -> object:
    return _dispatch(next_at=timezone.now() - timedelta(hours=2), facts={"to": "x"})


def over() -> object:
    return _dispatch(came="sent", facts={"text": "still here"})


def caps() -> object:
    owner = Campaign.objects.order_by("pk")[0].owner
    account = MailAccount.objects.create(
        owner=owner, address="a@example.org", host="mail.example.org", daily_cap=0,
        created_at=timezone.now(),
    )  # fmt: skip
    tomorrow = timezone.now() + timedelta(days=1)
    _dispatch(account=account, handed_at=tomorrow, came="sent")
    return account.pk


BREAKS: dict[str, Callable[[], object]] = {
    "mailings: on their way": on_their_way,
    "mailings: waiting": left_behind,
    "letters: waiting": waiting,
    "letters: over": over,
    "accounts: caps": caps,
}
