"""What is known of a file before it is loaded: its columns, and how it writes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from django.forms import BaseForm, BoundField

from bestfew.accounts.models import Membership
from bestfew.imports.loading.evidence import (
    TAKES_AMOUNTS,
    TAKES_DATES,
    Evidence,
    mark_of,
    orders_of,
)
from bestfew.imports.loading.parsing import rows_of_job
from bestfew.imports.models import Import, Noun
from bestfew.imports.readers import sample_of
from bestfew.people.models import ExternalId

LOOKED_AT = 3_000
"""Rows of a file that are looked at before it is loaded."""


def known_namespaces() -> dict[str, str]:
    """Whose the ids of each known namespace are: people's or organisations'."""
    rows = ExternalId.objects.order_by()
    people = rows.exclude(person=None).values_list("namespace", flat=True).distinct()
    places = rows.exclude(organisation=None).values_list("namespace", flat=True)
    found: dict[str, str] = dict.fromkeys(places.distinct(), Noun.ORGANISATIONS)
    return found | dict.fromkeys(people, Noun.PEOPLE)


def evidence_of(job: Import) -> dict[str, object]:
    """How the first rows of a file write days and amounts."""
    evidence = Evidence()
    rows = islice(rows_of_job(job), LOOKED_AT)
    evidence.see_all(job.targets, (cells for _number, cells in rows))
    return evidence.as_json()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: what stands in it, what it means, and what it does there."""

    header: str
    samples: list[str]
    field: BoundField
    rule: BoundField


def columns_of(job: Import, form: BaseForm) -> list[Column]:
    """Every column with up to three of its values."""
    samples = sample_of(job.path, job.layout)
    return [
        Column(
            header,
            list(dict.fromkeys(samples[index]))[:3],
            form[f"column-{index}"],
            form[f"rule-{index}"],
        )
        for index, header in enumerate(job.headers)
    ]


def writing_of(job: Import, member: Membership) -> dict[str, str]:
    """How the file's days and amounts are read, where it has such columns."""
    country = member.workspace.country
    found: dict[str, str] = {}
    if TAKES_DATES & set(job.targets):
        orders = orders_of(job.evidence, country)
        found["order"] = next((o for c, o in orders.items() if c >= 0), orders[-1])
    if TAKES_AMOUNTS & set(job.targets):
        found["mark"] = mark_of(job.evidence, country)
    return found
