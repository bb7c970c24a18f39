"""Why two cannot become one, or cannot be parted again."""

from __future__ import annotations

from bestfew.duplicates.models import Merge


class SamePerson(ValueError):
    """Nobody is merged with themselves."""


class NotTheSameKind(TypeError):
    """A person and an organisation are never one."""


class AlreadyMerged(Exception):
    """One of the two was merged away meanwhile; `merge` says into whom."""

    def __init__(self, merge: Merge) -> None:
        super().__init__(merge)
        self.merge = merge


class NotThere(LookupError):
    """One of the two is gone, or was handed to somebody else meanwhile."""


class NotYours(PermissionError):
    """Who goes belongs to somebody else, and the member leads no team.

    A merge hands them to the owner of the other; so only who may hand them over may.
    """


class ChangedMeanwhile(Exception):
    """Somebody edited one of the two since they were seen; nothing was done (F5)."""


class AlreadyUndone(Exception):
    """It was undone before."""


class TooLateToUndo(Exception):
    """A merge can be undone for thirty days."""


class MergedSince(Exception):
    """A later merge stands on this one: `later` must be undone first."""

    def __init__(self, later: Merge) -> None:
        super().__init__(later)
        self.later = later


class EditedSince(Exception):
    """Something was written to the one that was parted off, and would be lost."""


class NothingToMove(ValueError):
    """Nothing was chosen for the new person, or something that is not theirs."""
