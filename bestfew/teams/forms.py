"""What members of a team, and those who are invited, fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.forms import zones
from bestfew.packs.professions import profession_name as named
from bestfew.packs.professions import professions
from bestfew.teams.models import Position, Seat, Team, TeamMember
from bestfew.teams.rules.words import clean

PROMISE = _("I come to our meetings and send business to the others.")


class Line(forms.CharField):
    """One line of words that others will read."""

    def clean(self, value: Any) -> str:
        return str(super().clean(clean(self.to_python(value) or "")))


class Lines(Line):
    widget = forms.Textarea(attrs={"rows": 3})


class SeatForm(forms.Form):
    """What is done in a seat: a profession that all know, or words of one's own."""

    profession = forms.ChoiceField(label=_("Profession"), required=False)
    label = Line(
        label=_("In your own words, if it is not on the list"),
        required=False,
        max_length=120,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["profession"]
        choose.choices = [("", "–"), *profession_choices()]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("profession") and not found.get("label"):
            self.add_error("profession", _("Please choose a profession."))
        if found.get("profession"):
            found["label"] = ""
        return found


class FoundForm(SeatForm):
    """A new team, and the founder's own seat."""

    name = Line(label=_("What the team is called"), max_length=120)
    market = Line(
        label=_("Whom it serves"),
        required=False,
        max_length=200,
        help_text=_("The customers that all of you have in common."),
    )
    commitment = Line(label=_("What you promise the others"), max_length=500)
    field_order = ("name", "market", "profession", "label", "commitment")


class TeamForm(forms.ModelForm[Team]):
    """What the team is called, for whom it is, where it meets."""

    name = Line(label=_("What the team is called"), max_length=120)
    market = Line(label=_("Whom it serves"), required=False, max_length=200)
    mission = Lines(label=_("What it is for"), required=False, max_length=500)
    zone = forms.ChoiceField(label=_("Time zone of the meetings"))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = Team
        fields = ("name", "market", "mission", "zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["zone"]
        choose.choices = zones(self.instance.zone)


class InviteForm(forms.Form):
    """Who is offered a seat. Nothing of it is kept once they answered."""

    name = Line(label=_("Who it is for"), required=False, max_length=150)
    email = forms.EmailField(
        label=_("Their e-mail"),
        required=False,
        help_text=_("So that nobody is asked twice. Forgotten once they answer."),
    )
    language = forms.ChoiceField(label=_("Their language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, sends: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sends = sends

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if self.sends and not found.get("email") and "email" not in self.errors:
            self.add_error("email", _("To send it, we need their e-mail."))
        return found


class AcceptForm(forms.Form):
    """Who sits down says who they are, and what they promise (A37)."""

    name = Line(
        label=pgettext_lazy("of a person", "Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    business = Line(label=_("Your business"), max_length=200)
    commitment = Line(label=_("What you promise the others"), max_length=500)


class GuestForm(AcceptForm):
    """Somebody without an account says how to reach them, too."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        help_text=_("For minutes and reminders; the other members see it."),
    )
    field_order = ("name", "business", "email", "commitment")


class MeForm(forms.ModelForm[TeamMember]):
    """What I say of myself to this team."""

    name = Line(label=pgettext_lazy("of a person", "Your name"), max_length=150)
    business = Line(label=_("Your business"), max_length=200)
    wanted = Lines(
        label=_("Whom you would like to meet"),
        required=False,
        max_length=1_000,
        help_text=_("The others look for these people among those they know."),
    )
    commitment = Line(label=_("What you promise the others"), max_length=500)
    language = forms.ChoiceField(label=_("Your language"), choices=settings.LANGUAGES)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    class Meta:
        model = TeamMember
        fields = ("name", "business", "email", "wanted", "commitment", "language")


class SuggestForm(forms.Form):
    business = Line(label=_("Which business would fit?"), max_length=200)
    why = Line(label=_("Why? What do they do well?"), required=False, max_length=300)


class RivalsForm(forms.Form):
    """Two seats of one team."""

    first = forms.ModelChoiceField(
        Seat.unscoped.none(), label=_("One profession"), empty_label="–"
    )
    second = forms.ModelChoiceField(
        Seat.unscoped.none(), label=_("The other"), empty_label="–"
    )

    def __init__(self, *args: Any, team: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            choose: Any = self.fields[name]
            choose.queryset = Seat.objects.filter(team=team, closed_at=None)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("first") and found.get("first") == found.get("second"):
            self.add_error("second", _("Please choose two."))
        return found


class PositionForm(forms.Form):
    position = forms.ChoiceField(choices=Position.choices)


def profession_choices() -> list[tuple[str, str]]:
    """Every profession by its name in the reader's language."""
    language = get_language() or "en"
    known = [(key, named(key, language)) for key in professions()]
    return sorted(known, key=lambda each: each[1].casefold())
