"""A quick way to compare phone numbers gives what the slow one gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.imports.rules.phones import phone_key
from bestfew.people.rules import contact_key

COUNTRIES = ("VN", "TH", "CN", "US", "GB", "DE", "ES", "IT", "AU", "SG", "MX", "AR", "")


@pytest.mark.parametrize("country", COUNTRIES)
@given(
    number=st.from_regex(r"\A(\+|0|00)?[0-9]{6,14}\Z"),
    parts=st.sampled_from(["", " ", "-", ".", "("]),
)
def test_the_quick_key_is_the_key(country: str, number: str, parts: str) -> None:
    value = f"{number[:3]}{parts}{number[3:]}" if number[3:4].isdigit() else number

    assert phone_key("phone", value, country) == contact_key("phone", value, country)
