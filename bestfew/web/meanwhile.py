"""What somebody else did at the same moment, where no deed had a sentence for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from bestfew.web.errors import busy, not_found

logger = logging.getLogger("django.request")


class Meanwhile:
    """A row that went meanwhile is not there (404); two who collided try again (503).

    Both are written down as faults: a deed that can foresee it says more than this.
    """

    def __init__(self, next_step: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._next_step = next_step

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._next_step(request)

    def process_exception(
        self, request: HttpRequest, fault: Exception
    ) -> HttpResponse | None:
        if not isinstance(fault, ObjectDoesNotExist | DatabaseError):
            return None
        logger.error("Meanwhile: %s", request.path, exc_info=fault)
        if isinstance(fault, DatabaseError):
            return busy(request)
        return not_found(request, fault)
