"""What a member fills in about referrals, with their own book at hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.network.actions.referrals import About
from bestfew.network.models import SphereMember
from bestfew.network.referring.queries import partners, receivers
from bestfew.people.whom import WhomField
from bestfew.teams.forms import Line
from bestfew.teams.models import TeamMember
from bestfew.teams.slip_forms import AboutForm, DetailsForm


class ReferForm(AboutForm):
    """A referral of somebody in my book, to somebody at a table or a partner."""

    to = forms.ChoiceField(label=_("For whom?"))
    field_order = ("person", "to", "summary", "level", "kind")

    def __init__(
        self, *args: Any, member: Membership, team: int = 0, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = receivers(member, team)
        self.fields["person"] = WhomField(member)
        self.fields["person"].label = _("Whom do you refer?")
        self.fields["person"].required = True
        self.order_fields(self.field_order)
        choose: Any = self.fields["to"]
        choose.choices = _choices(self.others)

    def receiver(self) -> Any:
        return self.others[self.cleaned_data["to"]]

    def about(self) -> About:
        return about_of(self)


def about_of(form: forms.Form) -> About:
    clean = form.cleaned_data
    return About(clean["summary"], clean["level"], clean["kind"])


def _choices(others: dict[str, Any]) -> list[tuple[str, str]]:
    """Nobody is chosen beforehand where there are several: it is about a person."""
    named = [(key, _told(each)) for key, each in others.items()]
    return named if len(named) == 1 else [("", "–"), *named]


def _told(other: TeamMember | SphereMember) -> str:
    """A name, with what they do."""
    does = other.seat.title if isinstance(other, TeamMember) else other.profession
    return f"{other} · {does}"


class TakeForm(AboutForm, DetailsForm):
    """A referral that a partner gave outside any team; a lead once they agreed."""

    partner = forms.ChoiceField(label=_("Who gave it?"))
    how = Line(
        label=_("How do you know that they agreed?"),
        required=False,
        max_length=200,
        help_text=_("Then they become a lead; without it, note only what is needed."),
    )
    field_order = (
        *("partner", "summary", "how", "name", "phone", "email"),
        *("level", "kind"),
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = partners(member)
        choose: Any = self.fields["partner"]
        choose.choices = _choices(self.partners)

    def who(self) -> SphereMember:
        found: SphereMember = self.partners[self.cleaned_data["partner"]]
        return found

    def about(self) -> About:
        return about_of(self)
