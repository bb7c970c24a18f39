"""What counts as the same placeholders in a message and its translation."""

from __future__ import annotations

import pytest

from tools.check_messages import placeholders

SOURCE = "Hello {given_name|friend}, see {link}"


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("Chào {given_name|bạn}, xem {link}", True),
        ("{link} – {given_name|朋友}", True),
        ("Chào {given_name}, xem {link}", True),
        ("Chào {ten|bạn}, xem {link}", False),
        ("Chào bạn, xem {link}", False),
    ],
)
def test_the_word_in_place_of_a_field_is_translated_its_name_is_not(
    text: str, is_same: bool
) -> None:
    assert (placeholders(text) == placeholders(SOURCE)) == is_same
