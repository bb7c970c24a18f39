"""Money and time for each person on a level, in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bestfew.levels.queries.volume import Effort
from bestfew.web import formats

SMALL = 10
LEAST = Decimal("0.01")


def each(effort: Effort, count: int, currency: str) -> str:
    """`50,000 ₫ · 40 min each`; '' where nothing is known, or nobody came."""
    if not count:
        return ""
    parts = []
    if effort.cost / count >= LEAST:
        parts.append(money(effort.cost / count, currency))
    if effort.minutes:
        parts.append(time(effort.minutes / count))
    return _("%(what)s each") % {"what": " · ".join(parts)} if parts else ""


def money(amount: Decimal, currency: str) -> str:
    """Shortened from ten on; below, with the decimals of the currency."""
    said = formats.money if amount < SMALL else formats.money_short
    return said(amount, currency, _language())


def time(minutes: float) -> str:
    """Hours and minutes from an hour on; below a minute, seconds."""
    if minutes >= 60:
        hours, rest = divmod(round(minutes), 60)
        return _("%(hours)s h %(minutes)s") % {
            "hours": formats.number(hours, _language()),
            "minutes": f"{rest:02d}",
        }
    if minutes >= 1:
        return _("%(n)s min") % {"n": formats.number(round(minutes), _language())}
    seconds = max(round(minutes * 60), 1)
    return _("%(n)s s") % {"n": formats.number(seconds, _language())}


def _language() -> str:
    return get_language() or "en"
