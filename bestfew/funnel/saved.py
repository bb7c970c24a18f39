"""Views of the funnel under a name: keep one, let one go."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.funnel import actions
from bestfew.funnel.filters import wanted_in
from bestfew.funnel.models import SavedView
from bestfew.web.http import fault, redirect, toast


class KeepForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("of a view", "Name"), max_length=60)
    asked = forms.CharField(required=False, max_length=1000)


@writer_required
@require_POST
def keep(request: MemberRequest) -> HttpResponse:
    """What the Funnel shows now, under a name."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        fault(request, _("Please give the view a name of up to 60 letters."))
        return _to(request, wanted_in(request.POST.get("asked", "")).as_query())
    wanted = wanted_in(form.cleaned_data["asked"])
    try:
        view = actions.keep_view(
            request.member,
            name=form.cleaned_data["name"],
            wanted=wanted,
            at=timezone.now(),
        )
    except actions.TooManyViews:
        fault(request, _("You keep 20 views already: remove one first."))
    else:
        toast(request, _("“%(name)s” is kept.") % {"name": view})
    return _to(request, wanted.as_query())


@writer_required
@require_POST
def forget(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a view of one's own go; somebody else's is not found."""
    mine = SavedView.objects.filter(user=request.member.user_id)
    view = get_object_or_404(mine, pk=pk)
    again = {"name": view.name, "asked": view.asked}
    actions.forget_view(view)
    toast(
        request,
        _("“%(name)s” is removed.") % {"name": view},
        undo_url=reverse("funnel:keep-view"),
        undo_data=again,
    )
    return _to(request, view.asked)


def _to(request: MemberRequest, query: str) -> HttpResponse:
    return redirect(request, reverse("funnel:funnel") + (f"?{query}" if query else ""))
