"""Whole requests against the real server, one at a time."""

from __future__ import annotations

from benchmarks.site import Visitor, site
from benchmarks.timing import say, times
from bestfew.cli.app import working_in

RUNS = 40
NARROWED = ("by=age", "by=gain", "kind=recruit&by=value", "kind=sell", "stalled=on")


PAGES = {
    "Today": "/",
    "People": "/people/",
    "search, a name": "/people/?q=nguyen",
    "search, a phone": "/people/?q=0912",
    "Funnel": "/funnel/",
    "Funnel over time": "/funnel/over-time/",
    "normal cycle": "/funnel/cycle/",
    "weekly review": "/funnel/review/",
    **{f"Funnel, {asked}": f"/funnel/?part=in&{asked}" for asked in NARROWED},
    "Plan": "/plan/",
    "Plan, the week": "/plan/week/",
    "Qualify": "/qualify/",
    "Levels": "/levels/",
    "Levels, ever": "/levels/?period=all",
    "Levels, odd days": "/levels/?period=days&first=2025-03-05&last=2026-02-17",
    "the team's levels": "/levels/team/",
    "Planner": "/levels/plan/",
    "People, on level 5": "/people/?level=5",
}


def main() -> None:
    pages = _pages()
    with site() as visitor:
        for name, path in pages.items():
            measure(visitor, name, path)


def _pages() -> dict[str, str]:
    with working_in(""):
        from bestfew.funnel.models import Objective

        objectives = Objective.objects.open().order_by("id")
        objective = objectives[objectives.count() // 2]
    return PAGES | {
        "person": f"/people/{objective.person_id}/",
        "objective": f"/funnel/{objective.pk}/",
    }


def measure(visitor: Visitor, name: str, path: str) -> None:
    """Say how long a page takes, and how large it is."""
    sizes = [visitor.ask(path)]  # what is cached is so by now

    def ask() -> None:
        sizes.append(visitor.ask(path))

    say(f"page, {name}", **times(ask, runs=RUNS), kilobytes=round(max(sizes) / 1_000))


if __name__ == "__main__":
    main()
