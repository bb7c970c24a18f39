"""The worker of a mailing is killed again and again: no letter lost, none twice but
for the one that it died over, and that one under the same Message-ID (F8)."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest

from bestfew.campaigns.tests.post import Sink, mail_server
from tests.faults.home import Home, homes
from tests.faults.site import serving

READERS, ACCOUNTS, CAP, KILLS = 500, 10, 50, 6
HOLD = 2
PATIENCE = 240

pytestmark = pytest.mark.fault


@pytest.mark.parametrize("seed", [1])
def test_a_killed_worker_loses_no_letter_and_sends_at_most_one_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("MAIL_PRIVATE_SERVERS", "true")
    chance = Random(seed)
    points = sorted(chance.sample(range(5, READERS - 20), KILLS))
    with (
        mail_server(Sink()) as sink,
        homes(
            tmp_path, os.environ.get("DATABASE_URL", ""), "desk", hold_seconds=HOLD
        ) as (home,),
    ):
        home.open_workspace()
        start = map(str, (sink.port, READERS, ACCOUNTS, CAP))
        home.run("tests.faults.letters", "start", *start)
        with serving(home) as site:
            for point in points:
                _wait_for(sink, point)
                sleep(chance.uniform(0, 0.2))
                site.kill_worker(chance)
            told = _to_the_end(home, sink)

    copies = Counter(sink.ids())
    assert set(copies) == set(told["ids"])
    assert told["letters"] == {"sent": READERS}
    assert told["activities"] == READERS
    assert max(copies.values()) <= 2
    assert sum(copies.values()) - READERS <= KILLS
    assert max(Counter(sink.froms).values()) <= CAP + KILLS


def _wait_for(sink: Sink, count: int) -> None:
    until = monotonic() + PATIENCE
    while len(sink.got) < count:
        assert monotonic() < until, f"{len(sink.got)} letters, and no more come"
        sleep(0.02)


def _to_the_end(home: Home, sink: Sink) -> dict[str, Any]:
    until = monotonic() + PATIENCE
    while True:
        told: dict[str, Any] = json.loads(home.run("tests.faults.letters", "tell"))
        if told["state"] == "done":
            return told
        assert monotonic() < until, f"{told['state']} after {len(sink.got)} letters"
        sleep(1)
