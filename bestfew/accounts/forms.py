"""Forms of accounts."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.numbers import get_territory_currencies
from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, Role, User, Workspace

_LEGAL_TENDER = frozenset(
    code
    for territory in get_global("territory_currencies")
    for code in get_territory_currencies(territory)
)


class SignupForm(forms.Form):
    """Asked at sign-up beside e-mail and password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth asks for this; the adapter has kept the name already."""


class ProfileForm(forms.ModelForm[User]):
    """What a user is called, and the language they read."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ("name", "language")


class WorkspaceForm(forms.ModelForm[Workspace]):
    """What everybody in a workspace counts with."""

    currency = forms.ChoiceField(label=_("Currency"))
    zone = forms.ChoiceField(label=_("Time zone"))
    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        choices=[(number + 1, name) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    week_hours = forms.IntegerField(
        label=_("Hours a week"),
        help_text=_("The plan shares out these hours among the kinds of work."),
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    normal_cycle_days = forms.IntegerField(
        label=_("Normal sales cycle, in days"),
        help_text=_(
            "Your own figure. From five sales won on, it is blended with their mean."
        ),
        validators=[MinValueValidator(1), MaxValueValidator(3650)],
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    class Meta:
        model = Workspace
        fields = (
            "name",
            "currency",
            "zone",
            "working_days",
            "week_hours",
            "normal_cycle_days",
        )
        labels = {"name": _("Name of the workspace")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = currencies(self.instance.currency)  # type: ignore[attr-defined]
        self.fields["zone"].choices = zones(self.instance.zone)  # type: ignore[attr-defined]

    def clean_working_days(self) -> list[int]:
        return sorted(self.cleaned_data["working_days"])


class InviteForm(forms.Form):
    """A seat for somebody, in no higher role than the inviter's own."""

    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    role = forms.ChoiceField(label=_("Role"), initial=Role.SELLER)

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["role"].choices = grantable(member)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if self.member.workspace.members.filter(user__email=email).exists():
            raise forms.ValidationError(_("This person is in your team already."))
        return email


class RoleForm(forms.Form):
    """Another role for a member, in no higher one than the giver's own."""

    role = forms.ChoiceField()

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = grantable(member)  # type: ignore[attr-defined]


def grantable(member: Membership) -> list[tuple[str, str]]:
    """The roles that a member may give."""
    may = [role for role in Role if member.may_grant(role)]
    return [(role.value, str(capfirst(role.label))) for role in may]


def currencies(chosen: str) -> list[tuple[str, str]]:
    """Every currency that is legal tender, and the chosen one, by code."""
    names = Locale.parse(to_locale(get_language() or "en")).currencies
    codes = sorted(_LEGAL_TENDER | {chosen})
    return [(code, f"{code} · {names.get(code, code)}") for code in codes]


def zones(chosen: str) -> list[tuple[str, str]]:
    """Time zones named after a city, and the chosen one."""
    cities = {name for name in available_timezones() if _is_city(name)} | {chosen}
    return [(name, name.replace("_", " ")) for name in sorted(cities)]


def _is_city(name: str) -> bool:
    area = name.partition("/")[0]
    return "/" in name and area not in ("Etc", "US", "posix", "right")
