"""How many steps are left on what is open: as `rules.work_left` counts them."""

from typing import Any

from django.db import migrations
from django.db.models import Count, Q

CHUNK = 1_000
COVERED, WAITING = "influences_covered", "half_cycle"


def count_steps(apps: Any, schema_editor: Any) -> None:
    Objective = apps.get_model("funnel", "Objective")
    Influence = apps.get_model("funnel", "Influence")
    open_ = Objective.objects.filter(is_open__in=(True,)).order_by("pk")
    last = 0
    while rows := list(open_.filter(pk__gt=last).only("pk", "missing")[:CHUNK]):
        last = rows[-1].pk
        uncovered = _uncovered(Influence.objects, [row.pk for row in rows])
        for row in rows:
            steps = {COVERED: uncovered.get(row.pk, 0), WAITING: 0}
            row.work_left = max(1, sum(steps.get(each, 1) for each in row.missing))
        Objective.objects.bulk_update(rows, ["work_left"])


def _uncovered(influences: Any, ids: list[int]) -> dict[int, int]:
    lacking = Q(contacted_on=None) | Q(satisfied_on=None)
    rows = influences.filter(lacking, objective__in=ids, accepted_on=None)
    counted = rows.values_list("objective_id").annotate(n=Count("pk"))
    return dict(counted.order_by())


class Migration(migrations.Migration):
    dependencies = [("funnel", "0002_funnel_screen")]

    operations = [migrations.RunPython(count_steps, migrations.RunPython.noop)]
