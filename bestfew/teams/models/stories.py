"""Success stories of referrals, and the links that show one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.teams.models.doors import LinkModel
from bestfew.teams.models.slips import Slip
from bestfew.teams.models.team import TeamMember
from bestfew.teams.sharing import VersionedModel


class Story(VersionedModel):
    """A success story of a referral, told by who got it (A40).

    Nobody but its teller reads it before the people in it agreed (`agreed_how`); then
    the team does, and whoever has its link.
    """

    slip = models.ForeignKey(
        Slip, models.CASCADE, related_name="stories", db_index=False
    )
    teller = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="stories", db_index=False
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("what happened"), max_length=4_000, blank=True)
    told_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    agreed_how = models.CharField(_("how they agreed"), max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=("team", "-told_at"), name="story_of"),)
        constraints = (
            models.UniqueConstraint(
                fields=("team", "slip"), name="one_story_a_referral"
            ),
        )

    def __str__(self) -> str:
        return self.title


class StoryLink(LinkModel):
    """The link that shows one story to whoever has it, until it is withdrawn."""

    story = models.ForeignKey(
        Story, models.CASCADE, related_name="links", db_index=False
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("team", "story", "-created_at"), name="story_link_of"),
        )

    def __str__(self) -> str:
        return f"{self.story_id}, until {self.expires_at:%Y-%m-%d}"
