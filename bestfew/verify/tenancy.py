"""V2: no row points into another workspace (trust.md D3)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantModel, current_workspace_id
from bestfew.verify.check import Check, Found

_SAYS = _("A row points into another workspace.")


def checks() -> list[Check]:
    """One for each foreign key from a row of a workspace to another."""
    return [
        Check(
            f"tenancy: {model._meta.model_name}.{name}",
            _SAYS,
            partial(astray, model, name),
        )
        for model, name in arrows()
    ]


def arrows() -> Iterator[tuple[Any, str]]:
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            for field in model._meta.concrete_fields:
                related = field.related_model
                if isinstance(related, type) and issubclass(related, TenantModel):
                    yield model, field.name


def astray(model: Any, name: str) -> Found:
    """Joined, so that one that is missing altogether is the engine's to find."""
    here, there = current_workspace_id(), f"{name}__workspace_id"
    elsewhere = Q(**{f"{there}__lt": here}) | Q(**{f"{there}__gt": here})
    return Found.in_query(model.objects.filter(elsewhere))
