"""Red flags and strengths of an objective, from what is known of those who decide.

Sources: text 003 (D17 to D21) with method.md 2.C.7 to 2.C.10 and OQ-10. A flag is a
signpost: each has a deed that takes it down, and maybe somebody who can help with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NEW_FOR = 90
"""Days for which somebody counts as new to the job (our figure; not in the text)."""

FOR_US = 3
"""Rating from which somebody speaks for us (our figure)."""

ECONOMIC, COACH = "economic", "coach"
ROLES = (ECONOMIC, "user", "technical", COACH)
RECEPTIVE = ("growth", "trouble")
DEGREES = ("high", "medium", "", "low")
"""From the weightiest word to the lightest; unknown stands in the middle."""


class Flag(StrEnum):
    """What is wrong, the most pressing first."""

    TWO_ECONOMIC = "two_economic"  # one final yes is expected (2.C.7)
    NO_ECONOMIC = "no_economic"
    LEFT = "left"  # left the organisation, and nobody took over
    REORGANISED = "reorganised"
    UNCONTACTED = "uncontacted"
    NEW = "new"  # new to the job, and not satisfied since
    AGAINST = "against"  # rated below 0
    CONTENT = "content"  # sees no gap between what is and what they wish (2.C.8)
    UNKNOWN = "unknown"  # we do not know what we should of somebody
    UNCERTAIN = "uncertain"  # we have no evidence for how they stand to it
    ROLE_OPEN = "role_open"  # nobody uses it, can refuse it, or helps us


ORDER = {flag: index for index, flag in enumerate(Flag)}


class Unknown(StrEnum):
    """What is still to be found out about somebody we have met."""

    NEED = "need"
    WIN = "win"
    MODE = "mode"
    RATING = "rating"
    DEGREE = "degree"


class Strength(StrEnum):
    """Who helps, of those we met (2.C.9)."""

    SPEAKS_FOR_US = "speaks_for_us"  # rated +3 or more
    GUIDES_US = "guides_us"  # a coach who is satisfied
    WANTS_IT = "wants_it"  # growth or trouble, with a need that we know


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody whose word decides. `key` tells them apart."""

    key: int
    role: str
    degree: str = ""
    mode: str = ""
    rating: int | None = None
    has_need: bool = False
    has_win: bool = False
    has_evidence: bool = False
    contacted: bool = False
    satisfied_on: date | None = None
    accepted: bool = False
    new_on: date | None = None
    left_on: date | None = None

    def unknown(self) -> tuple[Unknown, ...]:
        """What is missing of somebody we have met, the most telling first."""
        known = {
            Unknown.NEED: self.has_need,
            Unknown.WIN: self.has_win,
            Unknown.MODE: bool(self.mode),
            Unknown.RATING: self.rating is not None,
            Unknown.DEGREE: bool(self.degree),
        }
        return tuple(each for each, is_known in known.items() if not is_known)


