"""What the address of the Funnel asks for, and what there is to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.db.models import CharField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.models import Membership, User
from bestfew.funnel.models import Kind, Place, SavedView
from bestfew.funnel.queries import ORDERS, Wanted
from bestfew.markets.models import Offering

Row = tuple[Any, Any]

BY: dict[str, Promise] = {
    "days": _("By days left"),
    "gain": _("Most for each step"),
    "value": _("By value"),
    "age": _("Oldest first"),
}

NAME, NONE = F("name"), Value("")
SHORT_NAME = Coalesce(NullIf("name", NONE), "email", output_field=CharField())


LARGEST = 2**63 - 1
"""Of the keys that a database holds."""


class FunnelFilter(forms.Form):
    """Read leniently: nonsense asks for nothing."""

    part = forms.ChoiceField(required=False, choices=Place.choices)
    by = forms.ChoiceField(required=False, choices=[(key, key) for key in ORDERS])
    offering = forms.IntegerField(required=False, max_value=LARGEST)
    kind = forms.ChoiceField(required=False, choices=Kind.choices)
    seller = forms.IntegerField(required=False, max_value=LARGEST)
    stalled = forms.BooleanField(required=False)

    def wanted(self) -> Wanted:
        self.is_valid()
        clean = self.cleaned_data
        return Wanted(
            part=clean.get("part", ""),
            by=clean.get("by") or "days",
            offering=clean.get("offering"),
            kind=clean.get("kind", ""),
            seller=clean.get("seller"),
            stalled=clean.get("stalled", False),
        )


def wanted_in(query: str) -> Wanted:
    """What a saved address asks for."""
    return FunnelFilter(QueryDict(query)).wanted()


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a menu: where it leads, and whether it is chosen."""

    label: str
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Menu:
    """A filter as one opens it; `clear` leads to the same without it."""

    label: str
    choices: list[Choice]
    clear: str = ""

    @property
    def said(self) -> str:
        """The chosen one's label; '' where nothing is chosen."""
        return next((each.label for each in self.choices if each.is_chosen), "")


@dataclass(frozen=True, slots=True)
class Bar:
    """All that stands between the funnel and its cards."""

    menus: list[Menu]
    order: Menu
    views: list[SavedView]
    asked: str
    stalled: Choice

    @property
    def view(self) -> SavedView | None:
        """The saved view that is shown, if it is one."""
        return next((each for each in self.views if each.asked == self.asked), None)


def bar_of(member: Membership, wanted: Wanted) -> Bar:
    """What the funnel can be narrowed to, only what there is more than one of."""
    known = _known(member)
    rows = {
        "offering": (_("Offering"), known["offering"]),
        "kind": (_("Kind"), [(kind.value, kind.label) for kind in Kind]),
        "seller": (_("Seller"), known["seller"]),
    }
    menus = [
        Menu(str(label), _choices(wanted, name, found), address(wanted, **{name: None}))
        for name, (label, found) in rows.items()
        if len(found) > 1 or getattr(wanted, name)
    ]
    views = [
        SavedView(id=pk, name=name, asked=asked) for pk, name, asked in known["view"]
    ]
    href = address(wanted, stalled=not wanted.stalled)
    stalled = Choice(str(_("Stalled")), href, wanted.stalled)
    return Bar(menus, orders(wanted), views, wanted.as_query(), stalled)


def _known(member: Membership) -> dict[str, list[Any]]:
    """Offerings, sellers and this member's own views by name, in one query.

    A seller sees nobody's objectives but their own, and what is shared.
    """
    users = User.objects.filter(memberships__workspace=member.workspace_id)
    sellers = users if member.sees_workspace else users.none()
    views = SavedView.objects.filter(user=member.user_id)
    rows = _named("offering", Offering.objects.all(), NAME, NONE).union(
        _named("seller", sellers, SHORT_NAME, NONE),
        _named("view", views, NAME, F("asked")),
        all=True,
    )
    found: dict[str, list[Any]] = {"offering": [], "seller": [], "view": []}
    for noun, pk, name, asked in sorted(rows, key=lambda row: (row[2].lower(), row[1])):
        found[noun].append((pk, name, asked) if noun == "view" else (pk, name))
    return found


def _named(noun: str, rows: QuerySet[Any], called: Any, asked: Any) -> Any:
    words: Any = CharField()
    return (
        rows.order_by()
        .annotate(noun=Value(noun, words), called=called)
        .annotate(wish=ExpressionWrapper(asked, words))
        .values_list("noun", "pk", "called", "wish")
    )


def orders(wanted: Wanted) -> Menu:
    """In which order the cards may stand."""
    return Menu(str(_("Order")), _choices(wanted, "by", list(BY.items())))


def address(wanted: Wanted, **changed: Any) -> str:
    """Where the Funnel shows what is wanted, with something changed."""
    return "?" + replace(wanted, **changed).as_query()


def _choices(wanted: Wanted, name: str, rows: Iterable[Row]) -> list[Choice]:
    now = getattr(wanted, name)
    return [
        Choice(capfirst(str(label)), address(wanted, **{name: key}), key == now)
        for key, label in rows
    ]
