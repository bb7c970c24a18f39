"""Whether two names can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestfew.people.rules import names_agree
from bestfew.people.rules.names import given_name_of, is_one_slip, name_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("", "Nguyễn Văn An"),
        ("Nguyễn Văn An", "NGUYEN VAN AN"),
        ("Trần Thị Mai", "Mai Tran Thi"),
        ("Nguyễn An", "Nguyễn Văn An"),
        ("An Nguyễn", "Nguyễn Văn An"),
        ("Mai Anh", "Trần Mai Anh"),
        ("Chị Trần Thị Mai", "Trần Thị Mai"),
        ("Mai Trần", "tran"),
        ("Mai", "Trần Thị Mai"),
        ("Nguyen V. An", "Nguyễn Văn An"),
        ("J. Smith", "John Smith"),
        ("John Smith", "John Paul Smith"),
        ("Smith, John", "John Paul Smith"),
        ("Mr John Smith", "john smith"),
        ("Anne-Marie O'Brien", "Anne Marie OBrien"),
        ("mikhayla hannagan", "hannagan mikhvyla"),
        ("mikhayla hannagan", "mikhalya hanagan"),
        ("นายสมชาย ใจดี", "สมชาย ใจดี"),
        ("สมชาย", "สมชาย ใจดี"),
        ("王伟", "王 伟"),
        ("王小伟", "小伟"),
        ("王先生", "王伟"),
        ("Wang Xiao Wei", "Xiao Wei Wang"),
    ],
)
def test_names_of_one_person_agree(one: str, other: str) -> None:
    assert names_agree(one, other)
    assert names_agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mai", "Hoa"),
        ("Nguyễn Văn An", "Nguyễn Thị Bình"),
        ("Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("Nguyễn Thị Mai", "Nguyễn Thị Mai Anh"),
        ("Nguyễn Văn An", "Nguyễn Thị An"),
        ("Nguyễn Văn An", "Trần Văn An"),
        ("John Smith", "Jane Smith"),
        ("John Smith", "Mary John Smith"),
        ("สมชาย ใจดี", "สมหญิง ใจดี"),
        ("王伟", "王芳"),
        ("王伟", "王伟明"),
        ("Wang Wei", "Wang Fang"),
        ("Wei Wang", "Li Wang"),
    ],
)
def test_names_of_a_family_do_not_agree(one: str, other: str) -> None:
    assert not names_agree(one, other)
    assert not names_agree(other, one)


@pytest.mark.parametrize(
    ("name", "given_name"),
    [
        ("Nguyễn Văn An", "an"),
        ("An Nguyễn", "an"),
        ("John Smith", "john"),
        ("สมชาย ใจดี", "สมชาย"),
        ("Wang Wei", "wei"),
    ],
)
def test_the_given_name_is_told_by_the_family_name(name: str, given_name: str) -> None:
    assert given_name_of(name_words(name)) == given_name


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("paterson", "patersn", True),
        ("paterson", "patersson", True),
        ("paterson", "peterson", True),
        ("paterson", "patresno", False),
        ("paterson", "patresn", False),
        ("paterson", "apterson", True),
        ("paterson", "patersons", True),
        ("paterson", "paters", False),
    ],
)
def test_one_slip_is_a_letter_more_less_other_or_turned(
    one: str, other: str, slip: bool
) -> None:
    assert is_one_slip(one, other) is slip
    assert is_one_slip(other, one) is slip


@given(st.text(), st.text())
def test_agreement_has_no_direction(one: str, other: str) -> None:
    assert names_agree(one, one)
    assert names_agree(one, other) == names_agree(other, one)
