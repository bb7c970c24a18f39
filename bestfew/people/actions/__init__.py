"""Deeds on people that touch more than one row."""

from __future__ import annotations

from bestfew.people.actions.facts import (
    ContactKnown,
    EndsInTheFuture,
    NotAContact,
    change_contact,
    drop_contact,
    drop_role,
    end_role,
    forget_birthday,
    note_contact,
    raise_concern,
    remember_birthday,
    reopen_concern,
    resolve_concern,
    tag,
    take_role,
    untag,
)
from bestfew.people.actions.permission import (
    note_permission,
    refresh_do_not_contact,
    refresh_do_not_contact_of,
)
from bestfew.people.actions.person import (
    Contact,
    NobodyThere,
    add_contact,
    add_organisation,
    add_person,
    contact_key,
    edit_organisation,
    edit_person,
    employ,
    refresh_search,
)
from bestfew.people.rules import search_text

__all__ = [
    "Contact",
    "ContactKnown",
    "EndsInTheFuture",
    "NobodyThere",
    "NotAContact",
    "add_contact",
    "add_organisation",
    "add_person",
    "change_contact",
    "contact_key",
    "drop_contact",
    "drop_role",
    "edit_organisation",
    "edit_person",
    "employ",
    "end_role",
    "forget_birthday",
    "note_contact",
    "note_permission",
    "raise_concern",
    "refresh_do_not_contact",
    "refresh_do_not_contact_of",
    "refresh_search",
    "remember_birthday",
    "reopen_concern",
    "resolve_concern",
    "search_text",
    "tag",
    "take_role",
    "untag",
]
