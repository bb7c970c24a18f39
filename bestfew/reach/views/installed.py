"""What makes the phone's page installed: manifest, worker, and the page without net.

None of these says anything of anybody: they may stay on the phone after sign-out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from bestfew.web.templatetags.bestfew import STYLESHEETS

CANVAS, ACCENT = "#f5f7f7", "#0a5a68"
STEPS = (1, 10, 50, 100, 500)
FILES = (
    *("vendor/tabler.min.css", "mark.svg", "icons.svg", "js/theme.js"),
    *("reach/reach.css", "reach/tally.js", "reach/icon-192.png", "reach/icon-512.png"),
)


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "name": "Bestfew",
            "short_name": "Bestfew",
            "start_url": reverse("desk:today"),
            "scope": "/",
            "display": "standalone",
            "background_color": CANVAS,
            "theme_color": ACCENT,
            "icons": [
                {
                    "src": static(f"reach/icon-{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": "any maskable",
                }
                for size in (192, 512)
            ],
        },
        content_type="application/manifest+json",
    )


@never_cache
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; another set of files makes it another version."""
    files = static_files()
    version = hashlib.sha256(" ".join(files).encode()).hexdigest()[:12]
    context = {"files": files, "version": version, "page": reverse("reach:offline")}
    return render(
        request,
        "reach/worker.js",
        context,
        content_type="text/javascript; charset=utf-8",
    )


def static_files() -> Sequence[str]:
    """Addresses of what the page without net needs."""
    sheets = (f"css/{name}.css" for name in STYLESHEETS)
    return [static(name) for name in (*sheets, *FILES)]


@never_cache
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The small tally page that shows when there is no net; the same for everybody."""
    return render(request, "reach/offline.html", {"steps": STEPS})
