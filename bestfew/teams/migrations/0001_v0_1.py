"""The tables of version 0.1 at once; homes that are older come here step by step."""

from __future__ import annotations

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bestfew.accounts.ids


class Migration(migrations.Migration):
    replaces = [
        ("teams", "0001_teams"),
        ("teams", "0002_referrals"),
        ("teams", "0003_meetings"),
        ("teams", "0004_seats"),
        ("teams", "0005_slip_at_meeting"),
        ("teams", "0006_sent_once_by_each"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_v0_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingSeries",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts", models.TimeField(verbose_name="from")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("zone", models.CharField(max_length=60, verbose_name="time zone")),
                (
                    "place",
                    models.CharField(blank=True, max_length=200, verbose_name="place"),
                ),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="link to join"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "pattern",
                    models.CharField(
                        choices=[
                            ("weekly", "every week"),
                            ("fortnightly", "every other week"),
                            ("monthly", "on some weeks of the month"),
                        ],
                        max_length=11,
                        verbose_name="how often",
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(7),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("weeks", models.JSONField(default=list)),
                ("starts_on", models.DateField(verbose_name="first meeting")),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="last day"),
                ),
                ("created_at", models.DateTimeField()),
                ("updated_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "market",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="whom it serves"
                    ),
                ),
                (
                    "mission",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what it is for"
                    ),
                ),
                ("zone", models.CharField(max_length=60, verbose_name="time zone")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("is_sample", models.BooleanField(default=False, editable=False)),
            ],
            options={},
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts", models.TimeField(verbose_name="from")),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=60,
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                ("zone", models.CharField(max_length=60, verbose_name="time zone")),
                (
                    "place",
                    models.CharField(blank=True, max_length=200, verbose_name="place"),
                ),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="link to join"
                    ),
                ),
                ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                ("occurs_on", models.DateField(editable=False, null=True)),
                ("on", models.DateField(verbose_name="day")),
                ("begins_at", models.DateTimeField(editable=False)),
                ("ends_at", models.DateTimeField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("running", "going on"),
                            ("held", "held"),
                            ("cancelled", "called off"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=5000, verbose_name="notes"),
                ),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
                ("opened_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("cancelled_at", models.DateTimeField(editable=False, null=True)),
                ("reminded_at", models.DateTimeField(editable=False, null=True)),
                ("sent_at", models.DateTimeField(editable=False, null=True)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "series",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.RESTRICT,
                        related_name="meetings",
                        to="teams.meetingseries",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Slip",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "summary",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="in a few words"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("inside", "inside: the giver needs it"),
                            ("outside", "outside: somebody they know needs it"),
                            ("spin_off", "spin-off: it came of another referral"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "they expect your call"),
                            (2, "they have your card or your website"),
                            (3, "I told them how good you are"),
                            (4, "I called them and arranged a meeting"),
                            (5, "I introduce you in person"),
                        ],
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                        verbose_name="how warm",
                    ),
                ),
                ("given_at", models.DateTimeField()),
                (
                    "submit_id",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                ("agreed_at", models.DateTimeField(null=True)),
                (
                    "agreed_how",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="how they agreed"
                    ),
                ),
                (
                    "person_name",
                    models.CharField(blank=True, max_length=300, verbose_name="name"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=100, verbose_name="phone"),
                ),
                (
                    "email",
                    models.CharField(blank=True, max_length=254, verbose_name="e-mail"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("identified", "identified"),
                            ("permission", "they agreed"),
                            ("introduced", "introduced"),
                            ("contacted", "contacted"),
                            ("meeting", "in talks"),
                            ("proposal", "proposal made"),
                            ("won", "won"),
                            ("lost", "lost"),
                            ("declined", "declined"),
                        ],
                        default="identified",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("status_at", models.DateTimeField(editable=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.meeting",
                    ),
                ),
                (
                    "origin",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.slip",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("profession", models.CharField(blank=True, max_length=40)),
                (
                    "label",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="profession"
                    ),
                ),
                ("empty_since", models.DateField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "position", "id"], name="seat_of")
                ],
            },
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="team",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="teams.team",
            ),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("key", models.CharField(blank=True, max_length=20)),
                (
                    "title",
                    models.CharField(blank=True, max_length=120, verbose_name="point"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[django.core.validators.MaxValueValidator(600)],
                        verbose_name="minutes",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="agenda",
                        to="teams.meeting",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "meeting", "position", "id"], name="agenda_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "name",
                    models.CharField(blank=True, max_length=150, verbose_name="name"),
                ),
                (
                    "business",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="business"
                    ),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True, max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("leader", "leader"),
                            ("coordinator", "coordinator"),
                            ("member", "member"),
                        ],
                        default="member",
                        max_length=12,
                    ),
                ),
                (
                    "wanted",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="referrals wanted"
                    ),
                ),
                (
                    "commitment",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="commitment"
                    ),
                ),
                ("committed_on", models.DateField(null=True)),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "seat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="teams.seat",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="accounts.workspace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "left_at", "id"], name="team_member_of"
                    ),
                    models.Index(
                        condition=models.Q(("left_at", None)),
                        fields=["workspace", "team"],
                        name="team_member_at_work",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("team", "seat"),
                        name="one_member_a_seat",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("left_at", None), ("workspace__isnull", False)
                        ),
                        fields=("team", "workspace"),
                        name="one_seat_a_business",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("business", models.CharField(max_length=200, verbose_name="business")),
                (
                    "why",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why they fit"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "seat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="teams.seat",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "seat", "id"], name="suggested_for")
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "title",
                    models.CharField(blank=True, max_length=120, verbose_name="title"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="what happened"
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                (
                    "agreed_how",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="how they agreed"
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="teams.slip",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "teller",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stories",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["team", "-told_at"], name="story_of")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "slip"), name="one_story_a_referral"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipStep",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("identified", "identified"),
                            ("permission", "they agreed"),
                            ("introduced", "introduced"),
                            ("contacted", "contacted"),
                            ("meeting", "in talks"),
                            ("proposal", "proposal made"),
                            ("won", "won"),
                            ("lost", "lost"),
                            ("declined", "declined"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note"),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.slipstep",
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="teams.slip",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "slip", "at"], name="slip_step_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("team", "corrects"),
                        name="slip_step_corrected_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="slip",
            name="giver",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="teams.teammember",
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="receiver",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="teams.teammember",
            ),
        ),
        migrations.CreateModel(
            name="SeatInvitation",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "name",
                    models.CharField(blank=True, max_length=150, verbose_name="name"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail"
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("invited_at", models.DateTimeField()),
                (
                    "seat",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="teams.seat",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "seat", "-invited_at"], name="invitation_to"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "text",
                    models.CharField(blank=True, max_length=300, verbose_name="what"),
                ),
                (
                    "due_on",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("kept", "kept"),
                            ("not_yet", "not yet"),
                            ("let_go", "let go"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="promises",
                        to="teams.meeting",
                    ),
                ),
                (
                    "settled_in",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.meeting",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="teams.teammember",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "state", "made_at"], name="promise_of"
                    ),
                    models.Index(fields=["team", "meeting", "id"], name="promise_at"),
                ],
            },
        ),
        migrations.AddField(
            model_name="meetingseries",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="teams.teammember",
            ),
        ),
        migrations.CreateModel(
            name="MeetingFeed",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "member"], name="meeting_feed_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("member",),
                        name="one_meeting_feed",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="chair",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="teams.teammember",
                verbose_name="chair",
            ),
        ),
        migrations.CreateModel(
            name="GuestLink",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "member", "-created_at"], name="link_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("here", "here"),
                            ("late", "late"),
                            ("substitute", "substitute"),
                            ("medical", "ill"),
                            ("absent", "absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "substitute",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="who came instead"
                    ),
                ),
                (
                    "took_part",
                    models.BooleanField(default=False, verbose_name="took part"),
                ),
                (
                    "reply",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "coming"), ("no", "not coming")],
                        max_length=3,
                    ),
                ),
                ("replied_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="teams.meeting",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="teams.teammember",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "member", "meeting"], name="attendance_of"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "member"), name="one_attendance_a_member"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamRivalry",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.seat",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.seat",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("team", "first", "second"), name="one_rivalry_a_pair"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="rivalry_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Testimonial",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=1000, verbose_name="what you say"
                    ),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="testimonials",
                        to="teams.teammember",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="testimonials",
                        to="teams.meeting",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "meeting", "id"], name="testimonial_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=18,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount, net of tax",
                    ),
                ),
                ("currency", models.CharField(max_length=3, verbose_name="currency")),
                ("on", models.DateField(verbose_name="on")),
                ("at", models.DateTimeField()),
                (
                    "submit_id",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="teams.thanks",
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.teammember",
                    ),
                ),
                (
                    "slip",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thanks",
                        to="teams.slip",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "thanks",
                "indexes": [
                    models.Index(fields=["team", "giver", "on"], name="thanks_to"),
                    models.Index(fields=["team", "slip", "at"], name="thanks_for"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="thanks_not_below_nothing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("corrects__isnull", False)),
                        fields=("team", "corrects"),
                        name="thanks_corrected_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("submit_id", ""), _negated=True),
                        fields=("team", "receiver", "submit_id"),
                        name="thanks_sent_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("month", models.DateField()),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="most wanted introduction",
                    ),
                ),
                (
                    "why",
                    models.CharField(blank=True, max_length=300, verbose_name="why"),
                ),
                ("said_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="teams.teammember",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["team", "-month", "id"], name="wish_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("member", "month"), name="one_wish_a_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryLink",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "story",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="teams.story",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "story", "-created_at"], name="story_link_of"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SlipLink",
            fields=[
                (
                    "id",
                    bestfew.accounts.ids.IdField(
                        default=bestfew.accounts.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "digest",
                    models.CharField(editable=False, max_length=64, unique=True),
                ),
                ("expires_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("created_at", models.DateTimeField()),
                (
                    "slip",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="teams.slip",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        db_index=False,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teams.team",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["team", "slip", "-created_at"], name="slip_link_of"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["team", "giver", "given_at"], name="slip_given"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(
                fields=["team", "receiver", "given_at"], name="slip_got"
            ),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["team", "given_at"], name="slip_by_time"),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(
                condition=models.Q(("meeting__isnull", False)),
                fields=["team", "meeting"],
                name="slip_at_meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                name="slip_to_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__gte", 1), ("level__lte", 5)),
                name="slip_level_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("agreed_at__isnull", False),
                    models.Q(("email", ""), ("person_name", ""), ("phone", "")),
                    _connector="OR",
                ),
                name="slip_sealed_until_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submit_id", ""), _negated=True),
                fields=("team", "giver", "submit_id"),
                name="slip_sent_once",
            ),
        ),
        migrations.AddIndex(
            model_name="meetingseries",
            index=models.Index(fields=["team", "-starts_on", "-id"], name="series_of"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["team", "-begins_at", "-id"], name="meeting_of"),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(
                fields=["team", "series", "occurs_on"], name="meeting_by_rule"
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                fields=("series", "occurs_on"), name="one_meeting_a_day_of_its_series"
            ),
        ),
    ]