@dataclass(frozen=True, slots=True)
class Raised:
    """A red flag: about whom (their keys), in which roles, and who can help."""

    flag: Flag
    who: tuple[int, ...] = ()
    roles: tuple[str, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    helper: int | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    """Somebody whose word helps us, and by what."""

    who: int
    strength: Strength


def red_flags(
    influences: Sequence[Known],
    *,
    on: date,
    is_organisation: bool,
    reorganised: bool = False,
) -> tuple[Raised, ...]:
    """Every flag, the most pressing first; among equals the weightiest word first.

    A person who buys for themselves fills every role, so that only for an organisation
    somebody is expected in each (our reading of 2.C.7). Accepted gaps raise no flag.
    """
    active = [each for each in influences if not _has_left(each, on)]
    raised = [
        *_about_roles(influences, active, on=on, is_organisation=is_organisation),
        *([Raised(Flag.REORGANISED)] if reorganised else []),
        *(found for each in active for found in _about(each, on=on)),
    ]
    degrees = {each.key: DEGREES.index(each.degree) for each in influences}
    raised.sort(key=lambda it: (ORDER[it.flag], _weight(it, degrees)))
    return tuple(_helped(raised, active))


def strengths(influences: Iterable[Known], *, on: date) -> tuple[Strong, ...]:
    """Whose word helps us, the greatest rating first: to be used against the flags."""
    there = [each for each in influences if not _has_left(each, on) and each.contacted]
    there.sort(key=lambda each: -(each.rating or 0))
    return tuple(
        Strong(each.key, strength) for each in there if (strength := _strength(each))
    )


def _has_left(known: Known, on: date) -> bool:
    return known.left_on is not None and known.left_on <= on


def _about_roles(
    everybody: Sequence[Known],
    active: Sequence[Known],
    *,
    on: date,
    is_organisation: bool,
) -> Iterator[Raised]:
    """Who left, who says the final yes, and the seats where nobody sits."""
    filled = {each.role for each in active}
    left = [
        each for each in everybody if _has_left(each, on) and each.role not in filled
    ]
    yield from (Raised(Flag.LEFT, (each.key,), (each.role,)) for each in left)
    open_ = filled | {each.role for each in left}
    economic = tuple(each.key for each in active if each.role == ECONOMIC)
    if len(economic) > 1:
        yield Raised(Flag.TWO_ECONOMIC, economic, (ECONOMIC,))
    elif ECONOMIC not in open_:
        yield Raised(Flag.NO_ECONOMIC, roles=(ECONOMIC,))
    empty = tuple(each for each in ROLES[1:] if each not in open_)
    if is_organisation and empty:
        yield Raised(Flag.ROLE_OPEN, roles=empty)


def _about(known: Known, *, on: date) -> Iterator[Raised]:
    """The flags of one who decides: before we met them, only that we did not."""
    if known.accepted:
        return
    who = (known.key,)
    if not known.contacted:
        yield Raised(Flag.UNCONTACTED, who)
        return
    if _is_new(known, on):
        yield Raised(Flag.NEW, who)
    if known.rating is not None and known.rating < 0:
        yield Raised(Flag.AGAINST, who)
    if known.mode and known.mode not in RECEPTIVE:
        yield Raised(Flag.CONTENT, who)
    if unknown := known.unknown():
        yield Raised(Flag.UNKNOWN, who, unknown=unknown)
    elif not known.has_evidence:
        yield Raised(Flag.UNCERTAIN, who)


def _is_new(known: Known, on: date) -> bool:
    """For 90 days from the first in the job, unless satisfied in it already."""
    if known.new_on is None or not 0 <= (on - known.new_on).days < NEW_FOR:
        return False
    return known.satisfied_on is None or known.satisfied_on < known.new_on


def _weight(raised: Raised, degrees: dict[int, int]) -> int:
    return min((degrees[key] for key in raised.who), default=0)


def _strength(known: Known) -> Strength | None:
    if known.rating is not None and known.rating < 0:
        return None
    if known.role == COACH and known.satisfied_on:
        return Strength.GUIDES_US
    if known.rating is not None and known.rating >= FOR_US:
        return Strength.SPEAKS_FOR_US
    if known.mode in RECEPTIVE and known.has_need:
        return Strength.WANTS_IT
    return None


def _helped(raised: Iterable[Raised], active: Sequence[Known]) -> Iterator[Raised]:
    """Each flag with the one who can best help: a coach first, then a friend."""
    friends = [
        each
        for each in active
        if each.contacted
        and _strength(each) in (Strength.GUIDES_US, Strength.SPEAKS_FOR_US)
    ]
    friends.sort(key=lambda each: (each.role != COACH, -(each.rating or 0)))
    for each in raised:
        helper = next((it.key for it in friends if it.key not in each.who), None)
        yield Raised(each.flag, each.who, each.roles, each.unknown, helper)
