"""A Power Team: seats by profession, and who sits there."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import IdField, new_id
from bestfew.accounts.models import Membership, User, Workspace
from bestfew.packs.professions import profession_name
from bestfew.teams.sharing import (
    SharedManager,
    SharedModel,
    Versioned,
    VersionedModel,
    teams_in_reach,
)


class Position(models.TextChoices):
    """Effective teams have leadership (A32)."""

    LEADER = "leader", _("leader")
    COORDINATOR = "coordinator", _("coordinator")
    MEMBER = "member", _("member")


class TeamManager(models.Manager["Team"]):
    """Only teams in which whoever is at work has a seat."""

    def get_queryset(self) -> models.QuerySet[Team]:
        return super().get_queryset().filter(pk__in=teams_in_reach())


class Team(Versioned):
    """A Contact Sphere in action (A18): its members meet twice a month or more (A27).

    It belongs to its members, not to a workspace. `zone` is where it meets. `site` is
    what links in letters begin with that leave by themselves.
    """

    id = IdField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=120)
    market = models.CharField(_("whom it serves"), max_length=200, blank=True)
    mission = models.CharField(_("what it is for"), max_length=500, blank=True)
    zone = models.CharField(_("time zone"), max_length=60)
    language = models.CharField(_("language"), max_length=10)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False, editable=False)
    site = models.CharField(max_length=300, blank=True, editable=False)

    objects: Any = TeamManager()
    unscoped: Any = models.Manager()

    def __str__(self) -> str:
        return self.name

    def keep_site(self, site: str) -> None:
        """Whoever plans or answers came by this address; others find it there, too."""
        rows = Team.unscoped.filter(pk=self.pk).exclude(site=site)
        rows.update(site=site[:300])


class Seat(SharedModel):
    """The chair of one profession; empty since `empty_since`, or taken by a member.

    `profession` is the key of a profession that every trade pack knows, or blank; then
    `label` has the words of whoever made the seat, as they stand.
    """

    profession = models.CharField(max_length=40, blank=True)
    label = models.CharField(_("profession"), max_length=120, blank=True)
    empty_since = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("team", "position", "id"), name="seat_of"),)

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What the profession is called in the reader's language."""
        if self.label:
            return self.label
        return profession_name(self.profession, get_language() or "en")


class TeamMemberManager(SharedManager["TeamMember"]):
    pass


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def seated(self) -> Self:
        """Those who have not left."""
        return self.filter(left_at=None)

    def of(self, member: Membership) -> Self:
        """The seats of a workspace that its member may act for.

        Whoever sees the whole workspace acts for it; a seller for their own seat.
        """
        rows = self.filter(workspace=member.workspace_id, left_at=None)
        return rows if member.sees_workspace else rows.filter(user=member.user_id)


class TeamMember(VersionedModel):
    """A business in a team's seat: another workspace here, or a guest without account.

    What they said themselves: name, business, whom they want to meet, and what they
    promised on joining (A37). Once they left, all of it is blank: what is kept is that
    somebody was there (trust.md I8).
    """

    seat = models.ForeignKey(
        Seat, models.PROTECT, related_name="members", db_index=False
    )
    workspace = models.ForeignKey(
        Workspace, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    business = models.CharField(_("business"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    position = models.CharField(
        max_length=12, choices=Position, default=Position.MEMBER
    )
    wanted = models.CharField(_("referrals wanted"), max_length=1_000, blank=True)
    commitment = models.CharField(_("commitment"), max_length=500, blank=True)
    committed_on = models.DateField(null=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = TeamMemberManager.from_queryset(TeamMemberQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("team", "left_at", "id"), name="team_member_of"),
            models.Index(
                fields=("workspace", "team"),
                condition=Q(left_at=None),
                name="team_member_at_work",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("team", "seat"),
                condition=Q(left_at=None),
                name="one_member_a_seat",
            ),
            models.UniqueConstraint(
                fields=("team", "workspace"),
                condition=Q(left_at=None, workspace__isnull=False),
                name="one_seat_a_business",
            ),
        )

    def __str__(self) -> str:
        return self.name or str(_("A former member"))

    @property
    def leads(self) -> bool:
        """Whether they may seat others, plan meetings and close seats."""
        return self.position in (Position.LEADER, Position.COORDINATOR)

    @property
    def is_guest(self) -> bool:
        """Whether they act through links, without an account."""
        return self.workspace_id is None


class TeamRivalry(SharedModel):
    """Two seats that take business from each other (A20); symmetric: first < second.

    `by` is who said so. Beside it stand the professions that compete for everybody.
    """

    first = models.ForeignKey(Seat, models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Seat, models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("team", "first", "second"), name="one_rivalry_a_pair"
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="rivalry_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"


class Suggestion(SharedModel):
    """A business that a member would like to see in an empty seat; `by` knows them.

    Only what its author wrote: that business learns of it from them, not from us.
    """

    seat = models.ForeignKey(
        Seat, models.CASCADE, related_name="suggestions", db_index=False
    )
    by = models.ForeignKey(TeamMember, models.CASCADE, related_name="+", db_index=False)
    business = models.CharField(_("business"), max_length=200)
    why = models.CharField(_("why they fit"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("team", "seat", "id"), name="suggested_for"),)

    def __str__(self) -> str:
        return self.business
