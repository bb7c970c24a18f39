"""States of people in templates: the word, and the shape beside it."""

from __future__ import annotations

from django import template

from bestfew.people.models import State
from bestfew.prospecting import words

register = template.Library()


@register.filter
def sign_of(state: str) -> str:
    """The shape and colour of a state, for `sign--…`."""
    return words.SIGNS.get(state, "unknown")


@register.filter
def state_word(state: str) -> str:
    return str(State(state).label) if state in State.values else ""
