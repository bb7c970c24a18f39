"""A day's reach shared over channels, within their hours and permissions (C36-C49).

Channels differ in what a contact costs and how long it takes. The cheapest come first,
those on which nobody can count last; where the day is too short, contacts move to
quicker channels, those first that save an hour for the least money. What nobody can
reach in that day is said as a number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Channel:
    """What one channel can do on a day.

    `per_hour`: contacts in an hour; 0 says that nobody knows, and plans nothing on it.
    `cost`: of one contact. `most`: contacts a day at most (people who gave permission,
    caps of sending accounts), None without such a bound. Where it `is_estimated`,
    nobody will know whether the day was done (C48).
    """

    key: str
    per_hour: int
    cost: Fraction = Fraction(0)
    most: int | None = None
    is_estimated: bool = False

    @property
    def each(self) -> Fraction:
        """Hours that one contact takes."""
        return Fraction(1, self.per_hour)

    def room(self, hours: Fraction) -> int:
        """Contacts it can make when it alone has the day's hours."""
        within = floor(hours * self.per_hour)
        return within if self.most is None else min(within, self.most)


@dataclass(frozen=True, slots=True)
class Part:
    """One channel's part of a day."""

    channel: Channel
    count: int

    @property
    def hours(self) -> Fraction:
        return self.count * self.channel.each

    @property
    def cost(self) -> Fraction:
        return self.count * self.channel.cost


@dataclass(frozen=True, slots=True)
class Day:
    """A day's reach over its channels. `short`: people the day has no room for."""

    wanted: int
    parts: tuple[Part, ...]

    @property
    def reached(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def short(self) -> int:
        return self.wanted - self.reached

    @property
    def hours(self) -> Fraction:
        return sum((part.hours for part in self.parts), Fraction(0))

    @property
    def cost(self) -> Fraction:
        return sum((part.cost for part in self.parts), Fraction(0))

    def count(self, key: str) -> int:
        return sum(part.count for part in self.parts if part.channel.key == key)


Counts = dict[Channel, int]


def split(
    reach: int,
    channels: Sequence[Channel],
    *,
    hours: Fraction,
    mix: Mapping[str, Fraction] | None = None,
) -> Day:
    """Share a day's reach: in the shares of `mix` by key, else the cheapest way.

    Raises ValueError for a negative reach or negative hours.
    """
    if reach < 0 or hours < 0:
        raise ValueError("A reach and a day's hours are 0 or more.")
    known = [each for each in channels if each.per_hour > 0]
    counts = (
        _cheapest(reach, known, hours)
        if mix is None
        else _mixed(reach, known, hours, mix)
    )
    parts = (Part(channel, count) for channel, count in counts.items() if count)
    return Day(reach, tuple(sorted(parts, key=lambda part: -part.count)))


def most_on_a_day(channels: Sequence[Channel], *, hours: Fraction) -> int:
    """People whom these channels can reach in so many hours at most."""
    rooms = sum(each.room(hours) for each in channels if each.per_hour > 0)
    return split(rooms, channels, hours=hours).reached


def _cheapest(reach: int, channels: Sequence[Channel], hours: Fraction) -> Counts:
    counts: Counts = dict.fromkeys(channels, 0)
    left = reach
    for each in sorted(channels, key=_worth):
        counts[each] = min(left, each.room(hours))
        left -= counts[each]
    _quicken(counts, hours)
    if _hours(counts) > hours:
        # As many as fit, shared again: whole contacts leave minutes for cheaper ones.
        _drop_slowest(counts, hours)
        return _cheapest(sum(counts.values()), channels, hours)
    return counts


def _worth(one: Channel) -> tuple[bool, Fraction, Fraction, str]:
    """Where one counts before where one guesses; then the cheapest."""
    return one.is_estimated, one.cost, one.each, one.key


def _quicken(counts: Counts, hours: Fraction) -> None:
    """Move contacts to quicker channels until they fit the day, or none is quicker.

    Each move saves an hour for the least money there is: the steps of the parametric
    simplex method, so that the result costs the least.
    """
    while (over := _hours(counts) - hours) > 0:
        moves = list(_moves(counts, hours))
        if not moves:
            return
        slow, quick = min(moves, key=_price)
        saved = slow.each - quick.each
        room = quick.room(hours) - counts[quick]
        moved = min(counts[slow], room, ceil(over / saved))
        counts[slow] -= moved
        counts[quick] += moved


def _moves(counts: Counts, hours: Fraction) -> Iterator[tuple[Channel, Channel]]:
    for slow, count in counts.items():
        for quick in counts:
            if count and quick.each < slow.each and counts[quick] < quick.room(hours):
                yield slow, quick


def _price(move: tuple[Channel, Channel]) -> tuple[Fraction, str, str]:
    slow, quick = move
    price = (quick.cost - slow.cost) / (slow.each - quick.each)
    return price, slow.key, quick.key


def _drop_slowest(counts: Counts, hours: Fraction) -> None:
    over = _hours(counts) - hours
    for each in sorted(counts, key=lambda one: one.each, reverse=True):
        if over <= 0:
            return
        dropped = min(counts[each], ceil(over / each.each))
        counts[each] -= dropped
        over -= dropped * each.each


def _mixed(
    reach: int,
    channels: Sequence[Channel],
    hours: Fraction,
    mix: Mapping[str, Fraction],
) -> Counts:
    """By shares; what one channel has no room for goes to the others in proportion."""
    weights = {each: mix[each.key] for each in channels if mix.get(each.key, 0) > 0}
    counts: Counts = dict.fromkeys(weights, 0)
    while left := reach - sum(counts.values()):
        open_ = [each for each in weights if counts[each] < each.room(hours)]
        if not open_:
            break
        for each, more in _shares(left, open_, weights).items():
            counts[each] = min(counts[each] + more, each.room(hours))
    if (total := _hours(counts)) > hours:
        counts = {each: floor(n * hours / total) for each, n in counts.items()}
    return counts


def _shares(
    count: int, channels: Sequence[Channel], weights: Mapping[Channel, Fraction]
) -> Counts:
    """Whole people by largest remainder."""
    total = sum(weights[each] for each in channels)
    exact = {each: count * weights[each] / total for each in channels}
    found = {each: floor(share) for each, share in exact.items()}
    by_remainder = sorted(channels, key=lambda one: (found[one] - exact[one], one.key))
    for each in by_remainder[: count - sum(found.values())]:
        found[each] += 1
    return found


def _hours(counts: Counts) -> Fraction:
    return sum((n * each.each for each, n in counts.items() if n), Fraction(0))
