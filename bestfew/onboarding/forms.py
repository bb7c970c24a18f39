"""The two questions of the first run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import User
from bestfew.packs.loader import say, trades

SALT = "onboarding.start"

ABOUT: dict[str, Promise] = {
    "real_estate": _(
        "Homes and shops to sell or let: viewings, banks, whole families."
    ),
    "coaching": _("Single sessions, programmes over months, workshops for firms."),
    "home_business": _("Selling from home, and building a team of sellers."),
    "events": _("Weddings, portraits, company events: the date decides."),
    "general": _("Any other trade that finds its own customers."),
}
"""Each trade in one line."""


class StartForm(forms.Form):
    """Which language, and which trade.

    `key` is the identifier of the workspace to be, signed for this user, so that the
    form sent twice opens one workspace.
    """

    language = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.RadioSelect)
    trade = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose your trade."),
            "invalid_choice": _("Choose your trade."),
        },
    )
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        language = get_language() or "en"
        self.fields["trade"].choices = [  # type: ignore[attr-defined]
            (each.key, say(each.name, language)) for each in trades()
        ]

    def clean_key(self) -> int:
        try:
            user, key = signing.loads(self.cleaned_data["key"], salt=SALT)
        except signing.BadSignature:
            user, key = 0, 0
        if user != self.user.pk:
            raise forms.ValidationError(_("Please open this page again."))
        return int(key)

    def trade_cards(self) -> list[dict[str, Any]]:
        """Each trade's radio button with its line."""
        return [
            {"radio": radio, "about": ABOUT[radio.data["value"]]}
            for radio in self["trade"]
        ]


def fresh_key(user: User) -> str:
    """The key of a form that has not been sent yet."""
    return signing.dumps([user.pk, new_id()], salt=SALT)
