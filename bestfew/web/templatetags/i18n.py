"""Django's `i18n`, in whose place templates load it: its `translate` is ours."""

from __future__ import annotations

from django import template
from django.templatetags import i18n

from bestfew.web.once import translate

register = template.Library()
register.filters.update(i18n.register.filters)
register.tags.update(i18n.register.tags)
register.tag("translate", translate)
