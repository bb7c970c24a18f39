"""A job is held while its worker lives, and runs again when it is killed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ
from django_q.signing import SignedPackage

from bestfew.jobs import lease
from bestfew.jobs.lease import MOST_ATTEMPTS, HeldByAnother, LeaseBroker, held
from bestfew.jobs.queue import GivenUp, enqueue, run

HERE = "bestfew.jobs.tests.test_lease"

pytestmark = pytest.mark.django_db

seen: list[str] = []


@pytest.fixture(autouse=True)
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[LeaseBroker]:
    """An empty queue that answers at once."""
    call_command("createcachetable", verbosity=0)
    monkeypatch.setattr(Conf, "SYNC", False)
    monkeypatch.setattr(Conf, "POLL", 0)
    monkeypatch.setattr(lease, "_delivered", None)
    monkeypatch.setattr(lease.Hold, "_renew", lambda _hold: None)
    seen.clear()
    return LeaseBroker()


def note() -> None:
    seen.append("done")


def fail() -> None:
    seen.append("failed")
    raise ValueError("no")


def tell() -> None:
    seen.append("told")


def deliver(broker: LeaseBroker) -> bool:
    """What django-q2's worker does with the next job."""
    delivery = broker.dequeue()
    if delivery is None:
        return False
    ack, payload = delivery[0]
    task = {**SignedPackage.loads(payload), "ack_id": ack}
    lease.remember_delivery(task)
    run(*task["args"])
    broker.acknowledge(ack)
    return True


def let_time_pass() -> None:
    """Every hold is over."""
    OrmQ.objects.update(lock=timezone.now() - timedelta(seconds=1))


def test_a_job_runs_once_and_is_gone(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.note")

    assert deliver(broker)
    assert not deliver(broker)
    assert seen == ["done"]
    assert not OrmQ.objects.exists()


def test_while_it_is_held_nobody_else_gets_it(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.note")

    assert broker.dequeue()
    assert broker.dequeue() is None


def test_a_killed_job_runs_again(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.note")
    broker.dequeue()  # its worker is killed

    let_time_pass()

    assert deliver(broker)
    assert seen == ["done"]


def test_a_stale_delivery_is_dropped(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.note")
    stale = broker.dequeue()
    assert stale
    let_time_pass()
    assert deliver(broker)

    lease.remember_delivery({"ack_id": stale[0][0]})
    with pytest.raises(HeldByAnother), held():
        pass
    run(f"{HERE}.note", None, ())

    assert seen == ["done"]


def test_a_failing_job_is_tried_three_times_and_then_told(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.fail", on_fault=f"{HERE}.tell")

    for _attempt in range(MOST_ATTEMPTS):
        with pytest.raises(ValueError, match="no"):
            deliver(broker)
        assert not deliver(broker)  # it waits a while
        let_time_pass()

    assert seen == ["failed", "failed", "failed", "told"]
    assert not OrmQ.objects.exists()


def test_a_job_that_kills_its_worker_is_given_up(
    broker: LeaseBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue(f"{HERE}.note", on_fault=f"{HERE}.tell")
    for _attempt in range(MOST_ATTEMPTS):
        delivery = broker.dequeue()
        assert delivery
        lease.Hold(*delivery[0][0]).take()  # and its worker is killed
        let_time_pass()

    with pytest.raises(GivenUp):
        deliver(broker)

    assert seen == ["told"]
    assert not OrmQ.objects.exists()


def test_what_cannot_be_read_is_dropped(broker: LeaseBroker) -> None:
    enqueue(f"{HERE}.note")
    delivery = broker.dequeue()
    assert delivery

    broker.fail(delivery[0][0])

    assert not OrmQ.objects.exists()
