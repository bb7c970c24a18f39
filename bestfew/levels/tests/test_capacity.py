"""A day's reach over channels (C36, C40-C49; method.md 4.2)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from bestfew.levels.rules.capacity import Channel, Day, most_on_a_day, split

EIGHT = Fraction(8)
CALLS = Channel("calls", 25, Fraction(700))
LEAFLETS = Channel("leaflets", 500, Fraction(300))
EMAIL = Channel("email", 500, Fraction(0), most=500)
SMS = Channel("sms", 250, Fraction(250), most=500)
ALL = [CALLS, LEAFLETS, EMAIL, SMS]

channels = st.lists(
    st.builds(
        Channel,
        st.sampled_from("abcdefgh"),
        st.integers(0, 600),
        st.integers(0, 1000).map(Fraction),
        st.none() | st.integers(0, 800),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda channel: channel.key,
)
days = st.integers(0, 24).map(Fraction)
reaches = st.integers(0, 5000)


def counts(day: Day) -> dict[str, int]:
    return {part.channel.key: part.count for part in day.parts}


def test_eight_hours_of_calls_are_200_at_25_an_hour() -> None:
    assert CALLS.room(EIGHT) == 200
    assert CALLS.each * 60 == Fraction("2.4")
    assert most_on_a_day([CALLS], hours=EIGHT) == 200


def test_2000_calls_are_ten_such_days_and_say_how_many_are_missing() -> None:
    day = split(2000, [CALLS], hours=EIGHT)

    assert (day.reached, day.short) == (200, 1800)
    assert Fraction(2000) / CALLS.room(EIGHT) == 10
    assert day.hours == 8


def test_2000_calls_in_a_week_of_seven_days_are_286_a_day() -> None:
    assert split(286, [CALLS], hours=EIGHT).short == 86


def test_the_channels_of_the_text_make_2200_a_day() -> None:
    a_day = {"leaflets": 500 + 500, "calls": 200, "email": 10 * 50, "sms": 500}

    assert sum(a_day.values()) == 2200


def test_2000_a_day_fit_when_channels_are_combined() -> None:
    day = split(2000, ALL, hours=EIGHT)

    assert day.short == 0
    assert counts(day) == {"leaflets": 1000, "email": 500, "sms": 500}
    assert day.cost == 1000 * 300 + 500 * 250
    assert day.hours == 5


def test_nobody_is_reached_who_gave_no_permission() -> None:
    asked = Channel("zalo", 30, most=12)

    assert counts(split(100, [asked], hours=EIGHT)) == {"zalo": 12}
    assert split(100, [asked], hours=EIGHT).short == 88
    assert split(5, [Channel("zalo", 30, most=0)], hours=EIGHT).short == 5


def test_a_short_day_moves_people_to_quicker_channels_for_the_least_money() -> None:
    slow = Channel("slow", 10, Fraction(0))
    dear = Channel("dear", 100, Fraction(900))
    fair = Channel("fair", 100, Fraction(500))

    day = split(80, [slow, dear, fair], hours=Fraction(4))

    assert counts(day) == {"slow": 35, "fair": 45}
    assert day.hours <= 4


def test_a_mix_is_kept_and_what_one_has_no_room_for_goes_to_the_others() -> None:
    half = Fraction(1, 2)
    mix = {"leaflets": half, "email": half / 2, "sms": half / 2}

    assert counts(split(1000, ALL, hours=EIGHT, mix=mix)) == {
        "leaflets": 500,
        "email": 250,
        "sms": 250,
    }
    assert counts(split(2600, ALL, hours=EIGHT, mix=mix)) == {
        "leaflets": 1600,
        "email": 500,
        "sms": 500,
    }


def test_a_mix_that_does_not_fit_the_day_shrinks_in_proportion() -> None:
    day = split(1000, ALL, hours=Fraction(1), mix={"leaflets": Fraction(1)})

    assert (day.reached, day.short) == (500, 500)


def test_a_channel_of_unknown_speed_takes_no_part() -> None:
    assert split(10, [Channel("banners", 0)], hours=EIGHT).parts == ()


@pytest.mark.parametrize(("reach", "hours"), [(-1, 8), (1, -8)])
def test_negative_numbers_are_refused(reach: int, hours: int) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        split(reach, ALL, hours=Fraction(hours))


@given(reaches, channels, days)
def test_a_day_never_has_more_than_it_holds(
    reach: int, given_channels: list[Channel], hours: Fraction
) -> None:
    day = split(reach, given_channels, hours=hours)

    assert day.reached + day.short == reach
    assert day.short >= 0
    assert day.hours <= hours
    assert all(0 < part.count <= part.channel.room(hours) for part in day.parts)


@given(reaches, channels, days, st.data())
def test_a_mix_never_breaks_a_bound_either(
    reach: int, given_channels: list[Channel], hours: Fraction, data: st.DataObject
) -> None:
    weights = st.integers(0, 100).map(lambda n: Fraction(n, 100))
    mix = {each.key: data.draw(weights) for each in given_channels}

    day = split(reach, given_channels, hours=hours, mix=mix)

    assert day.reached + day.short == reach
    assert day.short >= 0
    assert day.hours <= hours
    assert all(0 < part.count <= part.channel.room(hours) for part in day.parts)


@given(reaches, channels, days)
def test_no_other_way_reaches_more_or_costs_less(
    reach: int, given_channels: list[Channel], hours: Fraction
) -> None:
    """Against linear programming; whole contacts may cost one contact more."""
    day = split(reach, given_channels, hours=hours)
    known = [each for each in given_channels if each.per_hour]
    if not known:
        assert day.reached == 0
        return
    bounds = [(0, each.room(hours)) for each in known]
    times = [[float(each.each) for each in known], [1.0] * len(known)]

    most = linprog([-1.0] * len(known), times, [float(hours), reach], bounds=bounds)
    assert day.reached <= -most.fun + 1e-6
    assert day.reached > -most.fun - len(known)
    cheapest = linprog(
        [float(each.cost) for each in known],
        times,
        [float(hours), reach],
        [[1.0] * len(known)],
        [day.reached],
        bounds=bounds,
    )
    one_contact = max(float(each.cost) for each in known)
    assert float(day.cost) <= cheapest.fun + len(known) * one_contact + 1e-6
