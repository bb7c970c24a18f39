"""The picture of the circles: no label over another, all of them to be seen."""

from __future__ import annotations

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bestfew.network.rules.arrows import arrows
from bestfew.network.rules.circles import (
    DESK,
    PHONE,
    Canvas,
    Kind,
    Label,
    Picture,
    drawn,
)
from bestfew.packs.professions import professions

CANVASES = [DESK, PHONE]
LANGUAGES = ["en", "vi", "th", "zh-hans"]


def _size(canvas: Canvas) -> str:
    return canvas.key


def _labels(texts: list[str], kind: Kind) -> tuple[Label, ...]:
    return tuple(Label(text, kind) for text in texts)


def _rings(language: str) -> list[tuple[Label, ...]]:
    names = [each.name[language] for each in professions().values()]
    return [
        _labels(names[:7], Kind.SEAT),
        _labels(names[7:15], Kind.COULD),
        _labels(names[15:], Kind.NONE),
    ]


def _check(picture: Picture) -> None:
    canvas = picture.canvas
    for one, other in combinations(picture.pills, 2):
        assert not one.overlaps(other)
    for pill in picture.pills:
        assert 0 <= pill.left <= pill.left + 2 * pill.half_width <= canvas.width
        assert 0 <= pill.top <= pill.top + 2 * pill.half_height <= canvas.height


@pytest.mark.parametrize("canvas", CANVASES, ids=_size)
@pytest.mark.parametrize("language", LANGUAGES)
def test_professions_have_room_in_every_language(canvas: Canvas, language: str) -> None:
    picture = drawn(canvas, *_rings(language))

    _check(picture)
    seats = [pill for pill in picture.pills if pill.label.kind == Kind.SEAT]
    assert len(seats) == 7
    assert picture.left_out[0] == 0


@pytest.mark.parametrize("canvas", CANVASES, ids=_size)
def test_a_ring_says_how_many_it_had_no_room_for(canvas: Canvas) -> None:
    names = [f"Business number {number}" for number in range(80)]

    picture = drawn(canvas, _labels(names, Kind.SEAT), (), ())

    shown = [pill.label for pill in picture.pills]
    seats = [label for label in shown if label.kind == Kind.SEAT]
    assert [label.text for label in shown if label.kind == Kind.MORE] == [
        f"+{80 - len(seats)}"
    ]
    assert picture.left_out[0] == 80 - len(seats)
    assert len(seats) >= 5


def test_what_could_be_lies_outside_the_team() -> None:
    picture = drawn(DESK, *_rings("en"))
    x, y = DESK.centre
    across, up = DESK.zones[0]

    for pill in picture.pills:
        if pill.label.kind == Kind.COULD:
            assert ((pill.x - x) / across) ** 2 + ((pill.y - y) / up) ** 2 >= 1


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40
)
rings = st.lists(st.builds(Label, words, st.sampled_from(Kind)), max_size=25).map(tuple)


@settings(max_examples=25, deadline=None)
@given(rings, rings, rings, st.sampled_from(CANVASES))
def test_no_label_ever_lies_over_another(
    team: tuple[Label, ...],
    sphere: tuple[Label, ...],
    gap: tuple[Label, ...],
    canvas: Canvas,
) -> None:
    _check(drawn(canvas, team, sphere, gap))


def test_arrows_are_as_thick_as_much_passed() -> None:
    team = (
        Label("Venue", Kind.SEAT, gave=0, got=6),
        Label("Planner", Kind.SEAT, gave=3, got=0),
        Label("Band", Kind.SEAT),
    )

    found = arrows(drawn(DESK, team, (), ()))

    assert [(arrow.kind, arrow.thick) for arrow in found] == [("got", 10), ("gave", 6)]


def test_arrows_point_from_who_gave_to_who_got() -> None:
    x, y = DESK.centre
    team = (Label("Venue", Kind.SEAT, gave=2, got=2),)

    gave, got = arrows(drawn(DESK, team, (), ()))

    def far(px: float, py: float) -> float:
        return hypot(px - x, py - y)

    assert far(gave.x1, gave.y1) < far(gave.x2, gave.y2)
    assert far(got.x1, got.y1) > far(got.x2, got.y2)
