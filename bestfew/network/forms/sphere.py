"""What the pages of professions and of the sphere send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership
from bestfew.markets.models import TargetMarket
from bestfew.network.models import GAINS, QUESTIONS, Profession, SphereMember
from bestfew.network.queries.interview import MINE, THEIRS, TOPICS, Worded
from bestfew.people.models import Organisation
from bestfew.people.whom import WhomField
from bestfew.teams.models import TeamMember

LONGEST = 2_000

GAINS_WORDS = {
    "goals": _("Goals"),
    "accomplishments": _("Accomplishments"),
    "interests": _("Interests"),
    "networks": _("Networks"),
    "skills": _("Skills"),
}


class MarketChoice(forms.Form):
    """Which target market a profession serves."""

    market = forms.ModelChoiceField(TargetMarket.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["market"]
        choose.queryset = TargetMarket.objects.served()


class ProfessionForm(MarketChoice):
    name = forms.CharField(label=_("Another profession"), max_length=120)


class RivalForm(forms.Form):
    """The other of a pair, and whether they take work from each other."""

    other = forms.ModelChoiceField(Profession.objects.none(), empty_label=_("Choose…"))
    compete = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["other"]
        choose.queryset = Profession.objects.listed()
        choose.label = _("Profession")


class OrganisationField(forms.CharField):
    """An organisation whom the member sees, by its name or key; None for nobody."""

    def __init__(self, member: Membership) -> None:
        super().__init__(required=False, max_length=300)
        self.member = member

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        if not words:
            return None
        seen = Organisation.objects.visible_to(self.member)
        by_key = words.isdecimal() and len(words) <= len(str(2**63))
        found = seen.filter(pk=words) if by_key else seen.filter(name__iexact=words)
        organisation = found.order_by("id").first()
        if organisation is None:
            raise forms.ValidationError(
                _("No organisation has this name. Add it to your list first.")
            )
        return organisation


class PartnerForm(forms.Form):
    """Who comes into the sphere, and for which profession."""

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = WhomField(member)
        self.fields["person"].label = _("Person")
        self.fields["organisation"] = OrganisationField(member)
        self.fields["organisation"].label = _("Organisation")
        self.fields["profession"] = forms.ModelChoiceField(
            Profession.objects.listed(),
            label=_("Profession"),
            empty_label=_("Choose…"),
        )
        self.fields["wanted"] = forms.CharField(
            label=_("Referrals they want"),
            required=False,
            max_length=1_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if not self.errors and not (clean["person"] or clean["organisation"]):
            raise forms.ValidationError(
                _("Who is it? Give a person or an organisation of your list.")
            )
        return clean


class SphereForm(forms.ModelForm[SphereMember]):
    """What is kept of a partner."""

    profession = forms.ModelChoiceField(
        Profession.objects.none(), label=_("Profession"), empty_label=None
    )

    class Meta:
        model = SphereMember
        fields = ("profession", "wanted", "overlap", "note", "is_shared")
        widgets = {
            "wanted": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["profession"]
        choose.queryset = Profession.objects.listed()
        self.fields["is_shared"].label = _("The whole team sees it")


class InterviewForm(forms.Form):
    """The ten questions, as they are worded now."""

    def __init__(
        self, *args: Any, wording: dict[str, Worded], said: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for topic in TOPICS:
            label = f"{wording[topic].slot}. {wording[topic].text}"
            self.fields[topic] = _text(label, said.get(topic))


class GainsForm(forms.Form):
    """What two partners tell each other; `theirs` and `mine` of the same five."""

    def __init__(self, *args: Any, said: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in (*THEIRS, *MINE):
            name = topic.partition(".")[2]
            self.fields[topic] = _text(GAINS_WORDS[name], said.get(topic), rows=1)

    def pairs(self) -> list[tuple[Any, Any, Any]]:
        """Each of the five: its name, theirs and mine."""
        return [
            (GAINS_WORDS[name], self[f"theirs.{name}"], self[f"mine.{name}"])
            for name in GAINS
        ]


class QuestionsForm(forms.Form):
    """The ten in the user's own words; a blank one is as composed."""

    def __init__(self, *args: Any, wording: dict[str, Worded], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for slot in range(1, QUESTIONS + 1):
            worded = wording[f"q{slot}"]
            self.fields[f"q{slot}"] = forms.CharField(
                label=_("Question %(n)s") % {"n": slot},
                required=False,
                max_length=300,
                initial=worded.text if worded.is_own else "",
                widget=forms.Textarea(attrs={"placeholder": worded.text, "rows": 2}),
            )

    def texts(self) -> dict[int, str]:
        said = self.cleaned_data.items()
        return {int(name[1:]): " ".join(text.split()) for name, text in said}


class TalkForm(forms.Form):
    """A one-to-one that was held."""

    note = forms.CharField(
        label=_("What you learned of each other"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=1_440
    )
    submit_id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class SeatForm(forms.Form):
    """Which seat of my teams a partner has."""

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = TeamMember.objects.of(member)
        seats = TeamMember.objects.seated().filter(team__in=mine.values("team"))
        self.fields["seat"] = forms.ModelChoiceField(
            seats.exclude(pk__in=mine.values("pk")).order_by("name", "id"),
            label=_("They sit in your team as"),
            empty_label=_("Choose…"),
        )


def _text(label: Any, said: Any, *, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST,
        initial=said.text if said else "",
        widget=forms.Textarea(attrs={"rows": rows}),
    )
