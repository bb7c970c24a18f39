"""Balances in templates: a word and a shape."""

from __future__ import annotations

from django import template

from bestfew.network.home import words

register = template.Library()
register.filter("balance_word", words.balance_word)
register.filter("balance_sign", words.balance_sign)
register.filter("in_a_sentence", words.in_a_sentence)
