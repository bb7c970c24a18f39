"""Sentences about merges, for screens and the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.duplicates.merging import faults
from bestfew.duplicates.merging.fields import UnknownChoice
from bestfew.duplicates.merging.undoing import Undone
from bestfew.people.actions import NobodyThere
from bestfew.web.formats import sentences

SENTENCES: Mapping[type[Exception], Promise] = {
    faults.AlreadyUndone: gettext_lazy("That was undone already."),
    faults.ChangedMeanwhile: gettext_lazy(
        "Somebody changed one of the two meanwhile. Please look again."
    ),
    faults.EditedSince: gettext_lazy(
        "Something was added to the new one since. To make them one again, "
        "please merge them."
    ),
    faults.NotThere: gettext_lazy(
        "They are not there any more. Please load the page again."
    ),
    faults.NothingToMove: gettext_lazy("Please choose what goes to the new person."),
    faults.NotTheSameKind: gettext_lazy("A person and an organisation cannot be one."),
    faults.NotYours: gettext_lazy(
        "They belong to somebody else. Only their owner, or who leads the team, "
        "can merge them."
    ),
    faults.SamePerson: gettext_lazy("Nobody can be merged with themselves."),
    faults.TooLateToUndo: gettext_lazy("That can be undone for thirty days only."),
    NobodyThere: gettext_lazy(
        "Please give the new person a name, or a way to reach them."
    ),
    UnknownChoice: gettext_lazy(
        "Please choose again: one of the choices is not known."
    ),
}
FAULTS: tuple[type[Exception], ...] = (
    faults.AlreadyMerged,
    faults.MergedSince,
    *SENTENCES,
)
"""All that can stand in the way of a merge, a split or their undo."""


def sentence(fault: Exception) -> str:
    """Why it was not done, and what to do instead."""
    if isinstance(fault, faults.AlreadyMerged):
        text = _("%(name)s was merged already, by somebody else or in another window.")
        return text % {"name": fault.merge.other_name}
    if isinstance(fault, faults.MergedSince):
        text = _("%(name)s was merged or split off later. Please undo that first.")
        return text % {"name": fault.later.other_name}
    return str(SENTENCES[type(fault)])


def undone(done: Undone, name: str) -> str:
    """What an undo came to, and what it left where it is."""
    if done.back is None:
        return _("%(name)s is part of %(stayed)s again.") % {
            "name": name,
            "stayed": done.stayed,
        }
    parts = [_("%(name)s is back on their own.") % {"name": done.back}]
    kept = done.added + done.edited
    if kept:
        text = ngettext(
            "%(n)s thing was added or changed since, and stays with %(stayed)s.",
            "%(n)s things were added or changed since, and stay with %(stayed)s.",
            kept,
        )
        parts.append(text % {"n": kept, "stayed": done.stayed})
    if done.lost:
        text = ngettext(
            "%(n)s thing was removed since, and stays removed.",
            "%(n)s things were removed since, and stay removed.",
            done.lost,
        )
        parts.append(text % {"n": done.lost})
    return sentences(parts, get_language() or "en")
