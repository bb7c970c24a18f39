"""A home that was brought up step by step has the tables of one made at once."""

from __future__ import annotations

import pytest
from django.db.migrations import Migration
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader

LOADER = MigrationLoader(None, replace_migrations=False)


@pytest.mark.parametrize("at_once", LOADER.replacements.values(), ids=str)
def test_the_steps_lead_where_a_new_home_begins(at_once: Migration) -> None:
    app = at_once.app_label
    old = LOADER.project_state((app, at_once.replaces[-1][1]))
    new = LOADER.project_state((app, at_once.name))

    for one, other in ((old, new), (new, old)):
        changes = MigrationAutodetector(one, other).changes(LOADER.graph)
        assert app not in changes, changes[app][0].operations
