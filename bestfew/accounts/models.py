"""Users, workspaces, and who may do what in which."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import IdField, new_id

INVITATION_DAYS = 7
MOST_INVITED = 30
"""Letters to strangers that a workspace sends a day: nobody sends without end."""
SIGN_IN_LINK_MINUTES = 60


class LinkUsedOrExpired(Exception):
    """An invitation or a sign-in link was used before, withdrawn, or is too old."""


class TooManyInvited(Exception):
    """The workspace has invited `MOST_INVITED` within a day."""


class LastOwnerStays(Exception):
    """A workspace must keep at least one owner."""


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **facts: Any
    ) -> User:
        user = self.model(email=email.strip().lower(), **facts)
        user.set_password(password)  # None leaves it without a usable password
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Someone who signs in with an e-mail address."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(max_length=10, blank=True)  # blank: the browser's
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.email

    def get_short_name(self) -> str:
        return self.name or self.email.partition("@")[0]

    @cached_property
    def places(self) -> list[Membership]:
        """Where they work, the oldest first; read with the user of a session."""
        members = self.memberships.select_related("workspace")
        return list(members.order_by("joined_at", "pk"))


class Origin(models.TextChoices):
    WEB = "web"
    TERMINAL = "terminal"
    DEMO = "demo"


class Workspace(models.Model):
    """Where a seller, or a team, keeps everything: no row is ever seen from another."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=150)
    trade = models.CharField(_("trade"), max_length=40)
    language = models.CharField(_("language"), max_length=10)
    country = models.CharField(_("country"), max_length=2)
    currency = models.CharField(_("currency"), max_length=3)
    zone = models.CharField(_("time zone"), max_length=60)
    working_days = models.JSONField(_("working days"), default=list)  # ISO, Monday is 1
    week_hours = models.PositiveSmallIntegerField(_("hours a week"), default=40)
    normal_cycle_days = models.PositiveSmallIntegerField(
        _("normal sales cycle, days"), default=60
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.WEB)
    has_sample = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name

    def owner(self) -> Membership:
        """The member who has owned it longest: who the terminal works as."""
        return self.members.filter(role=Role.OWNER).order_by("joined_at")[:1].get()


class Role(models.TextChoices):
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    SELLER = "seller", _("seller")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    """A user's place in a workspace. Its role decides what they see and may change."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("workspace", "user"), name="one_membership_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @property
    def sees_workspace(self) -> bool:
        return self.role != Role.SELLER

    @property
    def may_write(self) -> bool:
        return self.role != Role.VIEWER

    @property
    def may_export(self) -> bool:
        """Whether they take out what they see: a right of its own (trust.md D10)."""
        return self.role != Role.VIEWER

    @property
    def leads(self) -> bool:
        """Whether they look after the team: invite, change roles, settings."""
        return self.role in (Role.OWNER, Role.MANAGER)

    def may_grant(self, role: str) -> bool:
        """Nobody grants a role above their own."""
        ranks = [Role.VIEWER, Role.SELLER, Role.MANAGER, Role.OWNER]
        return self.leads and ranks.index(Role(role)) <= ranks.index(Role(self.role))

    @transaction.atomic
    def change_role(self, role: str, *, by: Membership | None = None) -> None:
        """Give another; raises `LastOwnerStays`, `PermissionDenied` to who is below."""
        if self._hold(by) and role != self.role:
            self._keep_an_owner()
            self.role = role
            self.save(update_fields=["role"])

    @transaction.atomic
    def leave(self, *, at: datetime, by: Membership | None = None) -> None:
        """End the membership; twice is once. Raises as `change_role` does."""
        if not self._hold(by):
            return
        self._keep_an_owner()
        self.delete()
        for deed in has_left:
            deed(self, at)

    def _hold(self, by: Membership | None) -> bool:
        """Whether it is there, in the role it has now; nobody changes any meanwhile."""
        rows = Membership.objects.select_for_update(of=("self",)).order_by("pk")
        held = {each.pk: each for each in rows.filter(workspace=self.workspace_id)}
        now = held.get(self.pk)
        if now is None:
            return False
        self.role = now.role
        if by and not (by.pk in held and held[by.pk].may_grant(self.role)):
            raise PermissionDenied
        return True

    def _keep_an_owner(self) -> None:
        """Call it once they are held."""
        others = Membership.objects.filter(workspace=self.workspace_id).exclude(
            pk=self.pk
        )
        if self.role == Role.OWNER and not others.filter(role=Role.OWNER).exists():
            raise LastOwnerStays


has_left: list[Callable[[Membership, datetime], None]] = []
"""What upper apps do, in the same transaction, once somebody's membership ended."""


