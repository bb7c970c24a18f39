"""V4: what tells rows apart stands once."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from bestfew.people.models import ContactPoint, ExternalId, ImportantDate, Role, Tagging
from bestfew.verify.check import Check, Found


def several(model: Any, *key: str) -> Found:
    """Keys that more than one row of the workspace has; an index has their order."""
    rows = model.objects.values_list(*key).annotate(n=Count("pk"))
    if "person_id" in key:
        rows = rows.exclude(person_id=None)
    twice = rows.filter(n__gt=1).order_by()
    return Found.among(" ".join(map(str, row[:-1])) for row in twice.iterator())


CHECKS = [
    Check(
        "keys: external ids",
        _("Two people have the same id of another program."),
        partial(several, ExternalId, "namespace", "value"),
    ),
    Check(
        "keys: contact points",
        _("Somebody has the same contact point twice."),
        partial(several, ContactPoint, "key", "kind", "person_id"),
    ),
    Check(
        "keys: roles",
        _("Somebody has two roles at one organisation."),
        partial(several, Role, "person_id", "organisation_id"),
    ),
    Check(
        "keys: tags",
        _("Somebody has the same tag twice."),
        partial(several, Tagging, "person_id", "tag_id"),
    ),
    Check(
        "keys: dates",
        _("Somebody has the same important date twice."),
        partial(several, ImportantDate, "person_id", "kind", "label"),
    ),
]
