"""In which formats an export can be."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _


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
