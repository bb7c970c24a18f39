"""What the harness asks of Bestfew about a mailing, in a process of its own.

python -m tests.faults.letters start PORT READERS ACCOUNTS CAP    write it, send it off
python -m tests.faults.letters tell                        a line of JSON: how it stands
"""

from __future__ import annotations

import json
import sys
from collections import Counter

from bestfew.cli.app import start_django, working_in


def main(what: str, *numbers: str) -> None:
    start_django()
    with working_in(""):
        if what == "start":
            start(*(int(each) for each in numbers))
        else:
            print(json.dumps(tell()))


def start(port: int, readers: int, accounts: int, cap: int) -> None:
    """As the pages do it: the job is queued, and a worker takes it up."""
    from django.db import transaction

    from bestfew.accounts.models import Membership
    from bestfew.campaigns import jobs
    from bestfew.campaigns.tests.post import (
        SITE,
        make_account,
        make_mailing,
        make_reader,
    )

    member = Membership.objects.get()
    for number in range(accounts):
        make_account(member, port, f"seller{number}", daily_cap=cap)
    with transaction.atomic():
        for number in range(readers):
            make_reader(member, number)
    jobs.start(make_mailing(member), member, site=SITE)


def tell() -> dict[str, object]:
    from bestfew.activities.models import Activity
    from bestfew.campaigns.models import Letter, Mailing

    letters = Letter.objects.values_list("state", flat=True)
    return {
        "state": Mailing.objects.get().state,
        "letters": Counter(letters),
        "activities": Activity.objects.count(),
        "ids": list(Letter.objects.values_list("message_id", flat=True)),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
