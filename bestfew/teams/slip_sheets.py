"""What stands around a form of a referral: its heading, its button, why it asks.

`network` asks the same of referrals in one's own book, and takes its words from here.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bestfew.teams.door import Door

Words = tuple[Promise, Promise, Promise]

SHEET = "teams/slip_sheet.html"
WORDS = {
    "give": (
        _("Give a referral"), _("Give it"), _("Only the two of you read it."),
    ),
    "agreed": (
        _("They agreed"), _("Pass it on"),
        _(
            "If you chose them from your book, leave their name and number empty: they"
            " are taken from there."
        ),
    ),
    "agreed, by a guest": (
        _("They agreed"), _("Pass it on"),
        _(
            "Their name and one way to reach them pass to the other side, and to nobody"
            " else."
        ),
    ),
    "thank": (
        _("Say thank you"), _("Say thank you"),
        _("It counts for them as a sum. They do not see who, or how much of one."),
    ),
    "tell": (
        _("Your success story"), _("Keep it"),
        _("What came of this referral? Others take heart from it."),
    ),
}  # fmt: skip


def words_of(sheet: str, door: Door) -> dict[str, object]:
    """The words of one of them, as its template takes them; a guest has no book."""
    own = f"{sheet}, by a guest"
    words = named(WORDS[own if door.is_guest and own in WORDS else sheet])
    return {**words, "door": door, "from_book": sheet == "give" and not door.is_guest}


def named(words: Words) -> dict[str, object]:
    """Heading, deed and why, by the names that `teams/sheet.html` knows them by."""
    return dict(zip(("heading", "deed", "why"), words, strict=True))