class Invitation(models.Model):
    """A seat offered to an e-mail address, taken through a link that works once."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=10, choices=Role)
    invited_by = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # accepted or withdrawn

    def __str__(self) -> str:
        return self.email

    @classmethod
    @transaction.atomic
    def offer(
        cls, member: Membership, *, email: str, role: str, at: datetime
    ) -> tuple[Self, str]:
        """A new invitation, which replaces an open one, and its link's secret.

        Raises `TooManyInvited`.
        """
        secret, email = secrets.token_urlsafe(32), email.strip().lower()
        workspace = member.workspace_id
        Workspace.objects.select_for_update(no_key=True).get(pk=workspace)
        lately = at + timedelta(days=INVITATION_DAYS - 1)
        today = cls.objects.filter(workspace=workspace, expires_at__gt=lately)
        if today.count() >= MOST_INVITED:
            raise TooManyInvited
        earlier = cls.objects.filter(workspace=workspace, email=email, ended_at=None)
        earlier.update(ended_at=at)
        invitation = cls.objects.create(
            workspace_id=workspace,
            email=email,
            role=role,
            invited_by_id=member.user_id,
            digest=digest_of(secret),
            expires_at=at + timedelta(days=INVITATION_DAYS),
        )
        return invitation, secret

    @classmethod
    def by_secret(cls, secret: str, *, at: datetime) -> Self:
        """The invitation of a link; raises `LinkUsedOrExpired`."""
        found = cls.objects.filter(
            digest=digest_of(secret), ended_at=None, expires_at__gt=at
        ).first()
        if found is None:
            raise LinkUsedOrExpired
        return found

    @transaction.atomic
    def accept(self, user: User, *, at: datetime) -> Membership:
        """Seat the user; raises `LinkUsedOrExpired` the second time."""
        self.end(at=at)
        member, _created = Membership.objects.get_or_create(
            workspace_id=self.workspace_id, user=user, defaults={"role": self.role}
        )
        return member

    def end(self, *, at: datetime) -> None:
        """Make the link worthless; raises `LinkUsedOrExpired` if it is already."""
        live = type(self).objects.filter(pk=self.pk, ended_at=None, expires_at__gt=at)
        if not live.update(ended_at=at):
            raise LinkUsedOrExpired


class SignInLink(models.Model):
    """A link that signs one user in, once, printed on the terminal of the machine."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user}, until {self.expires_at}"

    @classmethod
    def issue(cls, user: User, *, at: datetime) -> str:
        """The secret of a new link."""
        secret = secrets.token_urlsafe(32)
        expires_at = at + timedelta(minutes=SIGN_IN_LINK_MINUTES)
        cls.objects.filter(expires_at__lt=at).delete()
        cls.objects.create(user=user, digest=digest_of(secret), expires_at=expires_at)
        return secret

    @classmethod
    @transaction.atomic
    def redeem(cls, secret: str, *, at: datetime) -> User:
        """The user of a link, which dies by this; raises `LinkUsedOrExpired`."""
        links = cls.objects.select_for_update().select_related("user")
        link = links.filter(
            digest=digest_of(secret), expires_at__gt=at, user__is_active=True
        ).first()
        if link is None or not cls.objects.filter(pk=link.pk).delete()[0]:
            raise LinkUsedOrExpired
        return link.user


def digest_of(secret: str) -> str:
    """What is stored of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
