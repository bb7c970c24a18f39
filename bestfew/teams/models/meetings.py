"""A team's meetings: when by rule, each one, and who came."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bestfew.teams.models.team import TeamMember
from bestfew.teams.rules.recurrence import FORTNIGHTLY, MONTHLY, WEEKLY, Rule
from bestfew.teams.sharing import SharedManager, SharedModel, VersionedModel


def instants(
    on: date, starts: time, minutes: int, zone: str
) -> tuple[datetime, datetime]:
    """Beginning and end in universal time of so many minutes on a zone's clock."""
    begins = datetime.combine(on, starts, ZoneInfo(zone)).astimezone(UTC)
    return begins, begins + timedelta(minutes=minutes)


class Slot(VersionedModel):
    """When on the clock of a zone, for how long, and where."""

    starts = models.TimeField(_("from"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=60,
        validators=[MinValueValidator(10), MaxValueValidator(600)],
    )
    zone = models.CharField(_("time zone"), max_length=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to join"), max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    class Meta(VersionedModel.Meta):
        abstract = True

    @property
    def web_link(self) -> str:
        """The link if it leads to a web page; '' if it could do anything else."""
        return self.link if self.link.startswith(("https://", "http://")) else ""


class MeetingSeries(Slot):
    """The rule by which a team meets, in advance (A26): twice a month or more (A27).

    It holds from `starts_on`, the first of its days, to `until`, or without end.
    """

    class Pattern(models.TextChoices):
        WEEKLY = WEEKLY, _("every week")
        FORTNIGHTLY = FORTNIGHTLY, _("every other week")
        MONTHLY = MONTHLY, _("on some weeks of the month")

    pattern = models.CharField(_("how often"), max_length=11, choices=Pattern)
    weekday = models.PositiveSmallIntegerField(
        _("weekday"), validators=[MinValueValidator(1), MaxValueValidator(7)]
    )
    weeks = models.JSONField(default=list)
    starts_on = models.DateField(_("first meeting"))
    until = models.DateField(_("last day"), null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("team", "-starts_on", "-id"), name="series_of"),
        )

    def __str__(self) -> str:
        return f"{self.get_pattern_display()}, {self.starts:%H:%M}"

    @property
    def rule(self) -> Rule:
        return Rule(
            self.pattern, self.weekday, self.starts_on, tuple(self.weeks), self.until
        )

    @property
    def uid(self) -> str:
        return f"series-{self.pk}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def standing(self) -> Self:
        """Those that were not called off."""
        return self.exclude(state=Meeting.State.CANCELLED)

    def held(self) -> Self:
        return self.filter(state=Meeting.State.HELD)

    def ahead(self, at: datetime) -> Self:
        """Those to come or going on, the nearest first."""
        going = Q(state=Meeting.State.RUNNING)
        to_come = Q(state=Meeting.State.PLANNED, ends_at__gt=at)
        return self.filter(going | to_come).order_by("begins_at", "id")


class MeetingManager(SharedManager["Meeting"]):
    pass


class Meeting(Slot):
    """One meeting; `occurs_on` is the day that its series gave it.

    `begins_at` and `ends_at` are what day and time were in universal time when the row
    was written. `sequence` grows whenever what a calendar shows of it changes.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("going on")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("called off")

    series = models.ForeignKey(
        MeetingSeries,
        models.RESTRICT,
        null=True,
        related_name="meetings",
        db_index=False,
    )
    occurs_on = models.DateField(null=True, editable=False)
    on = models.DateField(_("day"))
    begins_at = models.DateTimeField(editable=False)
    ends_at = models.DateTimeField(editable=False)
    chair = models.ForeignKey(
        TeamMember,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("chair"),
    )
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    note = models.TextField(_("notes"), max_length=5_000, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    updated_at = models.DateTimeField(editable=False)

    objects = MeetingManager.from_queryset(MeetingQuerySet)()

    class Meta:
        indexes = (
            models.Index(fields=("team", "-begins_at", "-id"), name="meeting_of"),
            models.Index(
                fields=("team", "series", "occurs_on"), name="meeting_by_rule"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("series", "occurs_on"), name="one_meeting_a_day_of_its_series"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.starts:%H:%M}"

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what its series says of that day."""
        series = self.series
        if series is None:
            return False
        mine = (self.on, self.starts, self.minutes, self.zone, self.place, self.link)
        theirs = (series.starts, series.minutes, series.zone, series.place, series.link)
        return mine != (self.occurs_on, *theirs) or self.is_called_off

    @property
    def is_called_off(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed or recorded in."""
        return self.state in (self.State.PLANNED, self.State.RUNNING)

    def locked(self) -> Meeting | None:
        """It as it is now, which nobody changes meanwhile; None where it is gone."""
        rows = Meeting.unscoped.select_for_update().filter(pk=self.pk)
        found: Meeting | None = rows.first()
        return found


class AgendaItem(SharedModel):
    """A point of a meeting's agenda (A28); `key` of the template, or own words."""

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="agenda", db_index=False
    )
    key = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("point"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MaxValueValidator(600)]
    )
    position = models.PositiveSmallIntegerField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=("team", "meeting", "position", "id"), name="agenda_of"
            ),
        )

    def __str__(self) -> str:
        return self.title or self.key


class Attendance(SharedModel):
    """One member at one meeting: what they answered before, and how they came.

    `took_part` is asked apart from being there (A30). Whoever is tapped last counts;
    different members never overwrite each other.
    """

    class State(models.TextChoices):
        HERE = "here", _("here")
        LATE = "late", _("late")
        SUBSTITUTE = "substitute", pgettext_lazy("attendance", "substitute")
        MEDICAL = "medical", _("ill")
        ABSENT = "absent", _("absent")

    class Reply(models.TextChoices):
        YES = "yes", _("coming")
        NO = "no", _("not coming")

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, related_name="attendances", db_index=False
    )
    member = models.ForeignKey(
        TeamMember, models.CASCADE, related_name="attendances", db_index=False
    )
    state = models.CharField(max_length=10, choices=State, blank=True)
    substitute = models.CharField(_("who came instead"), max_length=150, blank=True)
    took_part = models.BooleanField(_("took part"), default=False)
    reply = models.CharField(max_length=3, choices=Reply, blank=True)
    replied_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        TeamMember, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = (
            models.Index(fields=("team", "member", "meeting"), name="attendance_of"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "member"), name="one_attendance_a_member"
            ),
        )

    def __str__(self) -> str:
        return self.state or self.reply
