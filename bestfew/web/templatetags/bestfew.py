"""Tags and filters that every template has, without loading them."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import cache
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from bestfew.web import formats
from bestfew.web import once as sameness
from bestfew.web import scripts as writing
from bestfew.web.http import UNDO

register = template.Library()
register.tag("once", sameness.once)
register.tag("url", sameness.url)

_TAGS = {"en": "en", "vi": "vi", "th": "th", "zh-hans": "zh-Hans"}
_CLASSES = {
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "select": "form-select",
}

_NEAR = {
    0: gettext_noop("today"),
    1: gettext_noop("yesterday"),
    -1: gettext_noop("tomorrow"),
}

STYLESHEETS = (
    "layers",
    "tokens",
    "bridge",
    "base",
    "buttons",
    "forms",
    "shell",
    "menu",
    "pick",
    "card",
    "sign",
    "marks",
    "row",
    "table",
    "toast",
    "dialog",
    "palette",
    "today",
    "funnel",
    "share",
    "person",
    "qualify",
    "entrance",
)
SCRIPTS = (
    "amount",
    "copy",
    "dialog",
    "installed",
    "keys",
    "palette",
    "save_on_blur",
    "shortcuts",
    "submit_on_change",
    "submit_once",
    "tabs",
    "toast",
)


def _language() -> str:
    return get_language() or "en"


@register.simple_tag
def page_language() -> str:
    """The BCP 47 tag of the page, for `<html lang>`."""
    return _TAGS.get(_language(), _language())


@register.simple_tag
@cache
def stylesheets() -> SafeString:
    """Links to every stylesheet of the kit, in the order of the cascade."""
    return format_html_join(
        "\n",
        '<link rel="stylesheet" href="{}">',
        ((static(f"css/{name}.css"),) for name in STYLESHEETS),
    )


@register.simple_tag
@cache
def scripts() -> SafeString:
    """One module for each behaviour that pages have without asking."""
    return format_html_join(
        "\n",
        '<script type="module" src="{}"></script>',
        ((static(f"js/{name}.js"),) for name in SCRIPTS),
    )


@register.simple_tag
@cache
def icon(name: str, modifier: str = "") -> SafeString:
    """A drawing of the sprite; the words beside it say what it means."""
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="{}#i-{}"/></svg>',
        f" icon--{modifier}" if modifier else "",
        static("icons.svg"),
        name,
    )


@register.filter
def initials(name: object) -> str:
    return writing.initials(str(name))


@register.filter
def foreign(text: object) -> SafeString:
    """Mark text whose script is another language than the page's."""
    language = writing.language_of(str(text))
    if not language or language == page_language():
        return conditional_escape(str(text))
    return format_html('<span lang="{}">{}</span>', language, text)


@register.filter
def money(amount: formats.Number | None, currency: str) -> str:
    return "" if amount is None else formats.money(amount, currency, _language())


@register.filter
def money_short(amount: formats.Number | None, currency: str) -> str:
    if amount is None:
        return ""
    return formats.money_short(amount, currency, _language())


@register.filter
def number(value: formats.Number | None) -> str:
    return "" if value is None else formats.number(value, _language())


@register.filter
def counted(count: int) -> str:
    return formats.counted(count, _language())


@register.filter
def percent(share: formats.Number | None) -> str:
    return "" if share is None else formats.percent(share, _language())


@register.filter
def day(value: date | None) -> str:
    """The date, with its year unless that is the present one."""
    if value is None:
        return ""
    return formats.day(_local(value), _language(), today=timezone.localdate())


@register.filter
def full_day(value: date | None) -> str:
    """The date with its year."""
    return "" if value is None else formats.day(_local(value), _language())


@register.filter
def weekday_day(value: date | None) -> str:
    return "" if value is None else formats.weekday_day(_local(value), _language())


@register.filter
def weekday_day_short(value: date | None) -> str:
    if value is None:
        return ""
    return formats.weekday_day_short(_local(value), _language())


@register.filter
def month(value: date | None) -> str:
    return "" if value is None else formats.month(_local(value), _language())


@register.filter
def clock(value: datetime | time | None) -> str:
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return "" if value is None else formats.clock(value)


@register.simple_tag
def weekday_clock(value: date, at: time) -> str:
    return formats.weekday_clock(value, at, _language())


@register.simple_tag
def mark(sign: str) -> str:
    """`, ` `; ` `: ` ` (` or `)` between two words, as the page's language has it.

    ` ` stands between two sentences.
    """
    return formats.mark(sign, _language())


@register.filter
def days(count: int) -> str:
    """`3 days`, in the page's language."""
    text = ngettext("%(count)s day", "%(count)s days", count)
    return text % {"count": number(count)}


@register.filter
def since(value: date | None) -> str:
    """How long ago in whole days: today, yesterday, 12 days ago; or how far ahead."""
    if value is None:
        return ""
    ago = (timezone.localdate() - _local(value)).days
    if ago in _NEAR:
        return _(_NEAR[ago])
    if ago > 0:
        text = ngettext("%(count)s day ago", "%(count)s days ago", ago)
    else:
        text = ngettext("in %(count)s day", "in %(count)s days", -ago)
    return text % {"count": number(abs(ago))}


def _local(value: date) -> date:
    """The day of a moment in the workspace's time zone."""
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return moment.date()
    return value


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's control, in Tabler's clothes."""
    widget = field.field.widget
    if widget.use_fieldset:  # its class would fall on the box around the choices too
        return field.as_widget()
    css = _CLASSES.get(getattr(widget, "input_type", ""), "form-control")
    own = widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{css} {own}".strip()})


@register.filter
def attributes(named: dict[str, Any]) -> SafeString:
    """The attributes of a control, for the templates of Django's forms."""
    return flatatt(named)


@register.filter
def undo_of(message: Message) -> dict[str, Any] | None:
    """Where and with what a toast's deed is undone; None when it cannot be."""
    tags = message.extra_tags or ""
    if not tags.startswith(UNDO):
        return None
    url, fields = json.loads(tags.removeprefix(UNDO))
    return {"url": url, "fields": fields}
