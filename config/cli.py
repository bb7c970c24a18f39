"""`bestfew`: every daily deed and every reading, from the terminal.

Commands import Django only when they run, so that `--help` and `allocate` need no
database and no set-up.
"""

from __future__ import annotations

from bestfew.campaigns.mailing import cli as mailing_cli
from bestfew.cli.app import app
from bestfew.desk import cli as desk_cli
from bestfew.duplicates import cli as duplicates_cli
from bestfew.duplicates import merge_cli
from bestfew.funnel import cli as funnel_cli
from bestfew.funnel import cli_review as review_cli
from bestfew.generator import cli as generator_cli
from bestfew.imports import cli as imports_cli
from bestfew.levels import cli as levels_cli
from bestfew.network import sphere_cli
from bestfew.network.referring import cli as referrals_cli
from bestfew.onboarding import cli as onboarding_cli
from bestfew.people import cli as people_cli
from bestfew.planning import cli as planning_cli
from bestfew.planning.terminal import cli as week_cli
from bestfew.prospecting import cli as prospecting_cli
from bestfew.reach import cli as reach_cli
from bestfew.teams import cli as teams_cli
from bestfew.verify import cli as verify_cli
from config import doctor, serve

__all__ = ["app", "main"]

onboarding_cli.mount(app)
serve.mount(app)
doctor.mount(app)
verify_cli.mount(app)
people_cli.mount(app)
desk_cli.mount(app)
prospecting_cli.mount(app)
funnel_cli.mount(app)
review_cli.mount(app)
planning_cli.mount(app)
week_cli.mount(app)
reach_cli.mount(app)
levels_cli.mount(app)
mailing_cli.mount(app)
sphere_cli.mount(app)
teams_cli.mount(app)
referrals_cli.mount(app)
imports_cli.mount(app)
duplicates_cli.mount(app)
merge_cli.mount(app)
generator_cli.mount(app)


def main() -> None:
    """The entry point: one sentence on stderr and exit 1 for what is refused."""
    app()
