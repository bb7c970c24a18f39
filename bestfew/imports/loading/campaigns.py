"""Campaigns by name, made where missing and their channel is known."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from bestfew.accounts.ids import new_id
from bestfew.imports import bulk
from bestfew.imports.loading.loader import Context
from bestfew.imports.rules.text import plain
from bestfew.people.rules import fold
from bestfew.prospecting.models import Campaign

NEW = ("id", "name", "channel_id", "starts_on", "owner_id", "created_at", "updated_at")


class Campaigns:
    """The campaigns that a member sees; `write` puts the new ones down.

    A new one is theirs, and begins on the day of the first entry that names it. In a
    file of ours, names that differ in capitals or marks are different ones.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.key = plain if context.sheet.is_ours else fold
        rows = Campaign.objects.visible_to(context.member).order_by("-id")
        found = rows.values_list("name", "pk")
        self.known = {self.key(name): pk for name, pk in found}
        self.new: dict[int, tuple[str, int]] = {}
        self.begins: dict[int, date] = {}

    def of(self, name: str, channel: int | None, at: datetime) -> int | None:
        """The campaign of that name; None where it is new and its channel is not."""
        key = self.key(name)
        if key not in self.known:
            if channel is None:
                return None
            self.known[key] = new_id()
            self.new[self.known[key]] = (name, channel)
        pk, day = self.known[key], timezone.localdate(at)
        self.begins[pk] = min(day, self.begins.get(pk, day))
        return pk

    def write(self) -> list[int]:
        by, at = self.context.member.user_id, self.context.at
        rows = [(pk, *new, self.begins[pk], by, at, at) for pk, new in self.new.items()]
        bulk.insert(Campaign, NEW, rows)
        return list(self.new)
