"""Scans in the browser: begin one, see how far it is, cancel it; what it may merge."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRefresh

from bestfew.accounts.access import leader_required, writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.duplicates import jobs, merging_safely, queries, scanning
from bestfew.duplicates.models import Scan
from bestfew.web.http import fault, redirect, render_part, toast
from bestfew.web.pages import page_of


@writer_required
@require_POST
def scan(request: MemberRequest) -> HttpResponse:
    """Begin to look for who is kept twice."""
    try:
        jobs.start(request.member)
    except scanning.ScanRunning:
        fault(request, _("The workspace is being scanned already."))
    return redirect(request, "duplicates:review")


@writer_required
@require_GET
def progress(request: MemberRequest) -> HttpResponse:
    """How far the scan is; the whole page anew once it is over."""
    last = queries.last_scan(request.member)
    if last is None or not last.is_running:
        return HttpResponseClientRefresh()
    return render_part(request, "duplicates/scan.html", {"scan": last})


@writer_required
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Scan.objects.visible_to(request.member), pk=pk)
    scanning.cancel(found, at=now())
    return redirect(request, "duplicates:review")


@leader_required
@require_POST
def wish(request: MemberRequest) -> HttpResponse:
    """Whether scans merge by themselves those that are sure."""
    merging_safely.want(merges_safely="merges_safely" in request.POST)
    toast(request, _("Saved."))
    return redirect(request, "duplicates:review")


@writer_required
@require_GET
def merged(request: MemberRequest) -> HttpResponse:
    """Whom scans merged by themselves, the last ones first, each to be undone."""
    after = request.GET.get("after", "")
    page = page_of(queries.merged_by_scans(request.member), order=["-id"], after=after)
    context = {"page": page, "after": after, "now": now()}
    return render_part(request, "duplicates/merged.html", context, "rows")
