"""`bestfew funnel --compare`: two days of the funnel, and what moved between them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from math import inf
from typing import Any

from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.cli.app import refuse, say_json, say_table
from bestfew.funnel import flow_words
from bestfew.funnel.actions.days import KEPT_DAYS
from bestfew.funnel.models import Place
from bestfew.funnel.over_time import PASSED, alarms_of
from bestfew.funnel.queries import Part, flow, parts
from bestfew.funnel.rules.flow import Share

CENT = Decimal("0.01")


def show(
    member: Membership,
    days: tuple[date, date],
    *,
    today: date,
    target: float | None,
    as_json: bool,
) -> None:
    first, last = days
    _refuse_nonsense(first, last, today=today, target=target)
    rows = flow.between(member, first, last, today=today)
    if as_json:
        say_json(
            {
                "from": first,
                "to": last,
                "parts": {each.place: _between(each) for each in rows},
                **_moving(member, today=today, target=target),
            }
        )
    else:
        _say(member, rows, days, today=today, target=target)


def _refuse_nonsense(
    first: date, last: date, *, today: date, target: float | None
) -> None:
    if not first < last <= today:
        refuse(_("Compare an earlier day with a later one, today at the latest."))
    if first < (kept := today - timedelta(days=KEPT_DAYS + 1)):
        refuse(
            _("Past days are kept for two years: compare with %(first)s or later.")
            % {"first": kept.isoformat()}
        )
    if target is not None and not 0 < target < inf:
        refuse(_("What is still to be won is more than 0."))


def _between(row: flow.Between) -> dict[str, Any]:
    return {
        "before": _part(row.before),
        "after": _part(row.after),
        "moved_in": row.moved_in,
        "moved_out": row.moved_out,
        "fell_back": row.fell,
    }


def _part(part: Part) -> dict[str, Any]:
    return {"count": part.count, "values": _money(part.values)}


def _money(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The same on every database: with two decimals, as it is stored."""
    return {currency: value.quantize(CENT) for currency, value in values.items()}


def _moving(member: Membership, *, today: date, target: float | None) -> dict[str, Any]:
    """What a year says: shares that went on, speed, coverage, and what is wrong."""
    now = parts(member)
    year = flow.year_of(member, on=today - timedelta(days=1))
    found = flow.pace(member, now, year)
    return {
        "conversion": {
            place.value: {
                "went_on": _share(year.passing(place).went_on),
                "won": _share(year.passing(place).won),
            }
            for place in PASSED
        },
        "win_rate": _share(found.win),
        "cycle_days": found.cycle,
        "open": {"count": found.count, "values": _money(found.open)},
        "velocity_a_day": dict(found.a_day) if found.win.is_enough else None,
        "coverage": _coverage(member, found, target),
        "faults": [
            {"key": each.key, "name": each.name, "text": each.text}
            for each in alarms_of(member, now, today=today, year=year)
        ],
    }


def _coverage(
    member: Membership, found: flow.Pace, target: float | None
) -> dict[str, Any] | None:
    if target is None:
        return None
    currency = member.workspace.currency
    told = found.covers(target, currency)
    if told is None:
        return None
    return {
        "target": target,
        "currency": currency,
        "has": told.has,
        "needs": told.needs,
        "expected": told.expected,
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "n": share.tried,
        "came": share.came,
        "share": share.mean if share.is_enough else None,
        "low": share.low,
        "high": share.high,
    }


def _say(
    member: Membership,
    rows: list[flow.Between],
    days: tuple[date, date],
    *,
    today: date,
    target: float | None,
) -> None:
    first, last = days
    print(flow_words.answer(rows, since=first, until=last))
    say_table(
        ["part", str(first), "moved in", "moved out", "fell back", str(last)],
        [
            [
                Place(each.place).label,
                *(each.before.count, each.moved_in, each.moved_out, each.fell),
                each.after.count,
            ]
            for each in rows
        ],
    )
    now, year = parts(member), flow.year_of(member, on=today - timedelta(days=1))
    for alarm in alarms_of(member, now, year=year, today=today):
        print(f"{alarm.name}: {alarm.text}")
    if target is not None:
        _say_covered(member, flow.pace(member, now, year), target)


def _say_covered(member: Membership, found: flow.Pace, target: float) -> None:
    currency = member.workspace.currency
    told = found.covers(target, currency)
    for line in (
        flow_words.covered(told, target=target, currency=currency)
        if told
        else [flow_words.too_few()]
    ):
        print(line)
