"""What is said of target markets, and of the professions that serve them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from bestfew.imports.exports.called import called_as
from bestfew.imports.exports.sides import grouped, here
from bestfew.imports.exports.source import Record, Source, text_or_none, yes
from bestfew.imports.models import Noun
from bestfew.imports.rules.text import plain
from bestfew.markets.models import MarketOffering, TargetMarket
from bestfew.network.models import Profession, Rivalry, Serving

TEXTS = ("name", "who", "needs", "desires", "picture", "listen_for", "introduce")


class Markets(Source):
    """Whom one serves, in one's own words (A03, A34); what is sold to them (A10)."""

    noun = Noun.MARKETS
    model = TargetMarket
    names = (*TEXTS, "potential", "created_at", "retired_at")
    columns = ("external_id", *names, "offerings", "professions")
    long = TEXTS

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        ids = [row[0] for row in batch]
        names = called_as(ids)
        sold = here(MarketOffering).filter(market__in=ids)
        offerings = grouped(sold, "market_id", "offering__name")
        serving = here(Serving).filter(market__in=ids).select_related("profession")
        professions = defaultdict(list)
        for each in serving.order_by("profession__position", "profession_id"):
            professions[each.market_id].append(called(each.profession))
        return [
            {
                **self._record(dict(zip(self.names, values, strict=True))),
                "external_id": names[pk],
                "offerings": [plain(name) for (name,) in offerings.get(pk, ())],
                "professions": professions[pk],
            }
            for pk, *values in batch
        ]

    def _record(self, row: Record) -> Record:
        return {
            **{name: plain(row[name]) for name in TEXTS},
            "potential": row["potential"],
            "created_at": row["created_at"].isoformat(),
            "retired_at": text_or_none(row["retired_at"]),
        }


class Professions(Source):
    """Lines of business, what one is oneself, and who competes with whom (A35)."""

    noun = Noun.PROFESSIONS
    model = Profession
    names = ("key", "label", "is_mine", "position")
    columns = ("external_id", "key", "name", "mine", "position", "rivals")
    long = ()

    def records(self, batch: Sequence[tuple[Any, ...]]) -> list[Record]:
        ids = [row[0] for row in batch]
        rivals, names = self._rivals(ids), called_as(ids)
        return [
            {
                "external_id": names[pk],
                "key": key,
                "name": called(Profession(key=key, label=label)),
                "mine": yes(is_mine),
                "position": position,
                "rivals": rivals[pk],
            }
            for pk, key, label, is_mine, position in batch
        ]

    def _rivals(self, ids: Sequence[int]) -> dict[int, list[Record]]:
        """Each pair once, with its second, which comes in behind its first.

        `competes` says what the user said of it; `pack`, that nobody here did.
        """
        found: dict[int, list[Record]] = defaultdict(list)
        rows = here(Rivalry).filter(second__in=ids).select_related("first")
        for each in rows.order_by("first_id"):
            other = {"key": each.first.key, "name": each.first.label}
            by = self.whose.name(each.by_id, "by", {}) if each.by_id else ""
            told = {**other, "by": by, "pack": not each.by_id}
            found[each.second_id].append(
                {
                    **{name: value for name, value in told.items() if value},
                    "competes": not each.is_denied,
                    "at": each.at.isoformat(),
                }
            )
        return found


def called(profession: Profession) -> str:
    """Its name, in the language of who exports it."""
    return plain(str(profession))
