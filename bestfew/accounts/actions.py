"""Deeds on a workspace that upper apps follow."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bestfew.accounts.consequences import Consequence
from bestfew.accounts.models import User, Workspace

cycle_changed: Consequence[[User, datetime]] = Consequence()
"""Follows, inside the workspace, when its own figure for the normal cycle changed."""

zone_changed: Consequence[[Workspace, datetime]] = Consequence()
"""Days begin at other moments now: what is kept by day is to be worked out anew."""


@transaction.atomic
def save_workspace(
    workspace: Workspace, changed: Collection[str], *, by: User, at: datetime
) -> None:
    """Keep its settings; `changed` names those that are others now."""
    workspace.save(update_fields=changed)
    if "normal_cycle_days" in changed:
        cycle_changed(by, at)
    if "zone" in changed:
        zone_changed(workspace, at)
