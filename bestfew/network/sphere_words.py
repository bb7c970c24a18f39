"""What screens and the terminal say about professions, partners and the next step."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from bestfew.network.actions import overlap
from bestfew.network.actions.sphere import AlreadyInSphere, NobodyToAdd, NotInTheBook
from bestfew.network.actions.teammates import SitsElsewhere
from bestfew.network.rivals import Competes
from bestfew.network.rules.building import Step
from bestfew.network.rules.stage import Reason, Stage, Standing

STAGES = {
    Stage.NEW: pgettext_lazy("stage of a partnership", "new"),
    Stage.VISIBILITY: pgettext_lazy("stage of a partnership", "visibility"),
    Stage.CREDIBILITY: pgettext_lazy("stage of a partnership", "credibility"),
    Stage.PROFITABILITY: pgettext_lazy("stage of a partnership", "profitability"),
}
MEANINGS = {
    Stage.NEW: gettext_lazy("You hardly know each other yet."),
    Stage.VISIBILITY: gettext_lazy("You know who they are and what they do."),
    Stage.CREDIBILITY: gettext_lazy("You know that they are good at it."),
    Stage.PROFITABILITY: gettext_lazy("You give each other referrals."),
}
MISSING = {
    Reason.TALKS: gettext_lazy("Meet one to one."),
    Reason.ANSWERS: gettext_lazy("Ask them the ten questions."),
    Reason.GAVE: gettext_lazy("Give them a referral."),
    Reason.GOT: gettext_lazy("Ask them for a referral."),
}
STEPS = {
    Step.MARKET: gettext_lazy("Say whom you serve best."),
    Step.PROFESSIONS: gettext_lazy("List every profession that serves them too."),
    Step.MINE: gettext_lazy("Say what you are, and strike out who competes."),
    Step.SPHERE: gettext_lazy("Find somebody for each profession."),
    Step.KNOW: gettext_lazy("Get to know them and what they do."),
    Step.WANTED: gettext_lazy("Learn whom each of them wants to meet."),
    Step.GIVE: gettext_lazy("Give first: send each what they look for."),
    Step.TEAM: gettext_lazy("Make a Power Team of those who give."),
}


def reasons(standing: Standing) -> list[str]:
    """What a stage rests on, in words."""
    return [REASONS[reason](count) for reason, count in standing.because]


def advice(standing: Standing) -> list[str]:
    """What would lead to the next stage."""
    return [str(MISSING[reason]) for reason in standing.missing if reason in MISSING]


def _talks(n: int) -> str:
    text = ngettext("one one-to-one", "%(n)s one-to-ones", n)
    return text % {"n": n}


def _answers(n: int) -> str:
    text = ngettext(
        "one of ten questions answered", "%(n)s of ten questions answered", n
    )
    return text % {"n": n}


def _told(n: int) -> str:
    return _("they know of you")


def _wanted(n: int) -> str:
    return _("you know whom they want to meet")


def _bought(n: int) -> str:
    return _("they are your customer")


def _gave(n: int) -> str:
    text = ngettext("you gave one referral", "you gave %(n)s referrals", n)
    return text % {"n": n}


def _got(n: int) -> str:
    return ngettext("you got one referral", "you got %(n)s referrals", n) % {"n": n}


REASONS: dict[Reason, Callable[[int], str]] = {
    Reason.TALKS: _talks,
    Reason.ANSWERS: _answers,
    Reason.TOLD: _told,
    Reason.WANTED: _wanted,
    Reason.BOUGHT: _bought,
    Reason.GAVE: _gave,
    Reason.GOT: _got,
}

FAULTS = (
    Competes,
    AlreadyInSphere,
    NobodyToAdd,
    NotInTheBook,
    SitsElsewhere,
    overlap.CannotCount,
    overlap.BookTooSmall,
    overlap.CountedLately,
)


def why_not(fault: Exception) -> str:
    """One clear sentence for a deed that was refused."""
    if isinstance(fault, Competes):
        return _competes(fault)
    if isinstance(fault, AlreadyInSphere):
        return _there(fault)
    return str(SENTENCES[type(fault)])


def _competes(fault: Competes) -> str:
    if fault.theirs == fault.mine:
        text = _("You are in the same profession: %(theirs)s. A sphere has no rivals.")
    else:
        text = _(
            "%(theirs)s and %(mine)s take work from each other. A sphere has no rivals."
        )
    return text % {"theirs": fault.theirs, "mine": fault.mine}


def _there(fault: AlreadyInSphere) -> str:
    if fault.member is None:
        return _("They are in your sphere already.")
    text = _("%(name)s is in your sphere already, as %(profession)s.")
    return text % {"name": fault.member, "profession": fault.member.profession}


SENTENCES = {
    NobodyToAdd: gettext_lazy(
        "Who is it? Give a person or an organisation of your list."
    ),
    NotInTheBook: gettext_lazy(
        "They are in none of your lists: add them to your people first."
    ),
    SitsElsewhere: gettext_lazy("Somebody else of your sphere sits there."),
    overlap.CannotCount: gettext_lazy(
        "Common clients are counted only with a business in one of your teams that "
        "works here, too."
    ),
    overlap.BookTooSmall: gettext_lazy(
        "With fewer than 20 clients on a side, a count could tell who they are."
    ),
    overlap.CountedLately: gettext_lazy(
        "Counted within the last 30 days. Oftener, it could tell of single clients."
    ),
}


def count_of(common: int) -> str:
    """A rounded count in words."""
    if not common:
        return _("fewer than 5 clients in common")
    return _("about %(n)s clients in common") % {"n": common}
