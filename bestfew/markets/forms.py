"""What the pages of target markets send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.markets.models import Offering, TargetMarket

FACTS = (
    *("name", "who", "needs", "desires", "picture", "listen_for", "introduce"),
    "potential",
)
POTENTIALS = [
    (5, _("5, the most promising")),
    (4, "4"),
    (3, "3"),
    (2, "2"),
    (1, _("1, rather not")),
]


class MarketForm(forms.ModelForm[TargetMarket]):
    """A target market: who they are, then what one tells partners of them."""

    MORE = ("picture", "listen_for", "introduce", "potential")

    potential = forms.TypedChoiceField(
        label=_("How promising they are"), choices=POTENTIALS, coerce=int, initial=3
    )

    class Meta:
        model = TargetMarket
        fields = FACTS
        widgets = {
            "who": forms.Textarea(attrs={"rows": 4}),
            "needs": forms.Textarea(attrs={"rows": 2}),
            "desires": forms.Textarea(attrs={"rows": 2}),
            "picture": forms.Textarea(attrs={"rows": 4}),
            "listen_for": forms.Textarea(attrs={"rows": 2}),
            "introduce": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "who": _("One sign a line: what they are, where, how many, when they buy."),
            "needs": _("What they cannot do without."),
            "desires": _("What they would love to have."),
            "picture": _("One real customer, told so that a partner sees them."),
        }

    def validate_unique(self) -> None:
        """A name that is taken is told by the deed, which sees the workspace."""

    def first_ones(self) -> list[Any]:
        return [field for field in self if field.name not in self.MORE]

    def others(self) -> list[Any]:
        return [self[name] for name in self.MORE]


class OfferForm(forms.Form):
    """What is sold to a market."""

    offerings = forms.ModelMultipleChoiceField(
        Offering.objects.none(),
        label="",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose: Any = self.fields["offerings"]
        choose.queryset = Offering.objects.filter(is_retired=False).order_by("name")
