"""Taking everything out in the browser: a small form, and the file it asks for."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_GET, require_http_methods

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.imports.downloads import attached
from bestfew.imports.exports.deed import BOM, MayNotExport, begin, last_exports
from bestfew.imports.forms import ExportForm
from bestfew.imports.models import Noun
from bestfew.web.http import render_part


@writer_required
@require_http_methods(["GET", "POST"])
def export(request: MemberRequest) -> HttpResponse:
    form = ExportForm(request.POST or None)
    if form.is_valid():
        return _file(request, form)
    return _page(request, form)


@writer_required
@require_GET
def export_noun(request: MemberRequest, noun: str) -> HttpResponse:
    """The form, with what it shall hold chosen already."""
    if noun not in Noun.values:
        raise Http404
    return _page(request, ExportForm(initial={"noun": noun}))


def _file(request: MemberRequest, form: ExportForm) -> HttpResponse:
    try:
        found = begin(request.member, at=now(), **form.wanted())
    except MayNotExport as fault:
        raise PermissionDenied from fault
    return attached(
        found.blocks(mark=BOM),
        name=found.file_name(localdate()),
        content_type=found.content_type,
    )


def _page(request: MemberRequest, form: ExportForm) -> HttpResponse:
    context = {"form": form, "exports": last_exports(request.member)}
    status = 422 if form.errors else 200
    return render_part(request, "imports/export.html", context, status=status)
