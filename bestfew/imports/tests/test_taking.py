"""What a column does where something is there already, by itself."""

from __future__ import annotations

import pytest

from bestfew.imports.models import Noun, Rule
from bestfew.imports.rules.taking import (
    ADDED,
    FILL,
    KEEP,
    OVERWRITE,
    REPLACED,
    RULES,
    allowed,
    filled_up,
    merged,
    overwrites,
    overwritten_traits,
    taken,
    without_kept,
)
from bestfew.imports.targets import targets_of


@pytest.mark.parametrize(
    ("old", "new", "filled", "written_over"),
    [
        ("", "tea", "tea", "tea"),
        (None, "tea", "tea", "tea"),
        ("tea", "", "tea", "tea"),
        ("tea", None, "tea", "tea"),
        ("tea", "tea", "tea", "tea"),
        ("tea", "coffee", "tea", "coffee"),
        (0, 5, 0, 5),
        (5, 0, 5, 0),
        (None, 0, 0, 0),
    ],
)
def test_a_blank_cell_changes_nothing(
    old: object, new: object, filled: object, written_over: object
) -> None:
    assert taken(old, new, overwrite=False) == filled
    assert taken(old, new, overwrite=True) == written_over


def test_traits_are_written_over_by_name() -> None:
    found = merged(
        {"Size": "38", "Shoe": "5"}, {"Size": "40", "Shoe": "6", "Hat": "M"},
        frozenset({"Size"}),
    )  # fmt: skip

    assert found == {"Size": "40", "Shoe": "5", "Hat": "M"}


def test_a_target_writes_over_when_all_its_columns_say_so() -> None:
    targets = ("note", "note", "birthday", "", "source")

    assert overwrites(targets, (OVERWRITE, FILL, OVERWRITE, OVERWRITE, FILL)) == {
        "birthday"
    }
    assert "note" in overwrites(targets, (OVERWRITE, KEEP, FILL, FILL, FILL))
    assert "note" not in overwrites(targets, (KEEP, KEEP, FILL, FILL, FILL))


def test_a_name_last_first_stands_for_its_parts_unless_they_have_columns() -> None:
    found = overwrites(("last_first", "given_name"), (OVERWRITE, FILL))

    assert found == {"last_first", "family_name"}


def test_traits_are_known_by_their_headers() -> None:
    found = overwritten_traits(
        ("Size", "Hat", "Note"), ("", "", "note"), (OVERWRITE, FILL, OVERWRITE)
    )

    assert found == {"Size"}


def test_columns_that_keep_say_nothing_of_whom_we_know() -> None:
    assert without_kept(("name", "phone"), (FILL, KEEP)) == ("name", "skip")


def test_columns_that_say_nothing_fill_blanks() -> None:
    assert filled_up([KEEP], 3) == (KEEP, FILL, FILL)
    assert filled_up([KEEP, KEEP], 1) == (KEEP,)


@pytest.mark.parametrize("noun", Noun.values)
def test_every_target_with_a_choice_is_one(noun: str) -> None:
    assert REPLACED[noun] | ADDED[noun] <= targets_of(noun).keys()
    assert not REPLACED[noun] & ADDED[noun]
    assert allowed(noun, "external_id") == (FILL,)
    assert allowed(noun, "") == RULES
    assert set(RULES) == set(Rule.values)


def test_a_no_to_contact_is_always_taken() -> None:
    assert allowed(Noun.PEOPLE, "do_not_contact") == (FILL,)
    assert allowed(Noun.PEOPLE, "permissions") == (FILL,)
    assert allowed(Noun.PEOPLE, "phone") == (KEEP, FILL)
