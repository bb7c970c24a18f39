"""Fifty people who work at once on one server: the pages and deeds of a day.

Each does something, looks at what came, and goes on after some seconds. The form of a
deed is one request, the page it leads to another.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from secrets import token_urlsafe
from threading import Thread
from time import monotonic, perf_counter, sleep

from benchmarks.limits import commits_per_second
from benchmarks.site import Visitor, serving
from benchmarks.timing import say, spread_of
from bestfew.cli.app import working_in

PEOPLE = 50
SECONDS = 60.0
PAUSE = (2.0, 8.0)
KNOWN = 500
SEED = 13
EMPTY = "/manifest.webmanifest"
NAMES = ("nguyen", "anna", "0912", "lee")


@dataclass(frozen=True, slots=True)
class Desk:
    """Whom and what the deeds are about, by id."""

    people: tuple[int, ...]
    channel: int
    question: str


@dataclass(slots=True)
class Seller:
    """Somebody at their browser, and how long each answer took, in milliseconds."""

    visitor: Visitor
    desk: Desk
    chance: random.Random
    taken: list[tuple[str, float]] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)

    def work(self, deeds: dict[Deed, int], *, until: float) -> None:
        sleep(self.chance.uniform(0, PAUSE[1]))
        while monotonic() < until:
            [deed] = self.chance.choices(list(deeds), list(deeds.values()))
            deed(self)
            sleep(self.chance.uniform(*PAUSE))

    def look(self, what: str, path: str) -> None:
        self._ask(what, path, None)

    def send(self, what: str, path: str, **fields: str) -> None:
        """A form, and the page that its answer leads to."""
        if there := self._ask(what, path, fields):
            self._ask("the page behind it", there, None)

    def _ask(self, what: str, path: str, fields: dict[str, str] | None) -> str:
        start = perf_counter()
        try:
            status, there = self.visitor.answer(path, fields)
        except (OSError, HTTPException) as fault:
            self.faults[f"{what}: {type(fault).__name__}"] += 1
            return ""
        self.taken.append((what, (perf_counter() - start) * 1_000))
        if status != (200 if fields is None else 302):
            self.faults[f"{what}: {status}"] += 1
        return there

    def someone(self) -> int:
        return self.chance.choice(self.desk.people)


Deed = Callable[[Seller], None]


def log_a_call(seller: Seller) -> None:
    seller.send(
        "log a call",
        "/log/",
        person=str(seller.someone()),
        kind="call",
        outcome=seller.chance.choice(("spoke", "no_answer")),
        note="They ask about the price.",
        submit_id=token_urlsafe(16),
    )


def tally(seller: Seller) -> None:
    channel = str(seller.desk.channel)
    facts = {"channel": channel, "count": "1", "submit_id": token_urlsafe(16)}
    seller.send("count", "/reach/count/", **facts)


def qualify(seller: Seller) -> None:
    answer = seller.chance.choice(("met", "unknown"))
    facts = {f"answer-{seller.desk.question}": answer, "keep": "not_asked"}
    seller.send("answer a question", f"/qualify/{seller.someone()}/", **facts)


DAY: dict[Deed, int] = {
    lambda seller: seller.look("Today", "/"): 4,
    lambda seller: seller.look("People", "/people/"): 3,
    lambda seller: seller.look(
        "search", f"/people/?q={seller.chance.choice(NAMES)}"
    ): 3,
    lambda seller: seller.look("person", f"/people/{seller.someone()}/"): 5,
    lambda seller: seller.look("Funnel", "/funnel/"): 2,
    lambda seller: seller.look("Qualify", "/qualify/"): 2,
    log_a_call: 4,
    tally: 3,
    qualify: 3,
}
NOTHING: dict[Deed, int] = {lambda seller: seller.look("nothing", EMPTY): 1}


def main() -> None:
    secrets, desk = _seats()
    with serving() as port:
        sellers = [
            Seller(Visitor(port, secret), desk, random.Random(SEED + number))
            for number, secret in enumerate(secrets)
        ]
        with _told("50 at once, an empty answer", sellers):
            _all(sellers, NOTHING, seconds=SECONDS / 4)
        with _told("50 at once, a working day", sellers, each=True):
            _all(sellers, DAY, seconds=SECONDS)
    with working_in(""):
        say("one row a commit, alone", commits_per_second=commits_per_second())


def _seats() -> tuple[list[str], Desk]:
    """Fifty sellers who see the whole workspace, each with a link to sign in."""
    with working_in("") as owner:
        from django.utils.timezone import now

        from bestfew.accounts.models import Membership, Role, SignInLink, User
        from bestfew.people.models import Person
        from bestfew.prospecting.models import Channel, Criterion

        users = [
            User.objects.create_user(f"seller{number}@example.org", name=f"S {number}")
            for number in range(PEOPLE)
        ]
        for user in users:
            place, role = owner.workspace, Role.MANAGER
            Membership.objects.create(workspace=place, user=user, role=role)
        people = Person.objects.to_qualify().values_list("pk", flat=True)[:KNOWN]
        channel = Channel.objects.filter(is_open=True).order_by("position")[0]
        question = Criterion.objects.filter(profile__is_default=True).order_by("id")[0]
        desk = Desk(tuple(people), channel.pk, question.key)
        return [SignInLink.issue(user, at=now()) for user in users], desk


def _all(sellers: list[Seller], deeds: dict[Deed, int], *, seconds: float) -> None:
    until = monotonic() + seconds
    threads = [
        Thread(target=seller.work, args=(deeds,), kwargs={"until": until})
        for seller in sellers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def _told(what: str, sellers: list[Seller], *, each: bool = False) -> Iterator[None]:
    """Say what the enclosed work took; `each`: by deed, too."""
    start = monotonic()
    yield
    seconds = monotonic() - start
    taken = [one for seller in sellers for one in seller.taken]
    faults = sum((seller.faults for seller in sellers), Counter())
    say(
        what,
        **spread_of([ms for _deed, ms in taken]),
        requests_per_second=round(len(taken) / seconds, 1),
        faults=dict(faults),
    )
    for deed in sorted({deed for deed, _ms in taken}) if each else ():
        say(f"50 at once, {deed}", **spread_of([ms for of, ms in taken if of == deed]))
    for seller in sellers:
        seller.taken.clear()
        seller.faults.clear()


if __name__ == "__main__":
    main()
