"""How members come to their team: an invitation once, then a link or an account."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import LinkUsedOrExpired, digest_of
from bestfew.teams.models.team import Seat, TeamMember
from bestfew.teams.sharing import SharedModel

INVITATION_DAYS = 30
GUEST_LINK_DAYS = 180


class LinkModel(SharedModel):
    """A secret that opens one door: only its digest is kept; it expires and may end."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta(SharedModel.Meta):
        abstract = True

    @classmethod
    def issue(cls, *, at: datetime, days: int, **facts: Any) -> tuple[Self, str]:
        """A new link, and its secret, which is shown once."""
        secret = secrets.token_urlsafe(32)
        link = cls.unscoped.create(
            digest=digest_of(secret), expires_at=at + timedelta(days=days), **facts
        )
        return link, secret

    @classmethod
    def by_secret(cls, secret: str, *, at: datetime) -> Self:
        """The link that works at this moment; raises `LinkUsedOrExpired`.

        The secret itself is what gives the right: no scope is needed to look it up.
        """
        found: Self | None = cls.unscoped.filter(
            digest=digest_of(secret), ended_at=None, expires_at__gt=at
        ).first()
        if found is None:
            raise LinkUsedOrExpired
        return found

    def end(self, *, at: datetime) -> None:
        """Make the link worthless; raises `LinkUsedOrExpired` if it is already."""
        live = type(self).unscoped.filter(pk=self.pk, ended_at=None, expires_at__gt=at)
        if not live.update(ended_at=at):
            raise LinkUsedOrExpired


class SeatInvitation(LinkModel):
    """A seat offered to a business, which accepts it with an account or without."""

    seat = models.ForeignKey(
        Seat, models.CASCADE, related_name="invitations", db_index=False
    )
    invited_by = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    invited_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("team", "seat", "-invited_at"), name="invitation_to"),
        )

    def __str__(self) -> str:
        return self.name or self.email or str(self.seat)


class GuestLink(LinkModel):
    """The link of a member without an account: it opens this team's pages, no session.

    A new one ends those before it, and whoever leaves loses theirs. `made_by` is who
    saw it when it was made, if not its member alone.
    """

    member = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="links", db_index=False
    )
    created_at = models.DateTimeField()
    made_by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("team", "member", "-created_at"), name="link_of"),
        )

    def __str__(self) -> str:
        return f"{self.member}, until {self.expires_at:%Y-%m-%d}"
