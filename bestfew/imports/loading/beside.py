"""The process beside one that loads a long file (turns.py): `… <import> <member>`."""

from __future__ import annotations

import sys

from bestfew.cli.app import start_django

if __name__ == "__main__":
    start_django()

    from bestfew.accounts.models import Membership
    from bestfew.accounts.tenancy import workspace_scope
    from bestfew.imports.loading.engine import loader_for
    from bestfew.imports.loading.turns import take_turns
    from bestfew.imports.models import Import

    job, member = map(int, sys.argv[1:])
    found = Membership.objects.select_related("workspace", "user").get(pk=member)
    with workspace_scope(found.workspace):
        loader = loader_for(Import.objects.get(pk=job), found)
        take_turns(loader, sys.stdin, sys.stdout)
