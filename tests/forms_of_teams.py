"""The forms of a team's pages, behind both doors, and of referrals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from tests.form import Form

DOORS = ("team", "guest")


def forms_of_teams() -> Iterator[Form]:
    yield from _of_seats()
    for door in DOORS:
        yield from _at_a_meeting(door)
        yield from _of_slips(door)
    yield from _of_leaders()
    yield from _of_referrals()
    yield from _of_who_is_asked()


def _of_seats() -> Iterator[Form]:
    seat = {"profession": "", "label": "Doves"}
    found = {**seat, "name": "Friday", "market": "Couples", "commitment": "I come"}
    said = {
        "name": "Jo", "business": "Jo Ltd", "email": "jo@example.org",
        "wanted": "Couples", "commitment": "I come",
    }  # fmt: skip
    yield Form("teams:found", "", found)
    yield Form("team:add-seat", "", seat)
    yield Form("team:edit", "", {"name": "Friday", "market": "", "mission": "Work"},
               extra={"zone": "Europe/London", "seen": "1"})  # fmt: skip
    yield Form("team:invite", "seat", {"name": "Kim", "email": "kim@example.org"},
               extra={"language": "en"})  # fmt: skip
    for door in ("team", "guest"):
        yield Form(f"{door}:me", "", said, extra={"language": "en", "seen": "1"})
        yield Form(f"{door}:suggest", "seat", {"business": "Cooks & Co", "why": "Good"})
    yield Form("team:say-rivals", "", {"first": "1", "second": "2"})


def _at_a_meeting(door: str) -> Iterator[Form]:
    """What every member may say, before a meeting and at it."""
    today, other = str(timezone.localdate()), "team_member"
    here = {"state": "substitute", "substitute": "Kim"}
    yield Form(f"{door}:reply", "meeting", {"answer": "yes"})
    yield Form(f"{door}:stage", "meeting", {"to": "begin"})
    yield Form(f"{door}:attend", "meeting", {**here, "seen": "who:1"},
               rows={"member": "{team_member}"})  # fmt: skip
    yield Form(f"{door}:attend", "meeting", {"part": "1", "member": ""}, label="part")
    yield Form(f"{door}:attend", "meeting", {"rest": "here"}, label="rest")
    yield Form(f"{door}:promise", "meeting", {"text": "Call", "due_on": today},
               rows={"member": "{team_member}", "to": "{my_seat}"})  # fmt: skip
    yield Form(f"{door}:promise", "meeting", {"text": "Call", "member": "", "to": ""},
               label="keys")  # fmt: skip
    yield Form(f"{door}:wish", "meeting", {"text": "A", "why": "B", "seen": "0"},
               then=other)  # fmt: skip
    about = {"team": "{team_member}", "guest": "{my_seat}"}[door]
    yield Form(f"{door}:praise", "meeting", {"text": "Good"}, rows={"about": about})
    yield Form(f"{door}:praise", "meeting", {"text": "Good", "about": ""}, label="keys")
    yield Form(f"{door}:note", "meeting", {"note": "All came", "seen": "1"})
    yield Form(f"{door}:agenda", "meeting", {"title": "Cake", "minutes": "5"})
    yield Form(f"{door}:change-point", "agenda_item", {"minutes": "9"})
    yield Form(f"{door}:change-point", "agenda_item", {"do": "up"}, label="up")
    yield Form(f"{door}:tick", "agenda_item", {"done": "1"})
    yield Form(f"{door}:settle", "promise", {"state": "kept"},
               rows={"meeting": "{meeting}"})  # fmt: skip
    yield Form(f"{door}:settle", "promise", {"state": "kept", "meeting": ""},
               label="keys")  # fmt: skip
    yield Form(f"{door}:minutes", "meeting", {"of": ""})


def _of_leaders() -> Iterator[Form]:
    later = timezone.localdate() + timedelta(days=21)
    slot = {
        "on": str(later), "starts": "18:00", "minutes": "60", "place": "Hall",
        "link": "https://example.org/join",
    }  # fmt: skip
    for pattern in ("weekly", "monthly", "once"):
        rule = {
            "pattern": pattern,
            "weeks": "2",
            "until": str(later + timedelta(days=70)),
        }
        yield Form("team:plan-meetings", "", {**slot, **rule}, label=pattern)
    yield Form("team:plan-meetings", "", {**slot, "pattern": "weekly"}, label="open")
    yield Form("team:change-meeting", "meeting", {**slot, "seen": "1", "chair": ""})
    for scope in ("one", "following", "all"):
        rule = {"pattern": "weekly", "weeks": "2", "scope": scope, "chair": ""}
        seen = {"seen": "1", "series_seen": "1"}
        yield Form("team:change-meeting", "planned", {**slot, **rule, **seen},
                   label=scope)  # fmt: skip
    yield Form("team:call-off", "meeting", {"reason": "Snow"})


def _of_slips(door: str) -> Iterator[Form]:
    gives, got = {"team": ("given", "slip"), "guest": ("offered", "passed")}[door]
    to = {"team": "{team_member}", "guest": "{my_seat}"}[door]
    about = {"summary": "Couple", "level": "3", "kind": "outside", "submit_id": "one"}
    yield Form(f"{door}:give-slip", "", about, rows={"to": to})
    yield Form(f"{door}:give-slip", "", {**about, "to": ""}, label="keys")
    yield Form(f"{door}:slip-agreed", gives, {"how": "By phone", **_whom()})
    yield Form(f"{door}:move-slip", gives, {"status": "declined", "note": "Not now"})
    yield Form(f"{door}:thank-slip", got, {**_bill(), "currency": "GBP"})
    seen = {"team": "2", "guest": "0"}[door]
    yield Form(f"{door}:tell-story", got, {
        "title": "Won", "text": "All were glad.", "agreed_how": "By letter",
        "seen": seen,
    })  # fmt: skip


def _whom() -> dict[str, str]:
    return {"name": "Jo", "phone": "+44 20 7946 0055", "email": "jo@example.org"}


def _bill() -> dict[str, str]:
    return {
        "invoiced": "110", "tax_percent": "10", "on": str(timezone.localdate()),
        "submit_id": "bill",
    }  # fmt: skip


def _of_referrals() -> Iterator[Form]:
    about = {"summary": "Couple", "level": "3", "kind": "outside", "submit_id": "one"}
    yield Form("network:refer", "", about,
               rows={"to": "t{team_member}", "person": "{twin}"})  # fmt: skip
    yield Form("network:refer", "", {**about, "to": "", "person": ""}, label="keys")
    yield Form("network:take", "", {**about, **_whom(), "how": "By phone"},
               rows={"partner": "p{partner}"})  # fmt: skip
    yield Form("network:take", "", {**about, **_whom(), "how": "", "partner": ""},
               label="keys")  # fmt: skip
    yield Form("network:referral-agreed", "given_referral",
               {"how": "By phone", **_whom()})  # fmt: skip
    yield Form("network:move-referral", "referral", {"status": "lost", "note": "Price"})
    yield Form("network:correct-referral", "referral", {"of": ""},
               tells="referral_step", told_as="step")  # fmt: skip
    yield Form("network:thank", "referral", {**_bill(), "currency": "GBP"})


def _of_who_is_asked() -> Iterator[Form]:
    yield Form("teams:answer", "", {"answer": "yes"}, secret="answer_token")
    yield Form("teams:asked", "", {"answer": "yes", **_whom()}, secret="asked_secret")
