"""The kit: tags, fields, fault pages, and the rules that templates keep."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from bestfew.accounts.models import Membership
from bestfew.conftest import NOON, make_member, signed_in
from bestfew.web import errors
from bestfew.web.context import shell
from bestfew.web.places import place_of
from bestfew.web.templatetags.bestfew import SCRIPTS, STYLESHEETS

ROOT = Path(settings.ROOT) / "bestfew"
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
SPRITE = (ROOT / "web/static/icons.svg").read_text()

FILTERS = [
    "number",
    "percent",
    "day",
    "full_day",
    "month",
    "weekday_day",
    "weekday_day_short",
    "clock",
    "since",
]


def rendered(source: str, **facts: object) -> str:
    return Template(source).render(Context(facts)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ a|money:'GBP' }}", "£1,234.50"),
        ("{{ a|money_short:'GBP' }}", "£1,234"),
        ("{{ a|number }}", "1,234.5"),
        ("{{ half|percent }}", "50%"),
        ("{{ day|day }}", "1 May"),
        ("{{ day|full_day }}", "1 May 2026"),
        ("{{ day|month }}", "May 2026"),
        ("{{ day|weekday_day }}", "Friday 1 May"),
        ("{{ day|weekday_day_short }}", "Fri 1 May"),
        ("{{ at|clock }} {{ hour|clock }}", "13:00 09:40"),
        ("{{ 1|days }}, {{ 12|days }}", "1 day, 12 days"),
        ("{{ day|since }}", "20 days ago"),
        ("{{ at|since }}", "today"),
        ("{{ name|initials }}", "NL"),
        ("{{ name|foreign }}", '<span lang="vi">Nguyễn Thị Lan</span>'),
        ("{{ tag|foreign }}", "&lt;b&gt;"),
        ("{% page_language %}", "en"),
    ],
)
def test_values_are_written_in_the_language_of_the_page(
    source: str, expected: str
) -> None:
    facts = {
        "a": Decimal("1234.5"),
        "half": 0.5,
        "day": date(2026, 5, 1),
        "at": NOON,
        "hour": time(9, 40),
        "tag": "<b>",
        "name": "Nguyễn Thị Lan",
    }

    with time_machine.travel(NOON, tick=False), timezone.override("Europe/London"):
        assert rendered(source, **facts) == expected


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2026, 5, 20), "yesterday"),
        (date(2026, 5, 22), "tomorrow"),
        (date(2026, 5, 24), "in 3 days"),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_day_is_near_or_far(on: date, words: str) -> None:
    assert rendered("{{ on|since }}", on=on) == words


@time_machine.travel(datetime(2026, 5, 21, 18, tzinfo=ZoneInfo("UTC")), tick=False)
def test_a_day_is_the_day_of_the_workspace() -> None:
    with timezone.override("Asia/Ho_Chi_Minh"):  # where it is the 22nd already
        assert rendered("{{ at|since }}", at=timezone.now()) == "today"
        assert rendered("{{ at|day }}", at=timezone.now()) == "22 May"


@pytest.mark.parametrize("name", ["money:'GBP'", "money_short:'GBP'", *FILTERS])
def test_what_is_not_known_is_not_written(name: str) -> None:
    assert rendered(f"{{{{ none|{name} }}}}", none=None) == ""


def test_a_name_in_the_pages_language_is_not_foreign() -> None:
    with translation.override("zh-hans"):
        assert rendered("{{ name|foreign }}", name="周敏") == "周敏"
        assert rendered("{% page_language %}") == "zh-Hans"


def test_every_icon_that_a_template_names_is_drawn() -> None:
    drawn = set(re.findall(r'id="i-([\w-]+)"', SPRITE))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())
    }

    assert named - drawn == set()


def test_every_file_of_the_kit_exists() -> None:
    static = ROOT / "web/static"
    public = re.findall(
        r"css/(\w+)\.css", (ROOT / "web/templates/public.html").read_text()
    )

    assert {path.stem for path in (static / "css").glob("*.css")} == {
        *STYLESHEETS,
        *public,
    }
    assert {path.stem for path in (static / "js").glob("*.js")} == {*SCRIPTS, "theme"}


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_template_keeps_the_strict_policy(path: Path) -> None:
    text = path.read_text()

    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|\|safe\b", text) or (
        path.name == "field_notes.html"  # Django's own help text is HTML
    )
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"https?://", text)


def on_one_line(html: str) -> str:
    """HTML without the line breaks and indents between and inside its tags."""
    return re.sub(r"(?<=>) (?=[^<])|(?<=[^>]) (?=<)", "", " ".join(html.split()))


class Sample(forms.Form):
    name = forms.CharField(help_text="As on the card.")
    agreed = forms.BooleanField(label="Agreed")
    days = forms.MultipleChoiceField(
        choices=[("1", "Monday")], widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(choices=[("a", "A")])
    note = forms.CharField(widget=forms.Textarea(attrs={"class": "tall"}))


def test_a_field_has_label_help_and_fault_bound_to_it() -> None:
    text = on_one_line(Sample({}).as_div())

    assert '<label class="field__label" for="id_name">Name</label>' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text
    assert 'aria-invalid="true"' in text
    assert 'class="form-control"' in text
    assert 'class="form-select"' in text
    assert 'class="form-control tall"' in text
    assert '<legend class="field__label">Days</legend>' in text
    assert re.search(r'<input type="checkbox" name="agreed"[^>]*form-check-input', text)


@pytest.mark.parametrize(
    ("view", "status"),
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404)],
)
def test_a_fault_is_a_sentence_and_a_way_on(view: object, status: int) -> None:
    answer = view(visitor(), Exception())  # type: ignore[operator]

    assert answer.status_code == status
    assert 'class="btn btn-primary" href="/"' in answer.content.decode()


def test_a_fault_of_ours_asks_the_database_nothing() -> None:
    answer = errors.server_error(visitor())

    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_a_stale_form_is_explained() -> None:
    answer = errors.csrf_failure(visitor())

    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()


def visitor() -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.resolver_match = None
    request.member = None  # type: ignore[attr-defined]
    return request


@pytest.mark.django_db
def test_the_shell_knows_where_else_the_user_works(
    alice: Membership, bob: Membership
) -> None:
    make_member(alice.user, bob.workspace)

    facts = signed_in(alice).get("/more/").context

    assert facts["workspace"] == alice.workspace
    assert [each.workspace.name for each in facts["memberships"]] == ["Acme", "Other"]


def test_the_shell_tells_a_stranger_nothing() -> None:
    facts = shell(visitor())

    assert (facts["workspace"], facts["memberships"]) == (None, [])


@pytest.mark.django_db
def test_every_place_of_the_rail_leads_somewhere(alice: Membership) -> None:
    page = on_one_line(signed_in(alice).get("/more/").content.decode())

    places = re.findall(r'rail__item" href="([^"]*)"', page)
    assert len(places) == 9
    assert all(place.startswith("/") for place in places)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/", "desk:today"),
        ("/people/", "people:list"),
        ("/people/12/", "people:list"),
        ("/funnel/12/edit/name/", "funnel:funnel"),
        ("/settings/", None),
    ],
)
def test_a_page_belongs_to_a_place(path: str, url: str | None) -> None:
    place = place_of(path)

    assert (place.url if place else None) == url


@pytest.mark.django_db
def test_a_viewer_is_not_asked_to_log(dave: Membership) -> None:
    page = signed_in(dave).get("/more/").content.decode()

    assert "tabbar__add" not in page


def test_a_conflict_shows_both_values() -> None:
    conflict = {"by": "Carol", "yours": "Mai", "theirs": "My"}

    text = on_one_line(
        render_to_string("components/conflict.html", {"conflict": conflict})
    )

    assert "Carol changed this meanwhile." in text
    assert "<dd>My</dd>" in text


@pytest.mark.django_db
def test_an_address_that_is_nowhere_is_not_found(client: Client) -> None:
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert "There is nothing here." in answer.content.decode()
