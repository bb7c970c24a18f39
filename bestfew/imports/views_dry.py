"""A look at a file before it is loaded: what would become of it, its faulty rows."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)
from django_htmx.http import reswap, retarget

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.imports import checking, correcting, faults, jobs, previews, queries
from bestfew.imports.actions import NotNow
from bestfew.imports.forms import RowForm
from bestfew.imports.loading.again import earlier_import
from bestfew.imports.models import Correction, DryRun, FaultyRow, Import, State
from bestfew.imports.progress import of_dry_run
from bestfew.imports.readers import Unreadable
from bestfew.imports.reasons import refusal
from bestfew.web.http import fault, redirect, render_part, toast, wants_part

PARTS = {"counting": "counting", "faults": "faults", "more": "rows"}
"""What htmx asks for: how far the count is, one kind of faults, or rows behind."""


@writer_required
@require_GET
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    job = _waiting(request, pk)
    dry = DryRun.objects.select_related("job").filter(job=job).first()
    if dry is None:
        return redirect(request, "imports:map", pk)
    part = PARTS.get(request.headers.get("HX-Target", ""))
    if part == "counting" and not dry.is_running:
        return redirect(request, "imports:preview", pk)
    context = _counted(request, dry) | _rows(request, dry)
    if part is None:
        context |= _around(request, job)
    return render_part(request, "imports/preview.html", context, part)


def _counted(request: MemberRequest, dry: DryRun) -> dict[str, Any]:
    return {
        "job": dry.job,
        "dry": dry,
        "counts": faults.labelled(dry),
        "kinds": faults.kinds_of(dry),
        "progress": of_dry_run(dry, at=now()),
        "refusal": refusal(dry.fault) if dry.fault else "",
    }


def _rows(request: MemberRequest, dry: DryRun) -> dict[str, Any]:
    """A page of the rows with faults, of the kind that was chosen."""
    kind, after = (_said(request, name) for name in ("kind", "after"))
    lines, behind = faults.page_of_faults(dry, kind=kind, after=after)
    everywhere = faults.corrected_everywhere(dry.job)
    return {"kind": kind, "lines": lines, "next": behind, "everywhere": everywhere}


def _said(request: MemberRequest, name: str) -> str:
    return request.GET.get(name, "") or request.POST.get(name, "")


def _around(request: MemberRequest, job: Import) -> dict[str, Any]:
    """What the page says beside the counts."""
    member = request.member
    try:
        first = previews.first_rows(job, member)
    except Unreadable:
        first = None  # the dry run says why
    return {
        "first": first,
        "earlier": earlier_import(job),
        "writing": queries.writing_of(job, member),
    }


@writer_required
@require_POST
def check(request: MemberRequest, pk: int) -> HttpResponse:
    """Count the file, or count it anew."""
    job = _waiting(request, pk)
    try:
        jobs.check(job, request.member)
    except NotNow:
        return redirect(request, "imports:import", pk)
    except Unreadable as why:
        fault(request, refusal({"code": why.code, **why.facts}))
        return redirect(request, "imports:map", pk)
    return redirect(request, "imports:preview", pk)


@writer_required
@require_POST
def stop_check(request: MemberRequest, pk: int) -> HttpResponse:
    checking.stop(_waiting(request, pk), at=now())
    return redirect(request, "imports:preview", pk)


@writer_required
@require_http_methods(["GET", "POST"])
def row(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One faulty row with all of its cells; a POST corrects some of them."""
    dry = _dry_run(request, pk)
    found = get_object_or_404(FaultyRow, dry_run=dry, number=number)
    if request.method == "GET":
        return _row(request, dry, found, is_whole=True)
    width = max(len(dry.job.headers), len(found.cells))
    form = RowForm(request.POST, width=width)
    if not form.is_valid():
        raise BadRequest
    try:
        return _corrected(request, dry, found, form)
    except (NotNow, correcting.TooMany, correcting.TooLong) as why:
        fault(request, _why_not(why))
    return _answer(request, dry, number)


def _corrected(
    request: MemberRequest, dry: DryRun, found: FaultyRow, form: RowForm
) -> HttpResponse:
    who: dict[str, Any] = {"by": request.member, "at": now()}
    replaced = correcting.correct(dry, found, form.changes(), seen=form.seen(), **who)
    for each in replaced:
        said = {"who": each.by, "value": each.value}
        toast(request, _("%(who)s had written “%(value)s”; yours stands now.") % said)
    alike = form.alike()
    for column, value in alike.items():
        count = correcting.correct_alike(dry, found, column, value, **who)
        say = ngettext("%(n)s row was corrected.", "%(n)s rows were corrected.", count)
        toast(request, say % {"n": count})
    return _answer(request, dry, 0 if alike else found.number)


def _why_not(why: Exception) -> str:
    if isinstance(why, correcting.TooMany):
        say = _("More than %(most)s cells are corrected here: correct the file itself.")
        return say % {"most": correcting.MOST}
    if isinstance(why, correcting.TooLong):
        return _("So long a text cannot be corrected in every row at once.")
    return _("This import was started meanwhile.")


@writer_required
@require_POST
def uncorrect(request: MemberRequest, pk: int, correction: int) -> HttpResponse:
    """Have a cell say again what the file says."""
    dry = _dry_run(request, pk)
    found = get_object_or_404(Correction, pk=correction, job=dry.job)
    try:
        correcting.take_back(dry, found, by=request.member)
    except NotNow as why:
        fault(request, _why_not(why))
    return _answer(request, dry, found.number)


def _answer(request: MemberRequest, dry: DryRun, number: int) -> HttpResponse:
    """The row as it stands now; all rows where several changed."""
    if not wants_part(request):
        return redirect(request, "imports:preview", dry.job_id)
    dry.refresh_from_db()
    found = FaultyRow.objects.filter(dry_run=dry, number=number).first()
    if found:
        return _row(request, dry, found)
    context = {**_counted(request, dry), **_rows(request, dry), "wants_counts": True}
    response = render_part(request, "imports/preview.html", context, "faults")
    return reswap(retarget(response, "#faults"), "outerHTML")


def _row(
    request: MemberRequest, dry: DryRun, found: FaultyRow, *, is_whole: bool = False
) -> HttpResponse:
    corrections = faults.Corrections(dry.job, [found.number])
    line = faults.line_of(dry.job, found, corrections, is_whole=is_whole)
    context = {
        **_counted(request, dry),
        "everywhere": faults.corrected_everywhere(dry.job),
        "kind": _said(request, "kind"),
        "line": line,
        "is_whole": is_whole,
    }
    return render_part(request, "imports/row.html", context, "row")


def _waiting(request: MemberRequest, pk: int) -> Import:
    """An import that waits to be started; 404 once it was."""
    jobs_seen = Import.objects.visible_to(request.member)
    return get_object_or_404(jobs_seen, pk=pk, state=State.UPLOADED)


def _dry_run(request: MemberRequest, pk: int) -> DryRun:
    job = _waiting(request, pk)
    dry: DryRun = get_object_or_404(DryRun.objects.select_related("job"), job=job)
    return dry
