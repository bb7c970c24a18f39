"""A form of a team: shown, sent, and refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse

from bestfew.teams.saying import FAULTS, sentence
from bestfew.web.http import fault, render_part

Faults = tuple[type[Exception], ...]
Sentence = Callable[[Exception], str]


def done(
    form: BaseForm,
    deed: Callable[[], object],
    *,
    faults: Faults = FAULTS,
    say: Sentence = sentence,
) -> bool:
    """Whether the form is well and its deed went through; else the form says why."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            deed()
    except faults as refused:
        form.add_error(None, say(refused))
        return False
    return True


def tried(
    request: HttpRequest,
    deed: Callable[[], object],
    *,
    faults: Faults = FAULTS,
    say: Sentence = sentence,
) -> bool:
    """Whether a deed without a form went through; else a toast says why."""
    try:
        with transaction.atomic():
            deed()
    except faults as refused:
        fault(request, say(refused))
        return False
    return True


def show_form(
    request: HttpRequest, form: BaseForm, template: str, **context: Any
) -> HttpResponse:
    """The page with a form, or its sheet; 422 where something is wrong."""
    status = 422 if form.errors else 200
    context |= {"form": form}
    return render_part(request, template, context, "sheet", status=status)


def site_of(request: HttpRequest) -> str:
    """What links in letters begin with: a host of ALLOWED_HOSTS."""
    return request.build_absolute_uri("/").rstrip("/")


def posted(request: HttpRequest) -> Any:
    """What was sent, for a form that is shown as well."""
    return request.POST if request.method == "POST" else None
