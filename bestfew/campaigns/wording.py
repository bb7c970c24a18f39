"""The usual words of a form and of a printed page, in the language at hand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from bestfew.campaigns.models import Form


def title_of(form: Form) -> str:
    return form.title or _("Leave us your number: we call you back.")


def permission_of(form: Form) -> str:
    """What somebody ticks; recorded word for word."""
    return form.permission or _(
        "You may call or write to me about this. I can say stop at any time."
    )


def closed_of(form: Form) -> str:
    return form.closed_text or _("This form is closed. Thank you for your interest.")


def headline_of(form: Form) -> str:
    return form.headline or _("May we help you?")


def call_to_action_of(form: Form) -> str:
    return form.call_to_action or _("Scan, ask, and we call you back.")
