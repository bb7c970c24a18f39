"""Every form of ours, filled in well, for suites that fill it in badly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from tests.form import Form
from tests.forms_of_teams import forms_of_teams


def forms() -> Iterator[Form]:
    yield from _of_people()
    yield from _of_objectives()
    yield from _of_the_log()
    yield from _of_mailings()
    yield from _of_settings()
    yield from _of_campaigns()
    yield from _of_markets()
    yield from _of_the_sphere()
    yield from _of_reach()
    yield from _of_the_week()
    yield from forms_of_teams()


def _of_the_week() -> Iterator[Form]:
    later = str(timezone.localdate() + timedelta(days=21))
    times = {"on": later, "starts": "14:00", "ends": "15:30"}
    yield Form("planning:add-block", "",
               {**times, "work": "close", "what": "Flat", "week": later})  # fmt: skip
    yield Form("planning:fill-week", "", {"week": later})
    yield Form("planning:morning", "",
               {"week": later, "deed": "drop", "reason": "A fair"})  # fmt: skip
    yield Form("planning:block", "block", {"deed": "drop", "reason": "A fair"})
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    moved = {"on": str(monday), "starts": "08:00", "ends": "13:00", "deed": "move"}
    yield Form("planning:block", "block", moved, label="move")
    yield Form("planning:set-morning", "",
               {"weekday": "2", "starts": "08:00", "ends": "12:00"})  # fmt: skip
    yield Form("planning:open-calendar", "", {"with_next_steps": "on"})


def _of_campaigns() -> Iterator[Form]:
    batch = {
        "name": "Banner", "place": "Gate", "starts_on": "2026-01-31", "ends_on": "",
        "planned": "500", "cost": "40", "is_given": "", "is_shared": "",
    }  # fmt: skip
    yield Form("campaigns:add", "", batch, tells="channel")
    yield Form("campaigns:edit", "campaign", batch, tells="channel")
    yield Form("campaigns:edit-form", "campaign", {
        "title": "Ask", "intro": "Hello", "permission": "", "closed_text": "",
        "headline": "", "call_to_action": "", "is_open": "on",
    })  # fmt: skip
    yield Form("campaigns:choose-people", "campaign",
               {"state": "lead", "source": "", "tag": "", "mine": ""})  # fmt: skip
    yield Form("campaigns:log-call", "call",
               {"outcome": "not_ready", "on": "pick", "note": "Later",
                "on_day": str(timezone.localdate() + timedelta(days=7))})  # fmt: skip


def _of_markets() -> Iterator[Form]:
    facts = {
        "name": "Couples of this year", "who": "marry in Bath", "needs": "pictures",
        "desires": "an album", "picture": "Mai and Nam", "listen_for": "we are engaged",
        "introduce": "by phone", "potential": "4",
    }  # fmt: skip
    yield Form("target:add", "", facts)
    yield Form("target:market", "market", facts)
    yield Form("target:work-again", "person", {"again": "yes"})
    yield Form("target:offer", "market", {}, tells="offering", told_as="offerings")


def _of_the_sphere() -> Iterator[Form]:
    yield Form("network:start-map", "", {}, tells="market")
    yield Form("network:add-profession", "", {"name": "Falconer"}, tells="market")
    yield Form("network:serves", "profession", {"not": ""}, tells="market")
    yield Form("network:mine", "profession", {"not": "1"})
    yield Form("network:rivals", "profession", {"compete": "yes"},
               tells="other_profession", told_as="other")  # fmt: skip
    yield Form("network:member", "partner",
               {"wanted": "couples", "overlap": "40", "note": "kind", "is_shared": ""},
               tells="profession")  # fmt: skip
    yield Form("network:talk", "partner", {"note": "we met", "minutes": "45"})
    yield Form("network:answers", "partner", {"q1": "for joy", "q10": "a shop"})
    yield Form("network:gains", "partner",
               {"theirs.goals": "a shop", "mine.skills": "light"})  # fmt: skip
    yield Form("network:questions", "", {"q1": "Why?", "q10": "What next?"})


def _of_reach() -> Iterator[Form]:
    yield Form("reach:count", "", {
        "count": "50", "on": str(timezone.localdate()), "minutes": "5",
        "is_given": "", "how": "add", "submit_id": "once",
    }, tells="channel")  # fmt: skip
    yield Form("reach:targets", "", {"level-1": "2000", "level-2": ""})
    yield Form("reach:day", "", {"slot-0-starts": "", "slot-1-count": ""})
    yield Form("reach:add-channel", "", {
        "name": "Flash mob", "medium": "in_person", "per_hour": "40", "cost": "0",
        "step": "10", "is_counted": "", "needs_permission": "",
    })  # fmt: skip
    yield Form("reach:channel", "channel", {
        "name": "Calls", "per_hour": "25", "cost": "0.03", "step": "1",
        "needs_permission": "on", "is_open": "on",
    })  # fmt: skip


def _edit(name: str, value: str, *, before: str = "") -> Form:
    return Form("people:edit", "person", {"value": value, "before": before}, (name,))


def _of_people() -> Iterator[Form]:
    yield Form("people:add", "", {
        "name": "Jo", "reach": "jo@example.org", "organisation": "Jo Ltd",
        "source": "", "submit_id": "jo",
    })  # fmt: skip
    yield from (_edit(name, "Jo") for name in ("given", "family"))
    known = str(timezone.localdate() - timedelta(days=60))
    yield _edit("obtained", "2026-01-31", before=known)
    yield _edit("basis", "public")
    yield Form("people:edit-organisation", "organisation",
               {"value": "Jo", "before": ""}, ("note",))  # fmt: skip
    yield Form("people:add-organisation", "", {"name": "Jo Ltd"})
    for kind, value in (
        ("website", "jo.example.org"), ("address", "1 High Street"),
        ("facebook", "jo"), ("phone", "+44 20 7946 0009"), ("email", "j@example.org"),
    ):  # fmt: skip
        form = Form("people:add-contact", "person", {"kind": kind, "value": value})
        yield replace(form, label=kind)
    yield Form("people:add-contact-of-organisation", "organisation",
               {"kind": "website", "value": "jo.example.org"})  # fmt: skip
    yield Form("people:change-contact", "contact",
               {"value": "+44 20 7946 0008", "before": "+44 20 7946 0001"})  # fmt: skip
    yield Form("people:add-role", "person", {"organisation": "Jo Ltd", "title": "Boss"})
    yield Form("people:end-role", "role", {"on": "2026-01-31"})
    yield Form("people:add-tag", "person", {"tag": "kind"})
    yield Form("people:keep-birthday", "person",
               {"day": "29", "month": "2", "year": "1980"})  # fmt: skip
    yield Form("people:add-concern", "person", {"text": "How?", "kind": "question"})
    yield Form("people:resolve-concern", "concern", {"answer": "So."})
    yield Form("people:add-permission", "person",
               {"purpose": "news", "medium": "any", "state": "given", "how": "Said"},
    )  # fmt: skip
    yield Form("duplicates:merge-pair", "pair", {"name": "other", "seen": "1-1"})
    yield Form("duplicates:split", "person", {"name": "Jo"},
               tells="contact", told_as="contact_points")  # fmt: skip
    yield Form("prospecting:save", "person",
               {"answer-fit": "met", "how-fit": "said", "keep": "", "began": "0",
                "state": "", "profile": ""})  # fmt: skip
    yield Form("prospecting:undo", "person",
               {"answers": "1 2", "permission": "3", "state": "", "profile": ""},
    )  # fmt: skip


def _of_objectives() -> Iterator[Form]:
    yield Form("funnel:open", "", {
        "name": "Deal", "offering": "", "value": "100", "confidence": "50",
        "expected_close_on": "2026-12-31", "fit": "Asked", "kind": "sell",
        "agreement": "contract",
    }, asks="person")  # fmt: skip
    for name, value, before in (
        ("fit", "Asked", ""), ("next_deed", "Call", ""), ("value", "5", "1000"),
        ("expected_close_on", "2026-12-31", ""), ("confidence", "60", "50"),
        ("offering", "", ""),
    ):  # fmt: skip
        data = {name: value, "before": before}
        yield Form("funnel:edit", "objective", data, (name,))
    yield Form("funnel:review", "objective",
               {"expected_close_on": "2026-12-31", "confidence": "70"})  # fmt: skip
    yield Form("funnel:judge", "objective", {"place": "in", "reason": "They said so"})
    yield Form("funnel:pause", "objective", {"paused": "yes"})
    yield Form("funnel:end", "objective",
               {"outcome": "lost", "on": "", "value": "7", "reason": "Price"},
    )  # fmt: skip
    yield Form("funnel:add-influence", "objective", {"name": "Kim", "role": "user"})
    yield Form("funnel:cover", "influence",
               {"contacted": "true", "satisfied": "", "accepted_because": "Away"},
    )  # fmt: skip
    yield Form("funnel:influence", "influence", {
        "role": "user", "seen_role": "user", "degree": "high", "mode": "growth",
        "rating": "3", "need": "Space", "win": "Praise", "evidence": "They said so",
        "new_on": "", "left_on": "",
    })  # fmt: skip
    yield Form("funnel:keep-review", "objective", {
        "expected_close_on": "2026-12-31", "confidence": "75", "shift": "week",
    })  # fmt: skip
    yield Form("markets:add-offering", "",
               {"name": "Cake", "price": "12", "normal_cycle_days": "30"})  # fmt: skip
    yield Form("markets:edit-offering", "offering",
               {"name": "Cake", "price": "12", "normal_cycle_days": "30"})  # fmt: skip


def _of_the_log() -> Iterator[Form]:
    soon = str(timezone.localdate() + timedelta(days=3))
    yield Form("activities:log", "", {
        "kind": "call", "outcome": "spoke", "note": "Hello", "minutes": "5",
        "at": "", "call_to_action": "Come", "close": "Sign", "objective": "",
        "on": "pick", "on_day": soon, "what": "Call again", "next_kind": "call",
        "keep": "", "submit_id": "once",
    }, tells="person")  # fmt: skip
    yield Form("activities:log", "", {"person": "", "follow_up": "", "q": ""},
               label="nobody")  # fmt: skip
    yield Form("activities:plan", "",
               {"what": "Call", "kind": "call", "on": "pick", "on_day": soon},
               tells="person")  # fmt: skip
    yield Form("activities:snooze", "follow_up", {"on": "pick", "on_day": soon})
    yield Form("activities:move-back", "follow_up", {"on": "2026-01-31"})
    yield Form("activities:assign", "follow_up", {"to": ""})


def _of_mailings() -> Iterator[Form]:
    letter = {
        "subject": "News", "body": "Dear {name}", "language": "en", "campaign": "",
        "state": "", "source": "", "tag": "", "owner": "",
    }  # fmt: skip
    yield Form("mailings:write", "", letter)
    yield Form("mailings:edit", "draft", {**letter, "version": "1"})
    account = {
        "from_name": "Jo", "address": "jo@example.org", "host": "127.0.0.1",
        "port": "587", "security": "starttls", "user_name": "jo", "password": "x",
        "daily_cap": "50", "is_in_use": "on",
    }  # fmt: skip
    yield Form("mailings:add-account", "", account)
    yield Form("mailings:edit-account", "mail_account", account)
    yield Form("mailings:settle", "letter", {"arrived": "yes"})
    yield Form("mailings:returned", "mailing", {
        "reports": "reader@example.org: no such user", "keeps_address": "",
    })  # fmt: skip


def _of_settings() -> Iterator[Form]:
    yield Form("accounts:settings", "", {"name": "Alice", "language": "en"})
    yield Form("accounts:workspace-settings", "", {
        "week_hours": "40", "normal_cycle_days": "60",
    }, extra={
        "name": "Alice Ltd", "currency": "GBP", "zone": "Europe/London",
        "working_days": "1",
    })  # fmt: skip
    yield Form("accounts:invite", "", {"email": "kim@example.org", "role": "seller"})
    yield Form("accounts:language", "", {"language": "en"})
    yield Form("accounts:workspace", "", {"workspace": "0"})
    yield Form("planning:plan", "",
               {"best_few": "20", "above": "50", "in_funnel": "30"})  # fmt: skip
    question = {
        "reach": "200", "sales": "3", "income": "0", "answer": "2", "prospect": "25",
        "view": "50", "buy": "20", "each": "0", "days": "26", "hours": "8",
        "start": "reach", "mix": "cheapest",
    }  # fmt: skip
    yield Form("levels:save-plan", "", {"name": "Spring", **question})
    yield Form("levels:aim", "", question)
    asked = {"form-0-question": "Do they?", "form-0-hint": "Ask", "form-0-key": "",
             "form-0-is_required": "on"}  # fmt: skip
    count = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0"}
    yield Form("prospecting:add-profile", "", {"name": "Mine", **asked}, extra=count)
    yield Form("prospecting:add-profile", "", count, extra={"name": "Mine"},
               label="counts")  # fmt: skip
    yield Form("onboarding:start", "", {"language": "en", "trade": "events", "key": ""})
    yield Form("imports:read-again", "import", {"encoding": "utf-8"})
    yield Form("imports:map", "import", {"column-0": "name", "column-1": "phone"})
