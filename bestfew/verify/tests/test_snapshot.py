"""Checks write nothing, and what cannot be read is told."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from bestfew.accounts.models import User
from bestfew.verify.check import Check, Found
from bestfew.verify.every import made, snapshot


@pytest.mark.django_db(transaction=True)
def test_nothing_can_be_written_meanwhile() -> None:
    with pytest.raises(DatabaseError), snapshot():
        User.objects.create_user("late@example.org")

    User.objects.create_user("later@example.org")
    assert [user.email for user in User.objects.all()] == ["later@example.org"]


def test_what_cannot_be_read_is_a_finding() -> None:
    def find() -> Found:
        raise DatabaseError("database disk image is malformed")

    [result] = made([Check("pages", "They are damaged.", find)], None)

    assert result.found == Found(1, ["database disk image is malformed"])
