"""What stands around a form of one's own referrals: heading, button, why it asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from bestfew.teams import slip_sheets

SHEET = "network/referral_sheet.html"
_WORDS = {
    **slip_sheets.WORDS,
    "refer": (
        _("Give a referral"), _("Give it"),
        _("A team's member reads only what is needed, until the person agreed."),
    ),
    "take": (
        _("Note one you got"), _("Note it"),
        _("From a partner of your sphere who sits at no table with you."),
    ),
}  # fmt: skip


def words_of(sheet: str) -> dict[str, object]:
    """The words of one of them, as the template takes them."""
    return slip_sheets.named(_WORDS[sheet])
