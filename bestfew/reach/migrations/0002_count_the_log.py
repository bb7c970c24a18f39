from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from bestfew.accounts.ids import new_ids

MEDIA = {
    "call": "phone",
    "message": "chat",
    "email": "email",
    "visit": "in_person",
    "meeting": "in_person",
    "presentation": "in_person",
}


def count_the_log(apps: Any, schema_editor: Any) -> None:
    """What was logged before there were tallies is reach, too."""
    days = apps.get_model("reach", "ReachDay")._base_manager
    for workspace in apps.get_model("accounts", "Workspace").objects.all():
        if days.filter(workspace=workspace).exists():
            continue  # it counts already
        rows = list(_days(apps, workspace))
        for pk, row in zip(new_ids(len(rows)), rows, strict=True):
            row.pk = pk
        days.bulk_create(rows, batch_size=500)


def _days(apps: Any, workspace: Any) -> Any:
    reach_day = apps.get_model("reach", "ReachDay")
    for (user, on, through, campaign), (count, minutes) in _sums(
        apps, workspace
    ).items():
        yield reach_day(
            workspace_id=workspace.pk,
            user_id=user,
            on=on,
            channel_id=through,
            campaign_id=campaign,
            from_log=count,
            minutes=minutes,
        )


def _sums(apps: Any, workspace: Any) -> dict[Any, list[int]]:
    channels = apps.get_model("prospecting", "Channel")._base_manager
    channels = channels.filter(workspace=workspace).order_by("-position", "-pk")
    first_of = dict(channels.values_list("medium", "pk"))
    found: dict[Any, list[int]] = {}
    for user, on, kind, channel, campaign, of_it, count, minutes in _groups(
        apps, workspace
    ):
        through = channel or of_it or first_of.get(MEDIA.get(kind, ""))
        if through:
            sums = found.setdefault((user, on, through, campaign), [0, 0])
            sums[0] += count
            sums[1] += minutes or 0
    return found


def _groups(apps: Any, workspace: Any) -> Any:
    log = apps.get_model("activities", "Activity")._base_manager
    log = log.filter(workspace=workspace, is_incoming=False).exclude(kind="note")
    day = TruncDate("at", tzinfo=ZoneInfo(workspace.zone))
    groups = (
        log.order_by()
        .annotate(on=day)
        .values_list(
            "by_id", "on", "kind", "channel_id", "campaign_id", "campaign__channel_id"
        )
    )
    return groups.annotate(n=Count("pk"), took=Sum("minutes"))


class Migration(migrations.Migration):
    dependencies = [
        ("reach", "0001_initial"),
        ("activities", "0002_campaigns"),
        ("prospecting", "0003_channel_permission"),
    ]

    operations = [migrations.RunPython(count_the_log, migrations.RunPython.noop)]
