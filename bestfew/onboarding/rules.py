"""What a language suggests about a workspace; plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

LOCAL_CHATS: Mapping[str, str] = {"VN": "zalo", "TH": "line", "CN": "wechat"}
"""The chat that most people of a country use: a channel's key."""


def chats_first(keys: Sequence[str], chats: Sequence[str], country: str) -> list[str]:
    """Channels' keys with the country's own chat before the others."""
    order = iter(sorted(chats, key=lambda key: key != LOCAL_CHATS.get(country)))
    return [next(order) if key in chats else key for key in keys]
