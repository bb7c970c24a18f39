"""Objectives in templates: the age ring, days left, why, and the next deed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from bestfew.funnel import words
from bestfew.funnel.models import Objective, Place
from bestfew.funnel.queries import Stood

register = template.Library()
register.filter("lacks", words.lacks)
register.filter("sentence", words.sentence)

BANDS = {
    Place.UNIVERSE: "universe",
    Place.ABOVE: "above",
    Place.IN: "in",
    Place.BEST_FEW: "few",
}


@register.filter
def band(place: str) -> str:
    """The modifier of a place, for `part--…`."""
    return BANDS[Place(place)]


@register.filter
def deed_of(objective: Objective) -> str:
    return words.next_deed(objective)


@register.simple_tag
def why_of(stood: Stood, on: date) -> str:
    return words.why(stood, on=on)


@register.simple_tag
def left_of(stood: Stood, on: date) -> str:
    return words.days_left(stood, on=on)


@register.inclusion_tag("funnel/ring.html")
def ring(stood: Stood, on: date) -> dict[str, Any]:
    """Its age drawn against the normal cycle: full and in another shape when older."""
    age = stood.age_on(on)
    return {
        "age": age,
        "share": min(100, round(100 * age / stood.cycle)),
        "is_late": age > stood.cycle,
        "label": words.age(stood, on=on),
    }
