"""Forms of mailings and of the accounts that send them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.campaigns.mailing import fields, returning
from bestfew.campaigns.mailing.audience import FILTERS
from bestfew.campaigns.mailing.fields import UnknownField
from bestfew.campaigns.mailing.reaching import PORTS
from bestfew.campaigns.models import MailAccount, Mailing, Security
from bestfew.campaigns.models.mail import LONGEST_BODY
from bestfew.people.models import Source, State, Tag
from bestfew.prospecting.models import Campaign

_HOST = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9.:-]*[a-z0-9])?", re.IGNORECASE)


HERE_ALREADY = _("This account is here already.")
WHERE_TO = {"host", "port", "security"}
"""Whoever changes these sends the password there, which may be another's."""


class AccountForm(forms.ModelForm[MailAccount]):
    """An SMTP account. Its password goes in and never comes out."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = (
        "from_name", "address", "host", "port", "security", "user_name", "password",
        "daily_cap", "is_shared", "is_in_use",
    )  # fmt: skip

    class Meta:
        model = MailAccount
        fields = (
            "from_name", "address", "host", "port", "security", "user_name",
            "daily_cap", "is_shared", "is_in_use",
        )  # fmt: skip
        labels = {"is_shared": _("The whole team sends through it")}
        help_texts = {
            "daily_cap": _("Ten accounts of 50 make 500 letters a day."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sealed:
            self.fields["password"].help_text = _("Blank: the one you gave stays.")

    def clean_from_name(self) -> str:
        return fields.one_line(self.cleaned_data["from_name"])

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip().lower()
        if not _HOST.fullmatch(host):
            raise forms.ValidationError(_("This is no name of a server."))
        return host

    def clean_user_name(self) -> str:
        return fields.one_line(self.cleaned_data["user_name"])

    def clean_port(self) -> int:
        port: int = self.cleaned_data["port"]
        if not settings.MAIL_PRIVATE_SERVERS and port not in PORTS:
            known = ", ".join(str(each) for each in PORTS)
            say = _t("Mail servers listen on one of these ports: %(ports)s.")
            raise forms.ValidationError(say % {"ports": known})
        return port

    def clean_security(self) -> str:
        security: str = self.cleaned_data["security"]
        if security == Security.PLAIN and not settings.MAIL_PRIVATE_SERVERS:
            raise forms.ValidationError(
                _("Without encryption anybody on the way could read the password.")
            )
        return security

    def clean(self) -> dict[str, Any]:
        """One account a mailbox: its workspace is no field that a rule could read."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        moved = WHERE_TO & {*self.changed_data}
        if self.instance.sealed and moved and not data.get("password"):
            self.add_error("password", _("It goes another way now: type it again."))
        same = {name: data.get(name) for name in ("host", "user_name", "address")}
        others = MailAccount.objects.exclude(pk=self.instance.pk)
        if None not in same.values() and others.filter(**same).exists():
            raise forms.ValidationError(HERE_ALREADY)
        return data


class MailingForm(forms.Form):
    """What is written, in which language, and to whom."""

    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        label=_("Campaign"),
        required=False,
        empty_label=_("A new one, named after the subject"),
    )
    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Letter"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "In braces, the reader's own words: {name}, {given_name|friend}, "
            "{organisation}, {seller}, {link}. Behind | stands what is written where "
            "nothing is known."
        ),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    state = forms.ChoiceField(
        label=_("How far qualified"),
        required=False,
        choices=[("", _("anybody")), *State.choices],
    )
    source = forms.ModelChoiceField(
        Source.objects.none(), label=_("Source"), required=False, empty_label=_("any")
    )
    tag = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Tag"), required=False, empty_label=_("any")
    )
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Owner"), required=False, empty_label=_("anybody")
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields
        campaigns = Campaign.objects.visible_to(member).filter(closed_at=None)
        choose["campaign"].queryset = campaigns.order_by("-id")
        choose["source"].queryset = Source.objects.order_by("name")
        choose["tag"].queryset = Tag.objects.order_by("name")
        team = User.objects.filter(memberships__workspace=member.workspace_id)
        choose["owner"].queryset = team.order_by("name", "email")

    def clean_subject(self) -> str:
        return self._with_known_fields(fields.one_line(self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        return self._with_known_fields(fields.lines(self.cleaned_data["body"]))

    def _with_known_fields(self, text: str) -> str:
        try:
            fields.check(text)
        except UnknownField as fault:
            say = _t("There is no field {%(name)s}. There are: %(fields)s.")
            known = ", ".join(f"{{{each}}}" for each in fields.FIELDS)
            facts = {"name": str(fault)[:40], "fields": known}
            raise forms.ValidationError(say % facts) from None
        if not text:
            raise forms.ValidationError(_t("This cannot be empty."))
        return text

    def facts(self) -> dict[str, Any]:
        """What is kept of it, but for the campaign."""
        clean = self.cleaned_data
        return {
            "subject": clean["subject"],
            "body": clean["body"],
            "language": clean["language"],
            "audience": {
                name: getattr(clean[name], "pk", clean[name])
                for name in FILTERS
                if clean[name]
            },
        }


class ReturnedForm(forms.Form):
    """What came back, pasted as it is."""

    reports = forms.CharField(
        label=_("Reports, or addresses"),
        max_length=returning.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Copy all of what the mail servers wrote to you, or the addresses."
        ),
    )
    keeps_address = forms.BooleanField(
        label=_("The addresses exist; only this letter was not taken"), required=False
    )


def initial_of(mailing: Mailing) -> dict[str, Any]:
    return {
        "campaign": mailing.campaign_id,
        "subject": mailing.subject,
        "body": mailing.body,
        "language": mailing.language,
        **mailing.audience,
    }
