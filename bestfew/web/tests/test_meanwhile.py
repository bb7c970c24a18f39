"""Who comes second is told so, and may try again (trust.md F3, F14)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from bestfew.accounts.models import Membership
from bestfew.conftest import signed_in
from bestfew.people.models import Person

PATH = "bestfew.accounts.views.render"

pytestmark = pytest.mark.django_db


def _browser(
    alice: Membership, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> Client:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(PATH, fail)
    return signed_in(alice)


@pytest.mark.parametrize(
    "fault", [OperationalError("deadlock"), IntegrityError("u_name")]
)
def test_two_who_collide_try_again(
    alice: Membership, fault: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = _browser(alice, fault, monkeypatch).get("/more/")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Please try again in a moment" in answer.text
    assert str(fault) not in answer.text


def test_what_went_meanwhile_is_not_there(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = _browser(alice, Person.DoesNotExist(), monkeypatch).get("/more/")

    assert answer.status_code == 404


def test_a_fault_of_ours_is_none_of_these(
    alice: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ValueError, match="ours"):
        _browser(alice, ValueError("ours"), monkeypatch).get("/more/")
