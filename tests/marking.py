"""A word in every free text of a book: wherever it comes up, it came from there."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Value
from django.db.models.functions import Concat

from bestfew.accounts.models import Workspace
from bestfew.accounts.tenancy import TenantModel

TENANTS: list[Any] = [
    each for each in apps.get_models() if issubclass(each, TenantModel)
]


def mark_the_book(workspace: Workspace, secret: str) -> int:
    """Put a word into every free text that a workspace keeps; how many rows have it."""
    marked = 0
    for model in TENANTS:
        for field in model._meta.concrete_fields:
            if is_free(field):
                rows = model.unscoped.filter(workspace=workspace)
                written = rows.exclude(**{field.name: ""})
                marked += written.update(
                    **{field.name: Concat(Value(secret), field.name)}
                )
    return marked


def is_free(field: models.Field[Any, Any]) -> bool:
    """Whether a column takes words of its writer's own."""
    is_text = isinstance(field, models.CharField | models.TextField)
    roomy = (field.max_length or 1_000) >= 100
    return is_text and roomy and not field.choices and not field.unique
