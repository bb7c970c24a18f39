"""One line of a person's story for each thing that was kept."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.accounts.models import Workspace
from bestfew.activities.models import Activity, FollowUp
from bestfew.activities.words import heading, outcome_label
from bestfew.funnel.models import Outcome as Ended
from bestfew.funnel.models import Place
from bestfew.history.models import Event
from bestfew.imports.models import Import
from bestfew.people.fields import OF_PERSON
from bestfew.people.models import Permission, Person
from bestfew.prospecting.words import TITLES
from bestfew.web import formats

SHOWN = 160
OPEN_FACTS = {"name", "given_name", "family_name", "note"}
TRAIT = "trait:"
"""Before the names of columns that imports keep beside a person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `key` makes the order of one moment sure.

    `parts` are short facts beside the heading, some in the user's own words.
    """

    at: datetime
    key: int
    icon: str
    what: str
    body: str = ""
    parts: tuple[str, ...] = ()
    by: str = ""
    is_accent: bool = False
    merge: int = 0  # that can still be undone


def of_activity(activity: Activity, workspace: Workspace) -> Entry:
    minutes = activity.minutes
    lasted = (
        ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
        if minutes
        else ""
    )
    said = (
        (_("Call to action: %(text)s"), activity.call_to_action),
        (_("Close: %(text)s"), activity.close),
    )
    parts = [outcome_label(activity.outcome), lasted]
    if activity.objective:
        parts.append(str(activity.objective))
    lines = [activity.note, *(line % {"text": text} for line, text in said if text)]
    return Entry(
        activity.at,
        activity.pk,
        activity.icon,
        heading(activity, workspace),
        body="\n".join(line for line in lines if line),
        parts=tuple(part for part in parts if part),
        by=str(activity.by),
    )


def of_word(word: Permission) -> Entry:
    what = {
        Permission.State.ASKED: _("Asked for permission"),
        Permission.State.GIVEN: _("May keep in touch"),
        Permission.State.REFUSED: _("Does not want contact"),
        Permission.State.WITHDRAWN: _("Took permission back"),
    }[Permission.State(word.state)]
    parts = (str(word.get_purpose_display()), str(word.get_medium_display()))
    return Entry(
        word.at, word.pk, "key", what, word.how, parts, by=str(word.by), is_accent=True
    )


def of_follow_up(follow_up: FollowUp) -> Entry:
    assert follow_up.done_at is not None  # noqa: S101  its reader asks for done ones
    return Entry(
        follow_up.done_at,
        follow_up.pk,
        "check",
        _("Next step done"),
        str(follow_up),
        by=str(follow_up.assignee),
    )


def of_event(
    event: Event, names: Mapping[int, str], undoable: Container[int] = ()
) -> Entry | None:
    """None for a verb that the story does not tell; `names` are of objectives.

    `undoable` are the merges that can be taken back.
    """
    teller = TELLERS.get((event.noun, event.verb))
    if teller is None:
        return None
    icon, what, body = teller(event.facts)
    by = str(event.by) if event.by else ""
    is_accent = (event.noun, event.verb) in ACCENTS
    parts = tuple(filter(None, [names.get(event.row_id, "")]))
    merge = event.facts.get("merge", 0)
    can_undo = event.verb in MERGES and merge in undoable
    return Entry(
        event.at,
        event.pk,
        icon,
        what,
        body,
        parts,
        by,
        is_accent,
        merge=merge if can_undo else 0,
    )


def of_import(job: Import, key: int) -> Entry:
    """That they came into the list with a file."""
    came = _("Came into the list")
    at = job.started_at or job.uploaded_at
    return Entry(at, key, "user", came, job.file_name, by=str(job.by))


def through(entry: Entry, who: Person | Promise | None) -> Entry:
    """That they came into the list, by whom who brought them."""
    if who is None:
        return entry
    brought = _("brought by %(who)s") % {"who": who}
    return replace(entry, parts=(*entry.parts, brought))


def of_brought(someone: Person) -> Entry:
    """That they brought somebody else."""
    what = _("Brought somebody new")
    name = someone.name or str(_("Nameless"))
    return Entry(someone.created_at, someone.pk, "users", what, name)


Told = tuple[str, str, str]
Teller = Callable[[Mapping[str, Any]], Told]


def _plain(icon: str, what: Promise, fact: str = "value") -> Teller:
    return lambda facts: (icon, str(what), str(facts.get(fact) or "")[:SHOWN])


def _edited(facts: Mapping[str, Any]) -> Told:
    labels = {spec.column: str(spec.label) for spec in OF_PERSON.values()}
    for column in facts["after"]:
        if column.startswith(TRAIT):
            labels[column] = column.removeprefix(TRAIT)
    names = [labels[column] for column in facts["after"] if column in labels]
    what = _("Changed: %(what)s") % {
        "what": formats.mark(",", get_language() or "en").join(names)
    }
    return "edit", what, "\n".join(_from_to(facts))


def _from_to(facts: Mapping[str, Any]) -> list[str]:
    return [
        f"{_short(facts['before'].get(column))} → {_short(value)}"
        for column, value in facts["after"].items()
        if column in OPEN_FACTS or column.startswith(TRAIT)
    ]


def _short(value: object) -> str:
    return str(value or "–")[:SHOWN]


def _qualified(facts: Mapping[str, Any]) -> Told:
    states = {str(state): title for state, title in TITLES.items()}
    after, before = facts.get("after", ""), facts.get("before", "")
    now = _("Now: %(state)s") % {"state": states.get(after, after)}
    return (
        "qualify",
        now,
        _("Before: %(state)s") % {"state": states.get(before, before)},
    )


def _ended(facts: Mapping[str, Any]) -> Told:
    outcome = Ended(facts["outcome"])
    what = {
        Ended.WON: _("Objective won"),
        Ended.LOST: _("Objective lost"),
        Ended.DECLINED: _("Objective declined by us"),
    }[outcome]
    return "star" if outcome == Ended.WON else "funnel", what, ""


def _judged(facts: Mapping[str, Any]) -> Told:
    place = str(Place(facts["place"]).label)
    return "funnel", _("Put at: %(place)s") % {"place": place}, str(facts["reason"])


TELLERS: Mapping[tuple[str, str], Teller] = {
    ("person", "added"): _plain("user", gettext_lazy("Came into the list")),
    ("person", "edited"): _edited,
    ("person", "qualified"): _qualified,
    ("person", "contact added"): _plain("plus", gettext_lazy("Contact added")),
    ("person", "contact changed"): _plain("edit", gettext_lazy("Contact changed")),
    ("person", "contact removed"): _plain("trash", gettext_lazy("Contact removed")),
    ("person", "role added"): _plain("building", gettext_lazy("Belongs to")),
    ("person", "role ended"): _plain("building", gettext_lazy("Left")),
    ("person", "role removed"): _plain("trash", gettext_lazy("Role removed")),
    ("person", "tagged"): _plain("plus", gettext_lazy("Tag put on")),
    ("person", "untagged"): _plain("close", gettext_lazy("Tag taken off")),
    ("person", "concern raised"): _plain("warning", gettext_lazy("Concern")),
    ("person", "concern resolved"): _plain("check", gettext_lazy("Concern answered")),
    ("person", "concern reopened"): _plain("warning", gettext_lazy("Concern reopened")),
    ("person", "taken back"): _plain("undo", gettext_lazy("Log entry taken back"), ""),
    ("person", "merged"): _plain("users", gettext_lazy("Merged with")),
    ("person", "merge undone"): _plain("undo", gettext_lazy("Merge undone")),
    ("person", "parted"): _plain("swap", gettext_lazy("Split off")),
    ("person", "parted off"): _plain("swap", gettext_lazy("Split off from")),
    ("person", "split undone"): _plain("undo", gettext_lazy("Split undone")),
    ("objective", "opened"): _plain("funnel", gettext_lazy("Objective opened")),
    ("objective", "ended"): _ended,
    ("objective", "reopened"): _plain("undo", gettext_lazy("Objective reopened")),
    ("objective", "fit verified"): _plain("check", gettext_lazy("Fit verified")),
    ("objective", "judged"): _judged,
}

VERBS = {
    noun: [verb for each, verb in TELLERS if each == noun]
    for noun in ("person", "objective")
}
"""The verbs that are told, by what they are about."""

MERGES = ("merged", "parted")
"""What can be taken back from the story."""

ACCENTS = {("person", "qualified"), ("objective", "ended"), ("objective", "opened")}
