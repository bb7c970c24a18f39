"""What a language suggests about a workspace; plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Home:
    """Country (ISO 3166-1), currency (ISO 4217) and time zone (IANA)."""

    country: str
    currency: str
    zone: str


HOMES: Mapping[str, Home] = {
    "en": Home("GB", "GBP", "Europe/London"),
    "vi": Home("VN", "VND", "Asia/Ho_Chi_Minh"),
    "th": Home("TH", "THB", "Asia/Bangkok"),
    "zh-hans": Home("CN", "CNY", "Asia/Shanghai"),
}
"""Where a workspace of a language is taken to be, until somebody says otherwise."""

WORKING_DAYS = (1, 2, 3, 4, 5)
"""ISO weekdays a new workspace works on: Monday to Friday."""
