"""Workspaces in which a sample was loaded before the workspace itself said so."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def note(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    events = apps.get_model("history", "Event").objects.using(editor.connection.alias)
    loaded = events.filter(noun="workspace", verb="sample_loaded")
    workspaces = apps.get_model("accounts", "Workspace").objects
    workspaces.filter(pk__in=loaded.values("row_id")).update(has_sample=True)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("accounts", "0002_has_sample"), ("history", "0001_initial")]
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
