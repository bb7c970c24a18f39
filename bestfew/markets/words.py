"""What a screen says about a target market."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bestfew.markets.models import TargetMarket
from bestfew.markets.rules import FEW_SIGNS, Specificity, specificity


def advice(market: TargetMarket) -> list[str]:
    """What would make it more specific, the most important first (A05, A06)."""
    found = specificity(
        name=market.name, who=market.who, needs=market.needs, desires=market.desires
    )
    lines = [_everybody(found), _signs(found), _wants(found)]
    return [line for line in lines if line]


def _everybody(found: Specificity) -> str:
    if not found.is_for_everybody:
        return ""
    text = _("“%(words)s” is nobody in particular: whom do you serve best?")
    return text % {"words": found.everybody}


def _signs(found: Specificity) -> str:
    if not found.is_too_general:
        return ""
    missing = FEW_SIGNS - found.signs
    text = ngettext(
        "Too general yet: give one more sign by which a partner knows them.",
        "Too general yet: give %(n)s more signs by which a partner knows them.",
        missing,
    )
    return text % {"n": missing}


def _wants(found: Specificity) -> str:
    if found.names_need or found.names_desire:
        return ""
    return _("What do they need, or wish for, that you have?")
