"""What is known of those who decide in the sample: more of those whom we met."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from bestfew.funnel.models import Degree, Influence, Mode
from bestfew.onboarding.sample.plots import Plot


def describe(influence: Influence, plot: Plot, nth: int) -> None:
    """The same words for the same day, and nothing about some: so flags are seen."""
    seed = plot.first_on.toordinal() + nth
    if influence.contacted_on is None:
        return
    for name, value in _known(influence, plot, seed).items():
        setattr(influence, name, value)


def _known(influence: Influence, plot: Plot, seed: int) -> dict[str, Any]:
    satisfied = influence.satisfied_on is not None
    known: dict[str, Any] = {"degree": (Degree.HIGH, Degree.MEDIUM)[seed % 2]}
    if plot.is_stuck and seed % 2:
        return known | {"mode": Mode.EVEN_KEEL, "rating": -1}
    if not satisfied and seed % 3 == 0:
        return known
    return known | {
        "mode": (Mode.GROWTH, Mode.TROUBLE)[seed % 2],
        "rating": 3 + seed % 3 if satisfied else seed % 3,
        "need": _needs()[seed % 3],
        "win": _wins()[seed % 3],
        "evidence": _evidence()[seed % 2] if satisfied or seed % 4 else "",
    }


def _needs() -> tuple[str, ...]:
    return (
        _("To have it settled before the holidays"),
        _("A price that stays as agreed"),
        _("As little trouble as possible"),
    )


def _wins() -> tuple[str, ...]:
    return (
        _("To have found the right one"),
        _("To sleep well again"),
        _("More time for the family"),
    )


def _evidence() -> tuple[str, ...]:
    return _("Said so on the phone"), _("Said so when we met")
