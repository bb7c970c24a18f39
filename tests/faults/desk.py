"""What the harness asks of Bestfew, in a process of its own.

python -m tests.faults.desk start FILE    upload it, let the worker load it
python -m tests.faults.desk watch JOB     a line of JSON for each step it takes
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import sleep

from bestfew.cli.app import start_django, working_in

LOOK_SECONDS = 0.02


def main(what: str, on: str) -> None:
    start_django()
    with working_in(""):
        if what == "start":
            start(Path(on))
        else:
            watch(int(on))


def start(file: Path) -> None:
    """As the page does it: the file is put away, and the job is queued."""
    from django.utils.timezone import now

    from bestfew.accounts.models import Membership
    from bestfew.imports import actions, jobs
    from bestfew.imports.files import chunks_of

    member = Membership.objects.get()
    job = actions.upload(
        member,
        noun="people",
        file_name=file.name,
        chunks=chunks_of(file),
        at=now(),
        source_name="A list",
        lawful_basis="interest",
    )
    jobs.start(job, member)
    print(job.pk)


def watch(pk: int) -> None:
    from bestfew.imports.models import Import

    known = ""
    while True:
        job = Import.objects.get(pk=pk)
        line = json.dumps(
            {
                "state": job.state,
                "is_running": job.is_running,
                "beat": str(job.beat_at),
                **job.counts(),
            }
        )
        if line != known:
            print(line, flush=True)
            known = line
        if not job.is_running:
            return
        sleep(LOOK_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
