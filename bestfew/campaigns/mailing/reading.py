"""What one reader's copy says, and from whom it comes."""

from __future__ import annotations

from typing import Any

from bestfew.accounts.models import Workspace
from bestfew.campaigns.mailing import tokens
from bestfew.campaigns.mailing.composing import Envelope, Text, text_of
from bestfew.campaigns.models import Letter, MailAccount, Mailing
from bestfew.packs.contacting import country_rules
from bestfew.people.models import Medium, Person


def values_for(mailing: Mailing, person: Person) -> dict[str, str]:
    """What each merge field stands for with this reader."""
    roles: list[Any] = sorted(person.roles.all(), key=lambda role: role.pk)
    firm = next((role.organisation.name for role in roles if not role.ended_on), "")
    return {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "organisation": firm,
        "seller": mailing.owner.name,
        "link": f"{mailing.site}/f/{mailing.campaign.code}",
    }


def copy_for(mailing: Mailing, person: Person) -> Text:
    """As this reader reads it; raises `UnknownField`."""
    rule = country_rules(mailing.workspace.country).rules.get(Medium.EMAIL)
    label = rule.label if rule else ""
    values = values_for(mailing, person)
    return text_of(mailing.subject, mailing.body, values, label=label)


def text_for(letter: Letter) -> Text:
    return copy_for(letter.mailing, letter.person)


def envelope_for(letter: Letter, account: MailAccount) -> Envelope:
    workspace: Workspace = letter.mailing.workspace
    return Envelope(
        from_name=account.from_name,
        from_address=account.address,
        to=letter.address,
        message_id=letter.message_id,
        stop_link=stop_link(letter),
        sender=workspace.name,
        language=letter.mailing.language,
    )


def stop_link(letter: Letter) -> str:
    return f"{letter.mailing.site}/u/{tokens.stop_token(letter.pk)}/"
