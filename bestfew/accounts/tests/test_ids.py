from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.accounts.ids import code_of, id_of


@given(st.integers(0, 2**63 - 1))
def test_a_code_gives_its_identifier_back(pk: int) -> None:
    assert id_of(code_of(pk)) == pk


def test_a_code_is_read_as_people_type_it() -> None:
    assert id_of(" 7zzz-zzzz-zzzzz") == 2**63 - 1
    assert id_of("o1l") == id_of("011")


@pytest.mark.parametrize("code", ["", "8000000000000", "00000000000001", "ABCU", "é"])
def test_nonsense_is_nobodys_code(code: str) -> None:
    assert id_of(code) == 0
