"""What came back, told by whoever sent it: words of any mail program, or addresses.

Most people read the reports of mail servers in their own mailbox. They copy what they
see there, of one report or of many; the addresses in it that this mailing went to are
those that it did not reach. `bounces` reads the reports themselves.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import bounces, outcomes
from bestfew.campaigns.mailing.deeds import NotNow
from bestfew.campaigns.models import BadAddress, Letter, Mailing
from bestfew.people.rules import email_key

LONGEST = 500_000
"""Characters of what is pasted: some hundred reports."""
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:|]{1,200}@[^\s<>()\[\]\",;:|]{1,255}")


def came_back(mailing: Mailing, text: str, *, is_unknown: bool, at: datetime) -> int:
    """How many letters of the mailing did not reach an address that the text names.

    `is_unknown`: nobody is there, and no mailing goes there any more. Twice is once.
    """
    found = {email_key(each.strip(".'")) for each in _ADDRESS.findall(text)} - {""}
    left = Letter.objects.filter(mailing=mailing, state__in=bounces.LEFT)
    letters = list(left.filter(key__in=found).order_by("pk"))
    marked = [bounces.mark(each, "", is_unknown=is_unknown, at=at) for each in letters]
    return sum(marked)


@transaction.atomic
def arrived(letter: Letter, member: Membership, *, at: datetime) -> None:
    """It reached them after all, and its address is good. Raises `NotNow`."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related(
        "mailing__campaign__channel", "person"
    )
    held: Letter = rows.get(pk=letter.pk)
    if (held.state, held.reason) != (Letter.State.FAILED, outcomes.BOUNCED):
        raise NotNow
    BadAddress.objects.filter(key=held.key).delete()
    outcomes.sent(held, member, at=at)
