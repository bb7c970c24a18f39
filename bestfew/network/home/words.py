"""The Network page in words: who is missing, who gives without getting back."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bestfew.network.home.reading import Home, Partner
from bestfew.teams.rules.health import Balance

BALANCES: dict[Balance, tuple[str | Promise, str]] = {
    Balance.NONE_YET: (gettext_lazy("nothing passed yet"), ""),
    Balance.OWE: (gettext_lazy("you owe them"), "act"),
    Balance.NOTHING_BACK: (gettext_lazy("nothing back yet"), "watch"),
    Balance.LEAD: (gettext_lazy("you gave more"), "watch"),
    Balance.BEHIND: (gettext_lazy("they gave more"), "watch"),
    Balance.EVEN: (gettext_lazy("even"), "good"),
}
"""What a balance is called, and the shape of its sign."""


def answer(found: Home) -> str:
    """Who is missing? Who gives? In one sentence."""
    if found.door is None:
        return _without_team(found)
    missing = in_a_sentence(found.missing.title) if found.missing else ""
    giver = owed(found)
    said = {"profession": missing, "name": giver.name if giver else ""}
    if missing and giver:
        return _("No %(profession)s yet, and %(name)s gives without getting back.") % (
            said
        )
    if missing:
        return _("No %(profession)s yet: that seat is empty.") % said
    if giver:
        return _("Every seat is taken; %(name)s gives without getting back.") % said
    return _all_well(found)


def _all_well(found: Home) -> str:
    waiting = unanswered(found)
    if waiting:
        return _("Every seat is taken; from %(name)s nothing has come back yet.") % {
            "name": waiting.name
        }
    return _("Every seat is taken, and nobody is owed a referral.")


def _without_team(found: Home) -> str:
    if not found.sphere:
        return _("Who serves your customers, and takes no work from you?")
    return ngettext(
        "%(n)s partner in your sphere, and no Power Team yet.",
        "%(n)s partners in your sphere, and no Power Team yet.",
        len(found.sphere),
    ) % {"n": len(found.sphere)}


def why(found: Home) -> str:
    """What the answer rests on."""
    if found.door is None:
        return _(
            "Your sphere is everybody you could work with; a Power Team are those with"
            " whom you do."
        )
    seats = len(found.chairs)
    taken = sum(each.member is not None for each in found.chairs)
    said = {"taken": taken, "n": seats, "gave": found.gave, "got": found.got}
    return (
        ngettext(
            "%(taken)s of %(n)s seat is taken. In six months you gave %(gave)s"
            " referrals to the team and got %(got)s.",
            "%(taken)s of %(n)s seats are taken. In six months you gave %(gave)s"
            " referrals to the team and got %(got)s.",
            seats,
        )
        % said
    )


def owed(found: Home) -> Partner | None:
    """Who gave me most and got nothing back from me."""
    rows = [each for each in found.partners if each.balance is Balance.OWE]
    return max(rows, key=lambda each: each.got, default=None)


def unanswered(found: Home) -> Partner | None:
    """To whom I gave most and who gave me nothing yet."""
    rows = [each for each in found.partners if each.balance is Balance.NOTHING_BACK]
    return max(rows, key=lambda each: each.gave, default=None)


def in_a_sentence(name: str) -> str:
    """A profession amid a sentence: small, unless it is an abbreviation."""
    is_word = len(name) > 1 and name[1:2].islower()
    return name[:1].lower() + name[1:] if is_word else name


def balance_word(value: Balance) -> str:
    return str(BALANCES[value][0])


def balance_sign(value: Balance) -> str:
    return BALANCES[value][1]
