"""What the page of a mailing shows: a draft with real readers, or how far it is."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Sum

from bestfew.accounts.ids import id_in
from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import audience, progress, words
from bestfew.campaigns.mailing.accounts import next_day
from bestfew.campaigns.mailing.reading import copy_for
from bestfew.campaigns.models import MailAccount, Mailing
from bestfew.campaigns.rules.sites import is_known_here_only
from bestfew.people.models import Person

SHOWN = 5


def draft_context(
    mailing: Mailing, member: Membership, reader: str, *, site: str
) -> dict[str, Any]:
    """The letter as one of the first readers gets it, and who gets none, and why."""
    mailing.site = site
    counted = audience.counted(member, mailing.audience)
    found = [pk for pk, _a, _k in islice(_first(member, mailing), SHOWN)]
    readers = Person.objects.prefetch_related("roles__organisation").in_bulk(found)
    chosen = readers.get(id_in(reader)) or readers.get(found[0] if found else 0)
    left_out = sorted(counted.left_out.items(), key=lambda row: -row[1])
    accounts = MailAccount.objects.visible_to(member).filter(is_in_use=True)
    a_day = accounts.aggregate(n=Sum("daily_cap"))["n"] or 0
    return {
        "mailing": mailing,
        "counted": counted,
        "left_out": progress.in_words(left_out),
        "readers": [readers[pk] for pk in found],
        "chosen": chosen,
        "copy": copy_for(mailing, chosen) if chosen else None,
        "accounts": accounts.count(),
        "a_day": a_day,
        "days": -(-counted.may // a_day) if a_day else 0,
        "is_known_here_only": is_known_here_only(site),
    }


def _first(member: Membership, mailing: Mailing) -> Any:
    return audience.those_who_may(member, mailing.audience)


def going_context(
    mailing: Mailing, member: Membership, *, at: datetime
) -> dict[str, Any]:
    found = progress.of(mailing, member)
    midnight = next_day(at)
    return {
        "mailing": mailing,
        "progress": found,
        "skipped": progress.in_words(found.skipped),
        "failed": progress.in_words(found.failed),
        "left_out": progress.in_words(found.left_out),
        "unsure": progress.unsure_letters(mailing) if found.unsure else [],
        "why": words.PAUSED_BECAUSE.get(mailing.why, ""),
        "is_of_today": progress.goes_on_today(mailing, midnight=midnight),
    }
