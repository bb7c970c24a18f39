"""A form of ours, and how a browser sends it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.world import Nouns

Data = dict[str, str]
TYPED = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of one row, or of none. `asks` names the row that its address asks for."""

    route: str
    noun: str
    data: Data
    more: tuple[str, ...] = ()
    then: str = ""  # the noun of a second row in the path
    secret: str = ""  # the noun of a secret in the path
    asks: str = ""
    tells: str = ""  # a field that holds the key of the row `tells` names
    told_as: str = ""  # what that field is called, if not as the row
    label: str = ""
    extra: Data = field(default_factory=dict)
    rows: Data = field(default_factory=dict)  # fields with keys in them: t{seat}

    def __str__(self) -> str:
        return "-".join([self.route, *self.more, self.label]).rstrip("-")

    def url(self, nouns: Nouns) -> str:
        keys = [nouns[self.noun].pk] if self.noun else []
        keys += [nouns[self.then].pk] if self.then else []
        keys += [nouns[self.secret]] if self.secret else []
        keys = [*self._door(nouns), *keys]
        address = reverse(self.route, args=[*keys, *self.more])
        return address + (f"?{self.asks}={nouns[self.asks].pk}" if self.asks else "")

    def _door(self, nouns: Nouns) -> list[int | str]:
        """What an address behind one of a team's doors begins with."""
        space = self.route.partition(":")[0]
        doors = {"team": [nouns["team"].pk], "guest": [nouns["guest_secret"]]}
        return doors.get(space, [])

    def with_(self, name: str, value: str) -> Form:
        return replace(self, data={**self.data, name: value})

    def send(self, client: Client, nouns: Nouns) -> HttpResponse:
        """As a browser would; what is no text at all goes as bytes of its own."""
        told = self._told(nouns)
        body = urlencode({**self.extra, **told, **self.data}, errors="surrogatepass")
        return client.post(self.url(nouns), body, content_type=TYPED)  # type: ignore[return-value]

    def _told(self, nouns: Nouns) -> Data:
        name = self.told_as or self.tells
        told = {name: str(nouns[self.tells].pk)} if self.tells else {}
        keys = {key: row.pk for key, row in nouns.items() if hasattr(row, "pk")}
        return told | {key: each.format(**keys) for key, each in self.rows.items()}
