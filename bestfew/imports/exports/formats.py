"""What an export can hold, and in which formats."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.imports.models import Noun


class Held(models.TextChoices):
    """What can be taken out: all that imports bring in, and one's network."""

    PEOPLE = Noun.PEOPLE.value, Noun.PEOPLE.label
    ORGANISATIONS = Noun.ORGANISATIONS.value, Noun.ORGANISATIONS.label
    OBJECTIVES = Noun.OBJECTIVES.value, Noun.OBJECTIVES.label
    ACTIVITIES = Noun.ACTIVITIES.value, Noun.ACTIVITIES.label
    MARKETS = "markets", _("target markets")
    PROFESSIONS = "professions", _("professions")
    SPHERE = "sphere", _("partners of the sphere")
    REFERRALS = "referrals", _("referrals")


class Format(models.TextChoices):
    CSV = "csv", _("CSV, for any program")
    XLSX = "xlsx", _("Excel workbook")
    VCARD = "vcard", _("vCards, for phones")
    JSONL = "jsonl", _("JSON lines, for programs")


TYPES: Mapping[str, str] = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.VCARD: "text/vcard; charset=utf-8",
    Format.JSONL: "application/jsonl; charset=utf-8",
}
ENDINGS: Mapping[str, str] = {
    Format.CSV: "csv",
    Format.XLSX: "xlsx",
    Format.VCARD: "vcf",
    Format.JSONL: "jsonl",
}
