"""What views answer with: a page or the part htmx asked for, and the undo toast."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect as to
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from bestfew.accounts.paths import safe_next

UNDO = "undo:"


class HtmxRequest(HttpRequest):
    """A request as django-htmx leaves it."""

    htmx: HtmxDetails


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a fragment (and not for a page out of its history)."""
    htmx = cast(HtmxRequest, request).htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def render_part(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    part: str | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The page; for htmx only its `part`, followed by the toasts that wait."""
    is_part = part is not None and wants_part(request)
    name = f"{template}#{part}" if is_part else template
    body = render_to_string(name, dict(context), request)
    if is_part:
        body += render_to_string("components/toasts.html#swap", {}, request)
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def redirect(
    request: HttpRequest, target: Any, *args: Any, **kwargs: Any
) -> HttpResponse:
    """Go to another page; htmx is told to load it whole."""
    response = cast(HttpResponseRedirect, to(target, *args, **kwargs))
    if wants_part(request):
        return HttpResponseClientRedirect(response.url)
    return response


def back(request: HttpRequest, target: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """Go where the form's `next` says if that is one of our pages, else to `target`."""
    fallback = cast(HttpResponseRedirect, to(target, *args, **kwargs)).url
    return redirect(request, safe_next(request, fallback))


def toast(
    request: HttpRequest,
    text: str,
    *,
    undo_url: str = "",
    undo_data: Mapping[str, Any] | None = None,
) -> None:
    """Say in a word what was done, and offer to take it back.

    It shows on the next page, or with the part that htmx gets now. `undo_data` are the
    fields that are posted to `undo_url`, beside `next`, the page the undo came from.
    """
    undo = json.dumps([undo_url, dict(undo_data or {})]) if undo_url else ""
    messages.success(request, text, extra_tags=UNDO + undo if undo else "")


def fault(request: HttpRequest, text: str) -> None:
    """Say in a sentence what could not be done."""
    messages.error(request, text)
