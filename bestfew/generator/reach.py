"""Companies, telephone numbers and e-mail addresses."""

from __future__ import annotations

import re
from typing import NamedTuple

from bestfew.generator.chance import Chance, spread
from bestfew.generator.names import Name
from bestfew.generator.pools import Pools

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_HANDLES = (
    "happy", "lucky", "blue", "little", "sunny", "mr", "miss", "star",
    "moon", "cat", "bear", "gold", "rose", "sky", "king", "tiger",
    "dragon", "coffee", "mama", "papa", "sweet", "super", "big", "cool",
    "green", "home", "shop", "lotus", "river", "smile",
)  # fmt: skip


class Phone(NamedTuple):
    """A number: its digits without the trunk prefix."""

    pools: Pools
    digits: str
    is_mobile: bool

    def written(self, home: str, chance: Chance) -> str:
        """One of the ways it is written in that country; from abroad with its code."""
        pools = self.pools
        if pools.country == home:
            ways = pools.mobile_at_home if self.is_mobile else pools.landline_at_home
        else:
            ways = pools.mobile_abroad if self.is_mobile else pools.landline_abroad
        return chance.of(ways).replace("#", "%s") % tuple(self.digits)


class Company(NamedTuple):
    name: str
    domain: str
    switchboard: Phone


def mobile(pools: Pools, number: int) -> Phone:
    """A mobile number for each of the first millions of numbers: all different."""
    size = 10**pools.mobile_left
    which, rest = divmod(spread(number, size * len(pools.mobile)), size)
    return Phone(pools, f"{pools.mobile[which]}{rest:0{pools.mobile_left}}", True)


def landline(pools: Pools, number: int) -> Phone:
    begin = pools.landline[number % len(pools.landline)]
    left = pools.landline_length - len(begin)
    return Phone(pools, f"{begin}{spread(number, 10**left):0{left}}", False)


def company(pools: Pools, number: int) -> Company:
    """A company for each of the first hundred thousand numbers or more."""
    firsts, seconds, trades = pools.company_first, pools.company_second, pools.trades
    forms = tuple(dict.fromkeys(pools.company_forms))
    size = len(firsts) * len(seconds) * len(trades) * len(forms)
    rest, first = divmod(spread(number, size), len(firsts))
    rest, second = divmod(rest, len(seconds))
    form, trade = divmod(rest, len(trades))
    one, other, what = firsts[first], seconds[second], trades[trade]
    gap = " " if pools.country in ("VN", "GB") else ""
    name = forms[form].format(
        name=f"{one.text}{gap}{other.text}",
        trade=what.text,
        city=pools.cities[number % len(pools.cities)],
    )
    site = slug(one.latin + other.latin + what.latin) + (str(form) if form else "")
    return Company(name, f"{site}.example", landline(pools, number))


def slug(latin: str) -> str:
    return _NO_LETTER.sub("", latin.lower())


def private_email(pools: Pools, name: Name, number: int, chance: Chance) -> str:
    """At one of the large providers, where only a number makes an address free."""
    domain = chance.of(pools.mail_domains)
    given, family = slug(name.given.latin), slug(name.family.latin)
    draw = chance.random()
    if pools.country == "CN" and draw < 0.6:
        return f"{100_000_000 + number}@{domain}"
    if draw < 0.2:
        return f"{chance.of(_HANDLES)}{chance.of(_HANDLES)}{number}@{domain}"
    if draw < 0.5:
        return f"{given}{number}@{domain}"
    if draw < 0.8:
        return f"{given}.{family}{number}@{domain}"
    return f"{family}{slug(name.middle.latin)}{given}{number}@{domain}"


def work_email(firm: Company, name: Name, number: int, chance: Chance) -> str:
    given, family = slug(name.given.latin), slug(name.family.latin)
    if chance.happens(0.3):
        return f"{given[:1]}{family}{number % 1_000}@{firm.domain}"
    return f"{given}.{family}{number % 100 or ''}@{firm.domain}"
