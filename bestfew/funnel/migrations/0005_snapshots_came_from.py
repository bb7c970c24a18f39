from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce


def say_where_from(apps: Any, schema_editor: Any) -> None:
    """A move kept before this came from the place of the move before it."""
    moves = apps.get_model("funnel", "Placement")._base_manager
    earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk"))
    before = moves.filter(
        earlier,
        workspace=OuterRef("workspace"),
        objective=OuterRef("objective"),
    ).order_by("-at", "-pk")
    moves.update(
        came_from=Coalesce(Subquery(before.values("place")[:1]), Value("universe"))
    )


class Migration(migrations.Migration):
    dependencies = [("funnel", "0004_snapshots_days")]

    operations = [migrations.RunPython(say_where_from, migrations.RunPython.noop)]
