"""Many rows that change can be taken into SQLite's search index at once, too."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from bestfew.people.search_index import ORGANISATIONS, PEOPLE


def keep_in_step(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for index in (PEOPLE, ORGANISATIONS):
        index.keep_in_step(editor)


class Migration(migrations.Migration):
    dependencies = [("people", "0005_indexes_by_workspace")]

    operations = [migrations.RunPython(keep_in_step, migrations.RunPython.noop)]
