"""Why a file was refused, and what was wrong with a row, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.imports.readers import Layout
from bestfew.imports.rules.presets import preset_of

REFUSALS: Mapping[str, Promise] = {
    "missing": _("There is no file “%(name)s”."),
    "folder": _("“%(name)s” is a folder: choose a file in it."),
    "no_permission": _("“%(name)s” may not be read."),
    "empty": _("The file is empty."),
    "no_rows": _("The file has headers, but no rows under them."),
    "bytes": _("The file is larger than %(most)s MB: split it."),
    "rows": _("The file has more than %(most)s rows: split it."),
    "columns": _("The file has more than %(most)s columns."),
    "cell": _("Line %(line)s has a cell of more than %(most)s characters."),
    "line": _("Line %(line)s is too long for a table: is this a CSV file?"),
    "open_quote": _("A quotation mark opened in line %(line)s is never closed."),
    "not_csv": _("Line %(line)s cannot be read as CSV."),
    "not_json": _("Line %(line)s is no JSON object."),
    "page": _(
        "This is a web page, not a table: open it and save the list as XLSX or CSV."
    ),
    "encoding": _("The file is not written in %(encoding)s."),
    "not_text": _("This is no list we can read: save it as CSV, XLSX or vCard."),
    "calendar": _("This is a calendar: save your contacts as CSV, XLSX or vCard."),
    "encrypted": _("The file is locked by a password: save it without one."),
    "broken": _("The file is damaged: save it again, or save it as CSV."),
    "packed": _("The archive is packed in a way we do not open: pack it as ZIP."),
    "members": _("The archive holds more than %(most)s files."),
    "outside": _("The archive points to files outside of it, so it is not opened."),
    "unpacked": _("Unpacked, the file is larger than %(most)s MB: split it."),
    "bomb": _(
        "Unpacked, the file would be far larger than it looks: it is not opened."
    ),
    "dtd": _("The file holds instructions to its reader, so it is not opened."),
    "no_part": _("There is no “%(part)s” in the file."),
    "no_table": _("The archive holds no list that we can read."),
    "too_much": _(
        "Reading this file takes more memory or time than a list should: "
        "save it as CSV, or split it."
    ),
    "no_room": _("There is no room left on this machine."),
    "fault": _("Something went wrong here. Nothing is half-written: start it again."),
}

REMARKS: Mapping[str, Promise] = {
    "twice": _("Its text was encoded twice; we put the letters right."),
    "damaged": _("Some of its letters are damaged; they stand as �."),
    "other_tables": _("These hold other lists and are left out: %(value)s."),
    "not_tables": _("These hold no list and are left out: %(value)s."),
    "members": _("%(value)s files of the archive are read one after another."),
    "card_pictures": _("Pictures are left out: %(value)s."),
    "card_agents": _("Cards inside other cards are left out: %(value)s."),
    "card_groups": _("Groups are no people and are left out: %(value)s."),
    "card_cut": _("The last card was cut off; what there is of it is read."),
}

LOOKS: Mapping[str, Promise] = {
    "vcard": _("Looks like the contacts of a phone or an address book."),
    "call_log": _("Looks like the call log of a phone."),
}
"""What a file looks like that is not named after a product (data/presets.toml)."""

FAULTS: Mapping[str, Promise] = {
    "nobody": _("There is neither a name nor a way to reach them."),
    "id_taken": _("The id %(value)s belongs to something you do not see."),
    "no_organisation_name": _("The organisation has no name."),
    "no_customer": _("The row does not say who it is about."),
    "unknown_id": _("Nobody with the id %(value)s is here yet."),
    "unknown_customer": _("Nobody here is called %(value)s."),
    "several_customers": _("Several here are called %(value)s: use an id."),
    "below_zero": _("The value %(value)s is below zero."),
    "no_day": _("There is no day that can be read: “%(value)s”."),
    "not_a_date": _("“%(value)s” in %(column)s is no day that exists."),
    "not_an_amount": _("“%(value)s” in %(column)s is not an amount."),
    "not_a_currency": _("“%(value)s” in %(column)s is not a currency."),
    "not_a_percent": _("“%(value)s” in %(column)s is not between 0 and 100."),
    "not_a_duration": _("“%(value)s” in %(column)s is no duration within a day."),
    "not_phone": _("“%(value)s” in %(column)s is not a phone number."),
    "not_email": _("“%(value)s” in %(column)s is not an e-mail address."),
    "not_zalo": _("“%(value)s” in %(column)s is not a phone number."),
    "not_whatsapp": _("“%(value)s” in %(column)s is not a phone number."),
    "in_future": _("“%(value)s” in %(column)s lies in the future."),
    "too_long": _("The text in %(column)s was cut; it is kept whole beside it."),
    "short": _("The row has fewer cells than there are headers: %(value)s."),
    "long": _("The row has more cells than there are headers: %(value)s."),
    "phone_of_other": _("%(value)s is also the number of somebody of another name."),
    "kept": _("The name was kept; the file says “%(value)s”."),
    "awaits_organisation": _("The organisation %(value)s is not here yet."),
    "named_after_contact": _("It has no name: “%(value)s” stands for it."),
    "unknown_objective": _("No objective with the id %(value)s is here yet."),
    "not_understood": _(
        "“%(column)s” is not as Bestfew writes it; it is kept as it is."
    ),
    "unknown_channel": _("There is no channel “%(value)s”."),
    "unknown_campaign": _("The campaign “%(value)s” is new and has no channel."),
    "no_closing_day": _("No closing day was given: %(value)s was taken."),
    "ends_before_begin": _("It ended on %(value)s, before the first contact."),
    "ends_in_future": _("It ended on %(value)s, which lies in the future."),
    "of_a_team": _("It came through the team “%(value)s”, and stays with that team."),
    "not_agreed": _("They did not agree to be contacted: nobody is linked."),
}


KINDS: Mapping[str, Promise] = {
    "nobody": _("Nobody to reach"),
    "id_taken": _("Id of something unseen"),
    "no_organisation_name": _("No name"),
    "no_customer": _("About nobody"),
    "unknown_id": _("Unknown id"),
    "unknown_customer": _("Unknown name"),
    "several_customers": _("Several of that name"),
    "below_zero": _("Below zero"),
    "no_day": _("No day"),
    "not_a_date": _("No such day"),
    "not_an_amount": _("No amount"),
    "not_a_currency": _("No currency"),
    "not_a_percent": _("No percentage"),
    "not_a_duration": _("No duration"),
    "not_phone": _("No phone number"),
    "not_email": _("No e-mail address"),
    "not_zalo": _("No Zalo number"),
    "not_whatsapp": _("No WhatsApp number"),
    "in_future": _("In the future"),
    "too_long": _("Too long"),
    "short": _("Too few cells"),
    "long": _("Too many cells"),
    "phone_of_other": _("Number of somebody else"),
    "kept": _("Name kept"),
    "awaits_organisation": _("Organisation not here yet"),
    "named_after_contact": _("Named after its contact"),
    "unknown_objective": _("Unknown objective"),
    "not_understood": _("Not as Bestfew writes it"),
    "unknown_channel": _("Unknown channel"),
    "unknown_campaign": _("Campaign without a channel"),
    "no_closing_day": _("No closing day"),
    "ends_before_begin": _("Ended before it began"),
    "ends_in_future": _("Ends in the future"),
    "of_a_team": _("Belongs to a team"),
    "not_agreed": _("No permission"),
}
"""What is wrong with rows, in a word or two: to choose one kind of them."""


def kind_of(code: str) -> str:
    """A kind of fault, in a word or two."""
    return str(KINDS[code])


def refusal(fault: Mapping[str, Any]) -> str:
    """Why a file was refused, as one sentence."""
    sentence = REFUSALS.get(str(fault.get("code")), REFUSALS["fault"])
    return str(sentence) % fault


def remarks_on(layout: Layout) -> list[str]:
    """What is to be said of a file that can be read."""
    found = [
        str(REMARKS[code]) % {"value": value} for code, value in layout.form.remarks
    ]
    if preset := preset_of(layout.headers):
        looks = LOOKS.get(preset.code, _("Looks like an export of %(product)s."))
        found.insert(0, str(looks) % {"product": preset.name})
    return found


def sentence_of(note: Any) -> str:
    """A note on a row (`code, column, value`) as one sentence."""
    code, column, value = note
    return str(FAULTS[code]) % {"column": column, "value": value}


def reason_of(notes: Any) -> str:
    """The last note of a rejected row says why."""
    return sentence_of(notes[-1]) if notes else ""
