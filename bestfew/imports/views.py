"""Imports in the browser: upload, map, preview, run, results, undo."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.imports import actions, jobs, queries, views_dry
from bestfew.imports.downloads import attached_lines
from bestfew.imports.exports.deed import last_exports
from bestfew.imports.forms import ExportForm, MapForm, UploadForm
from bestfew.imports.loading.again import earlier_import
from bestfew.imports.models import CAN_UNDO, DryRun, Import, Noun, Outcome, State
from bestfew.imports.progress import of_import
from bestfew.imports.readers import Unreadable
from bestfew.imports.reading.encodings import CHOICES
from bestfew.imports.reasons import refusal, remarks_on
from bestfew.imports.results import KEPT, as_csv, listed, outcomes_of
from bestfew.web.http import fault, redirect, render_part, toast
from bestfew.web.pages import page_of


@writer_required
@require_GET
def list_imports(request: MemberRequest) -> HttpResponse:
    jobs_seen = Import.objects.visible_to(request.member).select_related("by")
    after = request.GET.get("after", "")
    page = page_of(jobs_seen, order=["-uploaded_at"], after=after)
    context = {
        "page": page,
        "after": after,
        "now": now(),
        "export_form": ExportForm(),
        "exports": last_exports(request.member),
    }
    return render_part(request, "imports/list.html", context)


@writer_required
@require_http_methods(["GET", "POST"])
def upload(request: MemberRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            return redirect(request, "imports:map", _uploaded(request, form).pk)
        except Unreadable as why:
            form.add_error("file", refusal({"code": why.code, **why.facts}))
    return _form(request, "imports/upload.html", {"form": form})


def _uploaded(request: MemberRequest, form: UploadForm) -> Import:
    clean = form.cleaned_data
    is_people = clean["noun"] == Noun.PEOPLE
    return actions.upload(
        request.member,
        noun=clean["noun"],
        file_name=clean["file"].name,
        chunks=clean["file"].chunks(),
        at=now(),
        source_name=clean["source"] if is_people else "",
        lawful_basis=clean["basis"] if is_people else "",
    )


@writer_required
@require_http_methods(["GET", "POST"])
def map_columns(request: MemberRequest, pk: int) -> HttpResponse:
    job = _waiting(request, pk)
    form = MapForm(job, request.POST or None)
    if form.is_valid():
        try:
            _map(job, form)
        except actions.NotNow:
            return _started(request, pk)
        return views_dry.check(request, pk)
    return _form(request, "imports/map.html", _columns(job, form))


def _map(job: Import, form: MapForm) -> None:
    kind = form.activity_kind()
    actions.map_columns(
        job, form.targets(), at=now(), rules=form.rules(), activity_kind=kind
    )


def _started(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody started it meanwhile."""
    fault(request, _("This import runs, or ran, already."))
    return redirect(request, "imports:import", pk)


def _columns(job: Import, form: MapForm) -> dict[str, Any]:
    return {
        "form": form,
        "job": job,
        "columns": queries.columns_of(job, form),
        "is_remembered": actions.mapping_for(job) is not None,
        "encodings": CHOICES,
        "remarks": remarks_on(job.layout),
        "earlier": earlier_import(job),
    }


@writer_required
@require_POST
def read_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the file in the encoding, or the sheet of it, that the user chose."""
    job = _waiting(request, pk)
    chosen = {name: request.POST.get(name, "") for name in ("encoding", "part")}
    if chosen["encoding"] not in ("", *CHOICES) or not any(chosen.values()):
        raise Http404
    try:
        language = request.member.workspace.language
        actions.read_again(job, language=language, **chosen)
    except Unreadable as why:
        fault(request, refusal({"code": why.code, **why.facts}))
    except actions.NotNow:
        return _started(request, pk)
    return redirect(request, "imports:map", pk)


@writer_required
@require_POST
def run(request: MemberRequest, pk: int) -> HttpResponse:
    job = _import_of(request, pk)
    try:
        jobs.start(job, request.member)
    except actions.NotNow:
        return _started(request, pk)
    return redirect(request, "imports:import", pk)


@writer_required
@require_GET
def read(request: MemberRequest, pk: int) -> HttpResponse:
    job = _import_of(request, pk)
    if job.state == State.UPLOADED:
        is_counted = DryRun.objects.filter(job=job).exists()
        return redirect(request, f"imports:{'preview' if is_counted else 'map'}", pk)
    if _part(request) == "progress" and not job.is_running:
        return redirect(request, "imports:import", pk)
    return render_part(
        request, "imports/import.html", _shown(request, job), _part(request)
    )


def _shown(request: MemberRequest, job: Import) -> dict[str, object]:
    outcome = _outcome(request, job)
    after = request.GET.get("after", "")
    return {
        "job": job,
        "progress": of_import(job, at=now()),
        "outcomes": outcomes_of(job),
        "outcome": outcome,
        "page": listed(job, outcome=outcome, after=after),
        "may_undo": job.may_undo(now()),
        "refusal": refusal(job.fault) if job.fault else "",
    }


def _outcome(request: MemberRequest, job: Import) -> str:
    """Which rows are shown: at first those that somebody may have to look at."""
    first = ""
    if job.state == State.UNDONE and job.kept:
        first = KEPT
    elif job.state in CAN_UNDO and job.rejected:
        first = Outcome.REJECTED
    return request.GET.get("outcome", str(first))


def _waiting(request: MemberRequest, pk: int) -> Import:
    """An import that waits to be started; 404 once it was."""
    return get_object_or_404(
        Import.objects.visible_to(request.member), pk=pk, state=State.UPLOADED
    )


def _import_of(request: MemberRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.member), pk=pk)


def _form(
    request: MemberRequest, template: str, context: dict[str, Any]
) -> HttpResponse:
    """A page with a form: 422 where it was sent with a fault."""
    status = 422 if context["form"].errors else 200
    return render_part(request, template, context, status=status)


def _part(request: MemberRequest) -> str | None:
    """htmx asks for the progress, the results, or the rows behind those shown."""
    parts = {"progress": "progress", "results": "results", "more": "rows"}
    return parts.get(request.headers.get("HX-Target", ""))


@writer_required
@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    job = _import_of(request, pk)
    if actions.cancel(job, at=now()):
        toast(request, _("Stopped. You can go on, or undo what was loaded."))
    return redirect(request, "imports:import", pk)


@writer_required
@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    job = _import_of(request, pk)
    try:
        jobs.start_undo(job, request.member)
        toast(request, _("%(file)s is being taken back.") % {"file": job})
    except actions.TooLateToUndo:
        fault(request, _("An import can be undone for thirty days."))
    except actions.NotNow:
        fault(request, _("There is nothing to undo here."))
    return redirect(request, "imports:import", pk)


@writer_required
@require_GET
def results_file(request: MemberRequest, pk: int) -> HttpResponse:
    job = _import_of(request, pk)
    return attached_lines(as_csv(job), f"results-{job.pk}.csv")
