"""Every address of ours, as `routes.txt` has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world import Nouns

INVENTORY = Path(__file__).parent / "routes.txt"
NOT_OURS = ("account/", "static/")
REST: Nouns = {
    "name": "name", "field": "name", "noun": "people", "secret": "unknown",
    "token": "unknown",
}  # fmt: skip
"""What a path takes beside the key of a row."""
TWINS = {"person": "twin", "organisation": "firm_twin"}
"""The other one, where a path takes two of a noun."""


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `guards` maps a method to who may use it."""

    name: str
    path: str
    guards: dict[str, str]
    noun: str

    def __str__(self) -> str:
        return self.name

    @property
    def is_for_guests(self) -> bool:
        """Whether it lies behind a guest's own link."""
        return self.name.startswith("guest:")

    @property
    def is_of_a_team(self) -> bool:
        """Whether it lies behind one of a team's two doors."""
        return self.name.startswith(("guest:", "team:"))

    def url(self, nouns: Nouns) -> str:
        """Its address for the rows of one workspace."""
        rows = {"tag": nouns["tag"].pk, "event": nouns["edited"].pk}
        rows |= {"review": nouns["review"].pk}
        rows |= {"number": 2, "correction": nouns["correction"].pk}
        rows |= {"code": nouns["campaign"].code, "team": nouns["team"].pk}
        rows |= {"member": nouns["team_member"].pk}
        rows |= {"closed": nouns["closed"].pk, "meeting": 0}
        if self.is_for_guests:
            rows["secret"] = nouns["guest_secret"]
        known: dict[str, Any] = {**REST, **rows}
        if self.noun in TWINS:
            known["other"] = nouns[TWINS[self.noun]].pk
        if self.noun:
            known["pk"] = nouns[self.noun].pk
        asked = [part.split(":")[-1] for part in self.path.split(">") if "<" in part]
        return reverse(self.name, kwargs={name: known[name] for name in asked})


def read_inventory() -> list[Route]:
    lines = INVENTORY.read_text(encoding="utf-8").splitlines()
    return [_route(*line.split()) for line in lines if not line.startswith("#")]


def _route(name: str, path: str, get: str, post: str, noun: str) -> Route:
    guards = {"GET": get, "POST": post}
    allowed = {method: guard for method, guard in guards.items() if guard != "-"}
    return Route(name, path, allowed, "" if noun == "-" else noun)


def walk(
    resolver: URLResolver | None = None, prefix: str = "", space: str = ""
) -> Iterator[tuple[str, str]]:
    """(name, path) of every address of ours."""
    for each in (resolver or get_resolver()).url_patterns:
        path = prefix + str(each.pattern)
        if path.startswith(NOT_OURS):
            continue
        if isinstance(each, URLPattern):
            yield f"{space}:{each.name}", f"/{path}"
        else:
            yield from walk(each, path, each.namespace or space)
