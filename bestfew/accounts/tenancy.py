"""The workspace in which the present work is done; without one, queries fail.

Every row of a workspace is read through a manager that asks this module. Work begun
without a workspace raises `NoWorkspace`: it fails closed (trust.md D3).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self, TypeVar, cast

from django.db import models
from django.db.models import Lookup, Q
from django.db.models.fields.related_lookups import RelatedExact
from django.db.models.sql.where import AND
from django.utils.encoding import force_str

from bestfew.accounts.ids import IdField, new_id
from bestfew.accounts.models import Membership, Workspace

_current: ContextVar[int | None] = ContextVar("workspace", default=None)

M = TypeVar("M", bound=models.Model)


class NoWorkspace(RuntimeError):
    """A workspace's rows were asked for outside any workspace."""


@contextmanager
def workspace_scope(workspace: Workspace | int) -> Iterator[None]:
    """Do the enclosed work inside one workspace."""
    key = workspace if isinstance(workspace, int) else workspace.pk
    token = _current.set(key)
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def no_workspace() -> Iterator[None]:
    """Do the enclosed work outside any workspace, whoever has signed in."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def has_workspace() -> bool:
    """Whether the present work belongs to one."""
    return _current.get() is not None


def current_workspace_id() -> int:
    """The workspace the present work belongs to; raises `NoWorkspace` outside one."""
    key = _current.get()
    if key is None:
        raise NoWorkspace("This needs a workspace: use workspace_scope().")
    return key


class TenantQuerySet(models.QuerySet[M]):
    """Rows of the current workspace. Subclasses name the way to who owns a row."""

    owned_through: tuple[str, ...] = ()

    def visible_to(self, member: Membership) -> Self:
        """The one visibility rule: list, search, export and terminal all use it.

        Owners, managers and viewers see the workspace; a seller sees what is theirs
        and what is shared.
        """
        if member.sees_workspace or not self.owned_through:
            return self
        rule = Q()
        for path in self.owned_through:
            rule |= Q(**{f"{path}owner": member.user_id})
            rule |= Q(**{f"{path}is_shared": True})
        return self.filter(rule)


class TenantManager(models.Manager[M]):
    """Adds the workspace to every query; raises `NoWorkspace` outside one."""

    def get_queryset(self) -> models.QuerySet[M]:
        rows = super().get_queryset()
        rows.query.where.add(self._is_ours(rows.query.get_initial_alias()), AND)
        return rows

    def _is_ours(self, table: str) -> Lookup[bool]:
        """What `filter(workspace_id=…)` makes, without its search of the model.

        Every query has it, and that search would cost more than the rest of most.
        """
        field = cast("models.Field[Any, Any]", self.model._meta.get_field("workspace"))
        return RelatedExact(field.get_col(table), current_workspace_id())

    def none(self) -> models.QuerySet[M]:
        """No rows: what a form is declared with, before there is a workspace."""
        return super().get_queryset().none()


class TenantModel(models.Model):
    """A row that belongs to a workspace."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(
        Workspace,
        models.CASCADE,
        default=current_workspace_id,
        editable=False,
        related_name="+",
        db_index=False,  # it stands first in every index that the model declares
    )

    objects: Any = TenantManager.from_queryset(TenantQuerySet)()
    unscoped: Any = models.Manager()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> str:  # noqa: N802
        """What `get_…_display` answers: the label of the value that the field has.

        Django's own translates and hashes every label to find the one.
        """
        value = getattr(self, field.attname)
        label = dict(field.flatchoices).get(value, value)
        return cast("str", force_str(label, strings_only=True))


class OwnedModel(TenantModel):
    """A row with an owner, who may share it with the workspace."""

    owner = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", db_index=False
    )
    is_shared = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False, editable=False)

    class Meta(TenantModel.Meta):
        abstract = True

    def is_visible_to(self, member: Membership) -> bool:
        """As `visible_to` has it, for a row in hand."""
        is_theirs = self.owner_id == member.user_id
        return member.sees_workspace or self.is_shared or is_theirs
