"""What `bestfew levels` says: how many came to each level, and how many went on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bestfew.cli.app import refuse, say_json, say_table, working_in

if TYPE_CHECKING:
    from bestfew.levels.queries.groups import Group
    from bestfew.levels.rules.estimates import Estimate
    from bestfew.levels.rules.pyramid import Period, Step

BY = ("channel", "seller", "campaign", "source")


Days = tuple[datetime | None, datetime | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """`days`: the first, the last, and that on which it is looked; `cohort`: the first
    day of the month in which people were first reached."""

    days: Days
    by: str = ""
    cohort: date | None = None
    rebuild: bool = False


def show(asked: Asked, *, workspace: str, as_json: bool) -> None:
    """Say the levels."""
    by, cohort = asked.by, asked.cohort
    if by not in ("", *BY):
        refuse(f"--by takes one of {', '.join(BY)}.")
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.levels.actions import rebuild as rebuild_all
        from bestfew.levels.queries.groups import groups_of

        if asked.rebuild:
            rebuild_all(by=None, at=timezone.now())
        period = _period(*asked.days, today=timezone.localdate())
        total, groups = groups_of(member, period, by=by, cohort=cohort)
        if as_json:
            found = _as_json(period, total, groups, by=by)
            say_json(found | ({"cohort": f"{cohort:%Y-%m}"} if cohort else {}))
        else:
            _say(total, groups)


def _period(
    first: datetime | None, last: datetime | None, on: datetime | None, *, today: date
) -> Period:
    from bestfew.levels.rules.pyramid import OLDEST, Period

    day = on.date() if on else today
    start = first.date() if first else None
    end = min(last.date(), day) if last else day
    if min(day, end) < OLDEST:
        refuse(f"Nothing is known of days before {OLDEST}.")
    if start and start > end:
        refuse("--from is behind --to, or behind --as-of.")
    return Period(start, end, day)


def _as_json(
    period: Period, total: Group, groups: list[Group], *, by: str
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "from": period.start,
        "to": period.end,
        "as_of": period.on,
        "wait_days": [step.wait for step in total.pyramid.steps],
        "all": _group(total),
    }
    if by:
        found |= {
            "by": by,
            "groups": [
                {"id": str(each.key) if each.key else None, "name": each.name}
                | _group(each)
                for each in groups
            ],
        }
    return found


def _group(group: Group) -> dict[str, Any]:
    return {
        "levels": list(group.pyramid.counts),
        "contacts": group.contacts,
        "answered_of_contacts": (
            _estimate(found) if (found := group.answered_of_contacts) else None
        ),
        "steps": [_step(step) for step in group.pyramid.steps],
        "bought_of_answered": _estimate(group.bought_of_answered),
    }


def _step(step: Step) -> dict[str, Any]:
    return {"from": step.level, "to": step.level + 1, **_estimate(step.estimate)}


def _estimate(found: Estimate) -> dict[str, Any]:
    return {
        "came": found.came,
        "of": found.tried,
        "share": found.came / found.tried if found.tried else None,
        "rate": found.mean,
        "low": found.low,
        "high": found.high,
    }


def _say(total: Group, groups: list[Group]) -> None:
    from django.utils.translation import gettext as _

    from bestfew.levels.models import LevelName

    steps = total.pyramid.steps
    rows: list[list[object]] = []
    for name in reversed(LevelName):
        below = steps[name - 2] if name > 1 else None
        count = total.pyramid.counts[name - 1]
        rows.append([int(name), str(name.label), count, _said(below)])
    head = [_("level"), _("name"), _("people"), _("of the level below")]
    rows.append(["", _("Contacts"), *_contacts(total)])
    say_table(head, rows)
    if groups:
        print()
        numbers = [str(number) for number in range(1, 9)]
        say_table(
            [_("from"), *numbers, _("Contacts"), _("answered of them")],
            [
                [each.name or "–", *each.pyramid.counts, *_contacts(each)]
                for each in groups
            ],
        )


def _contacts(group: Group) -> tuple[object, str]:
    """How many, and the answers of them: leaflets have no names (OQ-16)."""
    found = group.answered_of_contacts
    if group.contacts is None or found is None:
        return "", ""
    return group.contacts, _share(found)


def _said(step: Step | None) -> str:
    return _share(step.estimate) if step else ""


def _share(found: Estimate) -> str:
    if not found.tried:
        return ""
    share, low, high = (
        _percent(each) for each in (found.came / found.tried, found.low, found.high)
    )
    return f"{share} % ({low}–{high}), {found.came:,} of {found.tried:,}"


def _percent(share: float) -> str:
    """Two digits that tell, whatever the size."""
    percent = 100 * share
    return f"{percent:.0f}" if percent >= 10 else f"{percent:.2g}"
