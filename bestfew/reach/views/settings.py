"""Channels: what each can do, what it costs, what it asks for."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import leader_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.history.models import record
from bestfew.packs.contacting import country_rules
from bestfew.packs.loader import say
from bestfew.prospecting.models import Channel
from bestfew.reach import actions, words
from bestfew.reach.forms import ChannelForm, NewChannelForm
from bestfew.web.http import redirect, render_part, toast


@leader_required
@require_GET
def channels(request: MemberRequest) -> HttpResponse:
    known = country_rules(request.member.workspace.country)
    rows = Channel.objects.order_by("-is_open", "position", "pk")
    context = {
        "rows": [(each, known.rules.get(each.medium)) for each in rows],
        "note": say(known.note, get_language() or "en") if known.note else "",
    }
    return render_part(request, "reach/channels.html", context)


@leader_required
@require_http_methods(["GET", "POST"])
def channel(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Channel, pk=pk)
    data = request.POST if request.method == "POST" else None
    form = ChannelForm(data, instance=found)
    if form.is_valid():
        with transaction.atomic():
            form.save(commit=False).save(update_fields=form.Meta.fields)
            record("edited", found, by=request.member.user, at=timezone.now())
        toast(request, _("The channel is kept."))
        return redirect(request, "reach:channels")
    context = {"form": form, "channel": found}
    status = 422 if form.errors else 200
    return render_part(request, "reach/channel.html", context, status=status)


@leader_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """One more way to reach people."""
    data = request.POST if request.method == "POST" else None
    form = NewChannelForm(data)
    if form.is_valid():
        try:
            actions.add_channel(
                form.channel(), by=request.member.user, at=timezone.now()
            )
        except (actions.ChannelThere, actions.TooManyChannels) as fault:
            form.add_error("name", words.why_not(fault))
        else:
            toast(request, _("The channel is kept."))
            return redirect(request, "reach:channels")
    status = 422 if form.errors else 200
    return render_part(request, "reach/channel.html", {"form": form}, status=status)
