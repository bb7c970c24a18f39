"""Lights, shares and balances in templates: a word and a shape."""

from __future__ import annotations

from django import template

from bestfew.teams.health import words

register = template.Library()
register.filter("light_word", words.colour_word)
register.filter("light_sign", words.colour_sign)
register.filter("light_line", words.measure)
register.filter("share", words.percent)
register.filter("figure", words.number)
