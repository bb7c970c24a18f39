"""The letter to who is invited: in one's own mail program, or sent for one."""

from __future__ import annotations

from urllib.parse import quote

from django.utils import translation
from django.utils.translation import gettext as _

from bestfew.teams.meeting_letters import TeamLetter, carrier_of
from bestfew.teams.models import SeatInvitation, TeamMember
from bestfew.teams.wanted import INVITATION


class CannotSend(Exception):
    """No account of theirs can send a letter now."""


class AskedNotTo(Exception):
    """Whose address it is asked this business not to be contacted (OQ-17)."""


def letter_to(invitation: SeatInvitation, link: str) -> str:
    """A `mailto:` address with the invitation, in the language of who is invited."""
    subject, body = _words(invitation, link)
    to = quote(invitation.email)
    return f"mailto:{to}?subject={quote(subject)}&body={quote(body)}"


def send_invitation(me: TeamMember, invitation: SeatInvitation, link: str) -> None:
    """Send it through an account of whoever invites, in the same language.

    Raises `CannotSend`, or `AskedNotTo`: then nobody is written to.
    """
    carrier = carrier_of(me)
    if carrier is None:
        raise CannotSend
    if carrier.may_not_write_to(me, invitation.email):
        raise AskedNotTo
    subject, body = _words(invitation, link)
    letter = TeamLetter(
        invitation.email, f"{INVITATION}-{invitation.pk}", subject, body,
        invitation.language,
    )  # fmt: skip
    carrier.carry(me, [letter])


def _words(invitation: SeatInvitation, link: str) -> tuple[str, str]:
    """Subject and text, in the language of who is invited."""
    with translation.override(invitation.language):
        facts = {"team": invitation.team.name, "profession": invitation.seat.title}
        subject = _("A seat for you in %(team)s") % facts
        text = _(
            "We keep a seat for you: %(profession)s. Businesses that serve the same"
            " customers meet twice a month and send each other business. This link"
            " is your invitation, for thirty days."
        )
    body = "\n\n".join((text % facts, link, invitation.invited_by.name))
    return subject, body
