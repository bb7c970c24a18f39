"""What members promise, wish for and say of each other at their meetings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.teams.models.meetings import Meeting
from bestfew.teams.models.team import TeamMember
from bestfew.teams.sharing import VersionedModel


class Promise(VersionedModel):
    """What a member will do by when, asked about first at the next meeting.

    A promise that is not yet kept comes up again; one that is let go does not.
    `meeting` is where it was made, `settled_in` where it was last asked about.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        KEPT = "kept", _("kept")
        NOT_YET = "not_yet", _("not yet")
        LET_GO = "let_go", _("let go")

    member = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="promises", db_index=False
    )
    to = models.ForeignKey(
        TeamMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="promises", db_index=False
    )
    text = models.CharField(_("what"), max_length=300, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=State, default=State.OPEN)
    settled_in = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("team", "state", "made_at"), name="promise_of"),
            models.Index(fields=("team", "meeting", "id"), name="promise_at"),
        )

    def __str__(self) -> str:
        return self.text


class Wish(VersionedModel):
    """The introduction a member wants most in a month, and why."""

    member = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="wishes", db_index=False
    )
    month = models.DateField()
    text = models.CharField(_("most wanted introduction"), max_length=300, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("team", "-month", "id"), name="wish_of"),)
        constraints = (
            models.UniqueConstraint(
                fields=("member", "month"), name="one_wish_a_month"
            ),
        )

    def __str__(self) -> str:
        return self.text


class Testimonial(VersionedModel):
    """What one member says of another's work, for all to hear."""

    author = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="testimonials", db_index=False
    )
    about = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, related_name="testimonials", db_index=False
    )
    text = models.CharField(_("what you say"), max_length=1_000, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("team", "meeting", "id"), name="testimonial_of"),
        )

    def __str__(self) -> str:
        return self.text


class MeetingFeed(VersionedModel):
    """A private address at which a calendar reads a team's meetings, for one member."""

    member = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("team", "member"), name="meeting_feed_of"),)
        constraints = (
            models.UniqueConstraint(
                fields=("member",),
                condition=models.Q(ended_at=None),
                name="one_meeting_feed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"
