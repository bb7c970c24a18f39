"""Takes the sample out, with everything that hangs on it, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import router, transaction
from django.db.models.deletion import Collector
from django.utils import timezone

from bestfew.accounts.models import Membership, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.funnel.actions import forget_days
from bestfew.funnel.models import Objective
from bestfew.history.models import Event
from bestfew.levels.actions import put_aside
from bestfew.onboarding.sample.batches import forget_campaigns
from bestfew.onboarding.sample.plans import forget_plans
from bestfew.onboarding.sample.reach import forget_reach
from bestfew.onboarding.sample.sphere import forget_sphere
from bestfew.onboarding.sample.team import forget_team
from bestfew.onboarding.sample.weeks import forget_weeks
from bestfew.people.models import Organisation, Person, Tag

BATCH = 500
LOADED = "sample_loaded"


def set_sample(workspace: Workspace, there: bool) -> None:
    """Note on the workspace whether a sample is loaded."""
    workspace.has_sample = there
    workspace.save(update_fields=["has_sample"])


def remove_sample(member: Membership) -> int:
    """Erase the sample of the member's workspace; how many people went.

    What was hung on a sample row since goes with it. Doing it twice does nothing.
    """
    zone = ZoneInfo(member.workspace.zone)
    with (
        workspace_scope(member.workspace_id),
        timezone.override(zone),
        transaction.atomic(),
    ):
        collector = Collector(using=router.db_for_write(Person))
        people = list(Person.objects.filter(is_sample=True))
        for model in (Objective, Organisation):
            collector.collect(list(model.objects.filter(is_sample=True)))
        put_aside(each.pk for each in people)
        collector.collect(people)
        gone = _ids(collector)
        collector.delete()
        for noun, ids in gone.items():
            _forget(noun, ids)
        _forget_loading(member)
        forget_days()
        forget_reach()
        forget_plans()
        forget_weeks()
        forget_campaigns()
        forget_sphere()
        set_sample(member.workspace, False)
    return len(people)


def _ids(collector: Collector) -> dict[str, list[int]]:
    """The identifiers of all that is to go, by noun."""
    found: dict[str, list[int]] = defaultdict(list)
    for model, rows in collector.data.items():
        found[model._meta.model_name or ""] += [each.pk for each in rows]
    for quick in collector.fast_deletes:
        noun = quick.model._meta.model_name or ""
        found[noun] += quick.values_list("pk", flat=True)
    return found


def _forget(noun: str, ids: Sequence[int]) -> None:
    """Events of rows that never were real go with them."""
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        Event.objects.filter(noun=noun, row_id__in=some).delete()


def _forget_loading(member: Membership) -> None:
    """The event of loading names the team and the tags that came with it.

    Tags that are used stay.
    """
    loadings = Event.objects.about(member.workspace).filter(verb=LOADED)
    for loading in loadings:
        tags = Tag.objects.filter(pk__in=loading.facts["tags"], taggings=None)
        tags.delete()
        forget_team(int(loading.facts.get("team") or 0))
    loadings.delete()
