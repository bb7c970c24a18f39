"""Every form opens its own transaction, as no test around it does for users."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from tests.form import Form
from tests.forms import forms
from tests.world import World, make_world


def _locks_in_vain(world: World, form: Form) -> bool:
    """Whether rows are held outside a transaction; PostgreSQL refuses that."""
    try:
        form.send(world.browser("alice"), world.alices)
    except TransactionManagementError:
        return True
    return False


@pytest.mark.django_db(transaction=True)
def test_what_is_held_is_held_in_a_transaction() -> None:
    with transaction.atomic():
        world = make_world()

    assert not [str(each) for each in forms() if _locks_in_vain(world, each)]
