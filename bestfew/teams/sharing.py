"""Which rows of Power Teams the present work may touch; without a seat, none.

A team belongs to its members and to no workspace. Its rows are read through a manager
that asks who is at work: a workspace, which sits in some teams, or one member who came
through a link of their own (`guest_scope`). Work begun without either raises
`NoWorkspace`: it fails closed (trust.md D3, I8). Who has left a team reaches nothing
of it from that moment on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models

from bestfew.accounts.ids import IdField, new_id
from bestfew.accounts.tenancy import (
    current_workspace_id,
    has_workspace,
    no_workspace,
)

if TYPE_CHECKING:
    from bestfew.teams.models import TeamMember

M = TypeVar("M", bound=models.Model)

_guest: ContextVar[TeamMember | None] = ContextVar("guest", default=None)


@contextmanager
def guest_scope(member: TeamMember) -> Iterator[None]:
    """Do the enclosed work as a member who came through their link.

    It reaches that one team and no workspace, whoever has signed in in this browser.
    """
    token = _guest.set(member)
    try:
        with no_workspace():
            yield
    finally:
        _guest.reset(token)


def teams_in_reach() -> Any:
    """The keys of the teams that may be touched; raises `NoWorkspace` outside both."""
    from bestfew.teams.models import TeamMember

    guest = _guest.get()
    if guest is not None and not has_workspace():
        return [guest.team_id]
    seated = TeamMember.unscoped.filter(
        workspace_id=current_workspace_id(), left_at=None
    )
    return seated.values("team_id")


class SharedManager(models.Manager[M]):
    """Adds the teams in reach to every query."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(team_id__in=teams_in_reach())


class SharedModel(models.Model):
    """A row that the members of a team share."""

    id = IdField(primary_key=True, default=new_id, editable=False)
    team = models.ForeignKey(
        "teams.Team",
        models.CASCADE,
        editable=False,
        related_name="+",
        db_index=False,  # it stands first in every index that the model declares
    )

    objects: Any = SharedManager()
    unscoped: Any = models.Manager()

    class Meta:
        abstract = True


class ChangedMeanwhile(Exception):
    """Somebody else in the team changed the same row meanwhile; nothing was saved."""


class Versioned(models.Model):
    """A row with a version, so that two members never overwrite each other."""

    version = models.PositiveIntegerField(default=1, editable=False)

    unscoped: Any = models.Manager()

    class Meta:
        abstract = True

    def change(self, *, seen: int, **facts: Any) -> None:
        """Set some fields, from the version that the editor saw.

        Raises `ChangedMeanwhile` where that is not the latest. Nothing different is no
        change. Call it inside a transaction.
        """
        if all(getattr(self, name) == value for name, value in facts.items()):
            return
        rows = type(self).unscoped.filter(pk=self.pk, version=seen)
        if not rows.update(**facts, version=seen + 1):
            raise ChangedMeanwhile
        for name, value in {**facts, "version": seen + 1}.items():
            setattr(self, name, value)


class VersionedModel(SharedModel, Versioned):
    """A shared row with a version."""

    class Meta(SharedModel.Meta):
        abstract = True
